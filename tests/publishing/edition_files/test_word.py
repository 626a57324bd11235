"""The Word document: the same bytes twice, real styles and notes, marks that survive, templates, and the way back."""

import io
import re
import shutil
import subprocess
import zipfile
from datetime import date

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx.oxml.ns import qn
from python_calamine import CalamineWorkbook

from autan.ground.errors import ImportFileError, NotAllowedError, RuleError
from autan.ground.texts.core.notation import NO_BREAK_SPACE
from autan.publishing.edition_files.core import reworks_of
from autan.publishing.edition_files.importers import read_returned_document
from autan.publishing.edition_files.queries.dossiers import published_file
from autan.publishing.editions.actions.editions import record_edition
from autan.publishing.editions.actions.publishing import make_proof, publish_edition, render_files
from autan.territories.networks.actions.networks import keep_template
from autan.territories.networks.queries.networks import document_template
from tests.publishing.living_text.writing import WITHOUT_MAP

DAY = date(2014, 9, 30)


@pytest.fixture
def made(edition) -> bytes:
    publish_edition(by=None, slug="essai", on=DAY, formats=["docx"])
    path = published_file("essai", "docx")
    assert path is not None
    return path.read_bytes()


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def changed(data: bytes, act) -> bytes:
    """The document after a person worked on it with another program."""
    document = docx.Document(io.BytesIO(data))
    act(document.element.body)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def controls(body):
    return [each for each in body.iter(qn("w:sdt")) if each.find(qn("w:sdtPr")).find(qn("w:tag")) is not None]


def test_the_same_edition_makes_the_same_bytes(made):
    publish_edition(by=None, slug="essai", on=DAY, formats=["docx"])
    assert published_file("essai", "docx").read_bytes() == made


def test_the_document_has_real_styles_notes_captions_and_tables(made):
    document = docx.Document(io.BytesIO(made))
    styles = {paragraph.style.name for paragraph in document.paragraphs}
    assert {"Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3", "Caption", "Quote"} <= styles
    assert [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 2"] == [
        "Une partie",
        "Sources",
    ]
    notes = part(made, "word/footnotes.xml")
    assert "Énoncé F1" in notes
    assert "Synthèse" in notes
    assert document.core_properties.title == "L’essai"
    picture = next(document.element.body.iter(qn("wp:docPr")))
    assert picture.get("descr") == "Deux comptes. Dix d’un côté."
    data = document.tables[-1]
    assert [cell.text for cell in data.rows[0].cells] == ["Ligne", "Valeur"]
    assert data.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    titles = [element for element in document.element.body if element.tag == qn("w:p") and "Heading1" in element.xml]
    annex = next(title for title in titles if "Annexe des preuves" in "".join(title.itertext()))
    body = list(document.element.body)
    assert body.index(annex) < body.index(data._tbl)  # the table of a drawing stands in the annex, not under it
    assert "Territoires inventés" in document.paragraphs[0].text


def test_a_chart_is_edited_in_word_its_numbers_inside(made):
    assert "word/media/image1.png" not in zipfile.ZipFile(io.BytesIO(made)).namelist()
    chart = part(made, "word/charts/autan1.xml")
    assert "<c:v>Dispositifs</c:v>" in chart
    assert "<c:v>10</c:v>" in chart
    assert 'Target="../embeddings/autan1.xlsx"' in part(made, "word/charts/_rels/autan1.xml.rels")
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        book = CalamineWorkbook.from_filelike(io.BytesIO(archive.read("word/embeddings/autan1.xlsx")))
    assert book.get_sheet_by_index(0).to_python()[1] == ["Dispositifs", 10]


def test_the_contents_are_a_field_that_takes_a_new_heading(made):
    document = part(made, "word/document.xml")
    assert re.search(
        r'dirty="true"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\u ', document
    )
    contents = document.partition('w:val="Table of Contents"')[2].partition("</w:sdt>")[0]
    assert [re.sub(r"<[^>]+>", "", line) for line in re.findall(r"<w:hyperlink.*?</w:hyperlink>", contents)][:2] == [
        "En une page",
        "Premier chapitre",
    ]


def test_every_printed_figure_bears_its_address(made):
    document = read_returned_document(made, file="essai.docx")
    assert [mark.words.replace(NO_BREAK_SPACE, " ") for mark in document.manifest.marks] == [
        "10 collectivités", "11 collectivités", "dix des onze", "11 collectivités", "10", "10",
        "Dix", "10 authorities", "10 collectivités", "11 collectivités",
    ]  # fmt: skip
    assert {mark.figure_id for mark in document.manifest.marks} == {"facts.F1", "facts.F2"}
    tags = [
        control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val"))
        for control in controls(docx.Document(io.BytesIO(made)).element.body)
    ]
    assert tags[0] == "autan:1:facts.F1"
    assert reworks_of(document) == ()


def test_what_an_agency_did_is_said_exactly(made):
    def rework(body):
        marks = controls(body)
        next(marks[0].iter(qn("w:t"))).text = "12"
        marks[4].getparent().remove(marks[4])
        paragraph = marks[3].getparent()
        paragraph.getparent().remove(paragraph)
        body.insert(len(body) - 1, paragraph)

    document = read_returned_document(changed(made, rework), file="essai.docx")
    told = [(rework.kind.value, rework.mark.rank) for rework in reworks_of(document)]
    assert told == [("changed", 1), ("moved", 4), ("removed", 5)]


def test_a_tracked_removal_is_a_removal(made):
    def rework(body):
        mark = controls(body)[2]
        gone = body.makeelement(qn("w:del"), {})
        mark.getparent().replace(mark, gone)
        gone.append(mark)

    document = read_returned_document(changed(made, rework), file="essai.docx")
    assert [(rework.kind.value, rework.mark.rank) for rework in reworks_of(document)] == [("removed", 3)]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
def test_marks_survive_a_save_by_libreoffice(made, tmp_path):
    (tmp_path / "essai.docx").write_bytes(made)
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to"]
    subprocess.run([*command, "docx:MS Word 2007 XML", "--outdir", "saved", "essai.docx"], cwd=tmp_path, check=True)
    saved = (tmp_path / "saved" / "essai.docx").read_bytes()
    assert reworks_of(read_returned_document(saved, file="essai.docx")) == ()


def two_columns(document) -> None:
    document.sections[0]._sectPr.find(qn("w:cols")).set(qn("w:num"), "2")


def template(prepare=two_columns) -> bytes:
    document = docx.Document()
    document.add_paragraph("Texte du modèle, à laisser")
    document.sections[0].header.paragraphs[0].text = "Agence d’essai"
    prepare(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def without_styles(document) -> None:
    styles = document.styles.element
    for style in [style for style in styles if style.tag == qn("w:style")]:
        styles.remove(style)


def test_the_template_of_an_agency_is_followed(people, edition):
    remarks = keep_template(by=people.coordinator, network="autan", data=template(two_columns), file="agence.docx")
    assert any("2 colonnes" in remark.fr for remark in remarks)
    publish_edition(by=None, slug="essai", on=DAY, formats=["docx"])
    document = docx.Document(published_file("essai", "docx"))
    assert document.sections[0].header.paragraphs[0].text == "Agence d’essai"
    assert not any("à laisser" in paragraph.text for paragraph in document.paragraphs)
    with pytest.raises(NotAllowedError):
        keep_template(by=people.officer, network="autan", data=template(), file="agence.docx")


def test_a_template_without_styles_gets_those_of_the_house(people, edition):
    remarks = keep_template(by=None, network="autan", data=template(without_styles), file="nu.docx")
    assert "Heading 1" in remarks[0].fr
    publish_edition(by=None, slug="essai", on=DAY, formats=["docx"])
    document = docx.Document(published_file("essai", "docx"))
    assert "Heading 1" in {paragraph.style.name for paragraph in document.paragraphs}


def with_macros() -> bytes:
    buffer = io.BytesIO(template())
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"rien", "un document Word"),
        (b"x" * 20_000_001, "20 Mo"),
        (with_macros(), "sans macros"),
    ],
)
def test_a_file_that_cannot_be_a_template_is_refused_in_words(network, data, said):
    with pytest.raises(ImportFileError) as caught:
        keep_template(by=None, network="autan", data=data, file="agence.docx")
    assert said in caught.value.faults[0].expected
    assert document_template("autan") is None


def test_the_way_out_and_back_on_screen(people, edition):
    client = Client()
    client.force_login(people.coordinator)
    draft = client.get("/syntheses/essai/brouillon/docx/").content
    back = SimpleUploadedFile(
        "essai.docx", changed(draft, lambda body: controls(body)[0].getparent().remove(controls(body)[0]))
    )
    page = client.post("/syntheses/essai/rapporter/", {"file": back})
    assert page.status_code == 200
    assert "retiré" in page.content.decode()
    same = client.post("/syntheses/essai/rapporter/", {"file": SimpleUploadedFile("essai.docx", draft)})
    assert "dans le même ordre" in same.content.decode()
    for wrong in (template(), b"rien", draft.replace(b"PK", b"KP")):
        refused = client.post("/syntheses/essai/rapporter/", {"file": SimpleUploadedFile("x.docx", wrong)})
        assert refused.status_code == 422
    theirs = template()  # its bytes hold the time at which they were made
    fields = {"file": SimpleUploadedFile("agence.docx", theirs)}
    assert client.post("/syntheses/modele/autan/", fields).status_code == 302
    assert document_template("autan") == theirs
    assert client.post("/syntheses/modele/autan/", {}).status_code == 302
    client.force_login(people.officer)
    assert client.get("/syntheses/essai/brouillon/docx/").status_code == 403
    assert client.get("/syntheses/essai/rapporter/").status_code == 403
    assert client.post("/syntheses/modele/autan/", {}).status_code == 403


@pytest.mark.usefixtures("edition")
def test_words_that_lead_to_a_drawing_stay_on_its_page(db):
    led = WITHOUT_MAP.replace("{{chart: both}}", "Ce que dit le graphique.\n\n{{chart: both}}")
    record_edition(by=None, source=led, file="essai.md")
    publish_edition(by=None, slug="essai", on=DAY, formats=["docx"])
    path = published_file("essai", "docx")
    assert path is not None
    paragraphs = docx.Document(io.BytesIO(path.read_bytes())).paragraphs
    kept = {paragraph.text: bool(paragraph.paragraph_format.keep_with_next) for paragraph in paragraphs}
    assert kept["Ce que dit le graphique."]
    assert not next(is_kept for text, is_kept in kept.items() if text.startswith("Un résumé"))


def test_the_drawings_of_an_edition_without_annex_are_smaller(edition):
    proof = make_proof(edition)
    whole, brief = (
        part(
            render_files(edition, version, ("docx",), DAY, lambda _step: None)["synthese-essai.docx"],
            "word/document.xml",
        )
        for version in (proof, proof.without_annex())
    )
    heights = [int(re.search(r'<wp:extent cx="\d+" cy="(\d+)"', document)[1]) for document in (whole, brief)]
    assert heights[1] < 0.8 * heights[0]


def test_a_title_of_300_signs_is_refused_in_words(edition):
    with pytest.raises(RuleError, match="trop long"):
        record_edition(by=None, source=WITHOUT_MAP.replace("L'essai", "Titre long " * 28, 1), file="essai.md")


def test_the_numbers_of_notes_that_follow_each_other_are_parted(edition):
    source = WITHOUT_MAP.replace("**gras {{answered}}** et", "{{answered}}[@F3] et")
    record_edition(by=None, source=source, file="essai.md")
    publish_edition(by=None, slug="essai", on=DAY, formats=["docx"])
    document = docx.Document(io.BytesIO(published_file("essai", "docx").read_bytes()))
    runs = [run for paragraph in document.paragraphs for run in paragraph.runs if run.style.name.startswith("foot")]
    assert [run.text for run in runs].count(",") == 1
