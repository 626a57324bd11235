"""Actions as a Word document, archives that are the same twice, and pages of typst printed for the archive."""

import io
import zipfile
from datetime import date

import docx
import pytest
import typst

from autan.ground.documents.renderers.office import stable_zip
from autan.ground.documents.renderers.printing import compile_pdf, load_template, print_pdf, qr_drawing
from autan.ground.documents.renderers.sheets import DocumentSheet, write_docx
from autan.ground.errors import ImportFileError
from tests.ground.workbook_making import unzipped, zipped

DAY = date(2026, 9, 30)
SHEET = DocumentSheet(
    title="Rénover les écoles",
    place="Axe 1",
    note="Réseau inventé",
    parts=(("Pilotage", (("Porteur", "Syndicat"), ("Partenaires", "Pays\nVille"), ("Élu", ""))),),
    tables=(("Étapes", ("Année", "Acte"), (("2026", "Étude"), ("2027", "Travaux"))),),
)


def sheet(**fields) -> DocumentSheet:
    plain = {"title": "Une action", "place": "", "note": "", "parts": (), "tables": ()}
    return DocumentSheet(**plain | fields)


def opened(*sheets: DocumentSheet, template: bytes | None = None):
    return docx.Document(io.BytesIO(write_docx(sheets, title="Le plan", day=DAY, template=template)))


def test_an_action_is_a_page_with_its_place_its_note_and_its_parts():
    document = opened(SHEET)
    lines = [(line.style.name, line.text) for line in document.paragraphs]
    assert lines == [
        ("Heading 1", "Rénover les écoles"),
        ("Autan Source", "Axe 1"),
        ("Autan Avertissement", "Réseau inventé"),
        ("Heading 2", "Pilotage"),
        ("Heading 2", "Étapes"),
    ]
    fields, steps = document.tables
    assert [[cell.text for cell in row.cells] for row in fields.rows] == [
        ["Porteur", "Syndicat"],
        ["Partenaires", "Pays\nVille"],
        ["Élu", ""],
    ]
    assert [[cell.text for cell in row.cells] for row in steps.rows] == [
        ["Année", "Acte"],
        ["2026", "Étude"],
        ["2027", "Travaux"],
    ]


def test_labels_and_headings_are_bold_and_words_are_not():
    fields, steps = opened(SHEET).tables
    bold = [[bool(cell.paragraphs[0].runs[0].bold) for cell in row.cells] for row in fields.rows]
    assert bold == [[True, False]] * 3
    assert [[bool(cell.paragraphs[0].runs[0].bold) for cell in row.cells] for row in steps.rows] == [
        [True, True],
        [False, False],
        [False, False],
    ]


def test_labels_take_a_third_of_the_page_and_columns_of_a_list_the_same_width():
    fields, steps = opened(SHEET).tables
    label, text = (int(column.width.twips) for column in fields.columns)
    assert label == pytest.approx((label + text) / 3, abs=1)
    first, second = (int(column.width.twips) for column in steps.columns)
    assert first == second == pytest.approx((label + text) / 2, abs=1)


def test_an_action_without_a_note_says_none():
    assert [line.text for line in opened(sheet()).paragraphs] == ["Une action", ""]


def test_each_action_but_the_first_begins_a_page():
    titles = [line for line in opened(*[sheet()] * 3).paragraphs if line.style.name == "Heading 1"]
    assert [bool(line.paragraph_format.page_break_before) for line in titles] == [False, True, True]


def test_an_action_is_written_with_what_cannot_be_printed_as_its_number():
    document = opened(sheet(title="Un\x00", parts=(("P", (("a\x07", "b\x08"),)),)))
    assert document.paragraphs[0].text == "Un[U+0000]"
    assert [cell.text for cell in document.tables[0].rows[0].cells] == ["a[U+0007]", "b[U+0008]"]


def test_the_document_says_its_title_and_its_day():
    properties = opened(SHEET).core_properties
    assert (properties.title, properties.subject, properties.language) == ("Le plan", "Fiches-actions", "fr-FR")
    assert properties.created.date() == DAY


def test_a_template_that_can_no_longer_be_opened_is_refused():
    with pytest.raises(ImportFileError):
        opened(SHEET, template=b"rien")


def test_an_archive_is_the_same_whatever_the_order_and_the_day_of_its_parts():
    parts = {"b.xml": b"b" * 50, "a.xml": b"a", "mimetype": b"texte", "z/c.xml": b"c"}
    first = stable_zip(zipped(parts), first=("mimetype", "absent"))
    second = stable_zip(zipped(dict(reversed(parts.items()))), first=("mimetype",))
    assert first == second
    assert unzipped(first) == parts
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        infos = archive.infolist()
    assert [info.filename for info in infos] == ["mimetype", "a.xml", "b.xml", "z/c.xml"]
    assert [info.compress_type for info in infos] == [zipfile.ZIP_STORED] + [zipfile.ZIP_DEFLATED] * 3
    assert {(info.date_time, info.create_system, info.external_attr) for info in infos} == {
        ((1980, 1, 1, 0, 0, 0), 3, 0o600 << 16)
    }


PAGE = """#set document(title: "Essai")
#set text(lang: "fr", font: "Source Serif Pro")
#let page = json(bytes(sys.inputs.page))
= #page.title
#page.lines.join(" ")
"""


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "page.typ"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_a_page_is_printed_the_same_twice_on_one_day(page):
    data = {"title": "L’été « chaud »", "lines": ["a", "b"]}
    first = print_pdf(page, data, on=DAY)
    assert first.startswith(b"%PDF-")
    assert print_pdf(page, data, on=DAY) == first
    assert print_pdf(page, data, on=date(2026, 10, 1)) != first


def test_a_character_that_no_font_draws_does_not_stop_the_page(page):
    assert print_pdf(page, {"title": "Un \x07 titre \ue000", "lines": ["中文", "\U0001f6b2"]}, on=DAY).startswith(
        b"%PDF-"
    )


def test_a_template_that_is_wrong_says_so(page):
    with pytest.raises(typst.TypstError, match="lines"):
        print_pdf(page, {"title": "Sans lignes"}, on=DAY)


def test_a_page_may_be_printed_without_the_standards_of_archives(page):
    compiler = load_template(page, {"title": "a", "lines": []})
    assert compile_pdf(compiler, on=DAY, standards=()).startswith(b"%PDF-")


def test_a_code_to_scan_is_a_drawing_of_its_link():
    first, second = qr_drawing("https://exemple.fr/a"), qr_drawing("https://exemple.fr/b")
    assert first.lstrip().startswith(("<svg", "<?xml"))
    assert ("<path" in first, first == second, first == qr_drawing("https://exemple.fr/a")) == (True, False, True)
