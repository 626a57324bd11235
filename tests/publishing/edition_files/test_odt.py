"""The document of LibreOffice: the same bytes twice, real styles and notes, marks that survive, the way back."""

import io
import shutil
import subprocess
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import etree

from autan.ground.documents.renderers.odt.elements import qn
from autan.ground.documents.renderers.odt.styles import house_styles
from autan.ground.errors import ImportFileError
from autan.publishing.edition_files.core import reworks_of
from autan.publishing.edition_files.importers import read_returned_document
from autan.publishing.edition_files.queries.dossiers import published_file
from autan.publishing.editions.actions.editions import record_edition
from autan.publishing.editions.actions.publishing import publish_edition
from autan.territories.networks.actions.networks import keep_template
from tests.publishing.living_text.writing import WITHOUT_MAP

DAY = date(2014, 9, 30)


@pytest.fixture
def made(edition) -> bytes:
    publish_edition(by=None, slug="essai", on=DAY, formats=["odt"])
    path = published_file("essai", "odt")
    assert path is not None
    return path.read_bytes()


def part(data: bytes, name: str = "content.xml"):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def rewritten(data: bytes, change, name: str = "content.xml") -> bytes:
    """The file after somebody worked on one of its parts."""
    root = part(data, name)
    change(root)
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(buffer, "w") as copy:
        for each in archive.namelist():
            copy.writestr(each, etree.tostring(root) if each == name else archive.read(each))
    return buffer.getvalue()


def mark(root, rank: int):
    """The two ends of the mark of a figure."""
    ends = [each for tag in ("start", "end") for each in root.iter(qn(f"text:bookmark-{tag}"))]
    return [end for end in ends if end.get(qn("text:name")).startswith(f"autan_c{rank}_")]


def test_the_same_edition_makes_the_same_bytes(made):
    publish_edition(by=None, slug="essai", on=DAY, formats=["odt"])
    assert published_file("essai", "odt").read_bytes() == made


def test_the_text_has_real_titles_lists_notes_captions_and_tables(made):
    root = part(made)
    titles = [(each.get(qn("text:outline-level")), "".join(each.itertext())) for each in root.iter(qn("text:h"))]
    assert ("2", "Une partie") in titles
    assert any("Énoncé F1" in "".join(note.itertext()) for note in root.iter(qn("text:note")))
    frame = next(root.iter(qn("draw:frame")))
    assert frame.findtext(qn("svg:desc")) == "Deux comptes. Dix d’un côté."
    assert [len(each) for each in root.iter(qn("text:list"))] == [2, 2]
    heads = [["".join(cell.itertext()) for cell in row[0]] for row in root.iter(qn("table:table-header-rows"))]
    assert heads == [["Ligne", "Valeur"]]
    assert [each.get(qn("text:name")) for each in root.iter(qn("text:sequence"))] == ["Figure", "Tableau"]
    assert "Territoires inventés" in "".join(part(made, "styles.xml").itertext())


def test_what_an_agency_did_is_said_exactly(made):
    def rework(root):
        mark(root, 1)[0].getnext().text = "12"
        start, end = mark(root, 5)
        for each in (start.getnext(), start, end):
            each.getparent().remove(each)
        paragraph = mark(root, 4)[0].getparent()
        paragraph.getparent().append(paragraph)

    assert reworks_of(read_returned_document(made, file="essai.odt")) == ()
    document = read_returned_document(rewritten(made, rework), file="essai.odt")
    told = [(rework.kind.value, rework.mark.rank) for rework in reworks_of(document)]
    assert told == [("changed", 1), ("moved", 4), ("removed", 5)]


def test_a_document_of_another_hand_is_refused_in_words(made):
    def forget(meta):
        for each in list(meta.iter(qn("meta:user-defined"))):
            each.getparent().remove(each)

    with pytest.raises(ImportFileError) as caught:
        read_returned_document(rewritten(made, forget, "meta.xml"), file="autre.odt")
    assert "repères" in caught.value.faults[0].expected


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
def test_marks_survive_a_save_by_libreoffice(made, tmp_path):
    (tmp_path / "essai.odt").write_bytes(made)
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to"]
    subprocess.run([*command, "odt", "--outdir", "saved", "essai.odt"], cwd=tmp_path, check=True)
    saved = (tmp_path / "saved" / "essai.odt").read_bytes()
    assert reworks_of(read_returned_document(saved, file="essai.odt")) == ()


def template(*, kind: str = "text", columns: int = 1, styles: bool = True, extra: str = "") -> bytes:
    """The template of an agency: a logo, two columns, styles or none."""
    root = house_styles()
    page = root.find(f".//{qn('style:page-layout-properties')}")
    if columns > 1:
        etree.SubElement(page, qn("style:columns"), {qn("fo:column-count"): str(columns), qn("fo:column-gap"): "1cm"})
    if styles:
        title = {qn("style:name"): "Title", qn("style:family"): "paragraph"}
        root.find(qn("office:styles")).insert(2, etree.Element(qn("style:style"), title))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("styles.xml", etree.tostring(root))
        archive.writestr("content.xml", "<texte/>")
        archive.writestr("Pictures/logo.png", b"logo")
        if extra:
            archive.writestr(extra, b"x")
    return buffer.getvalue()


def test_the_template_of_an_agency_is_followed(people, edition):
    remarks = keep_template(by=people.coordinator, network="autan", data=template(columns=2), file="agence.ott")
    assert "Heading 1" in remarks[0].fr
    assert "Title" not in remarks[0].fr
    assert "2 colonnes" in remarks[1].fr
    publish_edition(by=None, slug="essai", on=DAY, formats=["odt"])
    data = published_file("essai", "odt").read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.read("Pictures/logo.png") == b"logo"
        assert b"Pictures/logo.png" in archive.read("META-INF/manifest.xml")
    names = [each.get(qn("style:name")) for each in part(data, "styles.xml").iter(qn("style:style"))]
    assert names.count("Title") == 1
    assert "Autan_20_Source" in names


def locked(data: bytes) -> bytes:
    """An archive that says of each of its files that a password is needed."""
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        pieces = data.split(mark)
        opened = (bytes([*piece[: place - 4], piece[place - 4] | 1, *piece[place - 3 :]]) for piece in pieces[1:])
        data = mark.join([pieces[0], *opened])
    return data


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"rien", "LibreOffice"),
        (b"x" * 20_000_001, "20 Mo"),
        (template(kind="spreadsheet"), "LibreOffice"),
        (template(extra="Basic/Standard/Module1.xml"), "sans macros"),
        (locked(template()), "sans mot de passe"),
    ],
)
def test_a_file_that_cannot_be_a_template_is_refused_in_words(network, data, said):
    with pytest.raises(ImportFileError) as caught:
        keep_template(by=None, network="autan", data=data, file="agence.odt")
    assert said in caught.value.faults[0].expected


@pytest.mark.parametrize(("data", "said"), [(b"rien", "LibreOffice"), (locked(template()), "sans mot de passe")])
def test_what_cannot_have_left_from_here_is_refused_in_words(data, said):
    with pytest.raises(ImportFileError) as caught:
        read_returned_document(data, file="retour.odt")
    assert said in caught.value.faults[0].expected


def test_the_way_out_and_back_on_screen(people, edition):
    client = Client()
    client.force_login(people.coordinator)
    draft = client.get("/syntheses/essai/brouillon/odt/")
    assert draft.headers["Content-Type"] == "application/vnd.oasis.opendocument.text"
    fields = {"file": SimpleUploadedFile("essai.odt", draft.content)}
    assert "dans le même ordre" in client.post("/syntheses/essai/rapporter/", fields).content.decode()
    publish_edition(by=None, slug="essai", on=DAY, formats=["odt"])
    response = client.get("/syntheses/essai/odt/")
    assert response.headers["Content-Disposition"].endswith('"synthese-essai.odt"')
    assert response.getvalue().startswith(b"PK")
    response.close()


@pytest.mark.usefixtures("edition")
def test_words_that_lead_to_a_drawing_stay_on_its_page(db):
    led = WITHOUT_MAP.replace("{{chart: both}}", "Ce que dit le graphique.\n\n{{chart: both}}")
    record_edition(by=None, source=led, file="essai.md")
    publish_edition(by=None, slug="essai", on=DAY, formats=["odt"])
    path = published_file("essai", "odt")
    assert path is not None
    root = part(path.read_bytes())
    (leading,) = (item for item in root.iter(qn("text:p")) if "".join(item.itertext()) == "Ce que dit le graphique.")
    styles = {style.get(qn("style:name")): style for style in root.iter(qn("style:style"))}
    properties = styles[leading.get(qn("text:style-name"))].find(qn("style:paragraph-properties"))
    assert properties.get(qn("fo:keep-with-next")) == "always"
