"""The document that a Word text is written into: the look of the house, or the template of an agency, emptied."""

import io
import struct
from typing import Any

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from autan.ground.documents.renderers.word.document import WordDocument
from autan.ground.documents.renderers.word.template import MAX_TEMPLATE_BYTES, check_template, open_template
from autan.ground.errors import ImportFileError
from tests.ground.test_documents_odt import about, body
from tests.ground.workbook_making import unzipped, zipped

ROLES = 16 + 2  # of paragraphs and of runs


def template(change=None) -> bytes:
    """The template of an agency: the blank document of the library, changed."""
    document: Any = docx.Document()
    if change:
        change(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def with_part(name: str, content: bytes = b"x") -> bytes:
    return zipped({**unzipped(template()), name: content})


def refusal(data: bytes) -> str:
    with pytest.raises(ImportFileError) as caught:
        open_template(data, "agence.docx")
    assert caught.value.file == "agence.docx"
    (fault,) = caught.value.faults
    return fault.expected


@pytest.fixture(scope="module")
def house():
    return open_template(None)


@pytest.fixture(scope="module")
def blank() -> bytes:
    return template()


def test_the_page_of_the_house_is_a4_between_margins_of_25_millimetres(house):
    section = house.document.sections[0]
    assert (section.page_width, section.page_height) == (
        pytest.approx(Mm(210), abs=635),
        pytest.approx(Mm(297), abs=635),
    )
    assert {round(side.mm) for side in (section.left_margin, section.top_margin, section.bottom_margin)} == {25}
    assert (house.width, house.columns, house.is_own, house.missing) == (pytest.approx(9071, abs=2), 1, False, ())


def test_every_role_has_a_style_of_its_own_in_the_house(house):
    identifiers = {style.style_id for style in house.document.styles}
    assert len(house.styles) == ROLES
    assert set(house.styles.values()) <= identifiers
    assert len(set(house.styles.values())) == ROLES


@pytest.mark.parametrize(
    ("name", "size", "colour", "is_bold"),
    [
        ("Normal", 10.5, "1B222C", False),
        ("Title", 28, "1B222C", True),
        ("Heading 2", 13, "1F5078", True),
        ("Subtitle", 14, "4A5361", False),
        ("Autan Source", 8, "4A5361", False),
        ("Autan Chiffre", 18, "1F5078", True),
        ("Autan Avertissement", 10, "96351F", True),
    ],
)
def test_the_house_has_its_look(house, name, size, colour, is_bold):
    font = house.document.styles[name].font
    assert (font.size, str(font.color.rgb), font.bold) == (Pt(size), colour, is_bold)


def test_titles_of_the_house_are_in_its_font_and_under_no_line(house):
    title = house.document.styles["Title"]
    assert (title.font.name, title.font.italic) == ("Calibri", False)
    assert list(title.element.iter(qn("w:pBdr"))) == []
    assert "asciiTheme" not in title.element.xml, "a font of the theme would win"


def test_captions_stay_with_what_they_name_and_the_second_level_of_contents_is_set_back(house):
    styles = house.document.styles
    assert styles["toc 2"].paragraph_format.left_indent == pytest.approx(Mm(6), abs=635)
    assert styles["toc 1"].paragraph_format.left_indent is None
    assert (styles["Hyperlink"].font.underline, styles["footnote reference"].font.superscript) == (True, True)


def test_nothing_that_the_library_ships_stays_in_a_document_of_the_house():
    parts = unzipped(WordDocument().save([], about()))
    assert not [name for name in parts if "thumbnail" in name or "stylesWithEffects" in name or "customXml" in name]


def test_a_template_is_emptied_and_keeps_its_page_its_header_and_its_styles():
    def dressed(document):
        document.add_heading("Ancien titre")
        document.add_table(rows=2, cols=2)
        section = document.sections[0]
        section.page_width, section.left_margin, section.right_margin = Mm(150), Mm(10), Mm(20)
        section.header.paragraphs[0].text = "Agence de l’Ondal"
        document.styles["Heading 1"].font.color.rgb = RGBColor.from_string("FF0000")

    document = WordDocument(template(dressed))
    made = docx.Document(io.BytesIO(document.save([body(document, "Nouveau")], about())))
    assert ([line.text for line in made.paragraphs], made.tables) == (["Nouveau"], [])
    assert made.sections[0].header.paragraphs[0].text == "Agence de l’Ondal"
    assert str(made.styles["Heading 1"].font.color.rgb) == "FF0000"
    assert (document.is_own, document.width) == (True, pytest.approx(120 / 25.4 * 1440, abs=3))


def test_a_template_names_the_styles_that_it_lacks_but_not_ours(blank):
    missing = open_template(blank).missing
    assert list(missing) == sorted(missing)
    assert {"footnote text", "toc 1", "toc 2", "Hyperlink"} <= set(missing)
    assert not {name for name in missing if name.startswith("Autan") or name == "Body Text"}


def test_a_style_of_an_agency_is_found_whatever_its_capitals_and_left_as_it_is():
    def named(document):
        style = document.styles.add_style("HYPERLINK", WD_STYLE_TYPE.CHARACTER)
        style.font.color.rgb = RGBColor.from_string("00FF00")

    opened = open_template(template(named))
    assert "Hyperlink" not in opened.missing
    assert opened.styles["link"] == "HYPERLINK"
    assert str(opened.document.styles["HYPERLINK"].font.color.rgb) == "00FF00"


def test_a_body_without_its_style_is_plain_text():
    def bare(document):
        style = document.styles["Body Text"]
        style.element.getparent().remove(style.element)

    opened = open_template(template(bare))
    assert opened.styles["body"] == opened.document.styles["Normal"].style_id
    assert "Body Text" not in opened.missing, "Normal stands for it"


@pytest.mark.parametrize(("count", "space"), [(2, 567), (3, None)])
def test_columns_share_the_page_and_the_room_between_them(blank, count, space):
    def columns(document):
        properties = document.sections[0]._sectPr
        element = properties.find(qn("w:cols"))
        if element is None:
            element = OxmlElement("w:cols")
            properties.append(element)
        element.attrib.clear()
        element.set(qn("w:num"), str(count))
        if space is not None:
            element.set(qn("w:space"), str(space))

    one = open_template(blank)
    several = open_template(template(columns))
    assert several.columns == count
    assert several.width == (one.width - (720 if space is None else space) * (count - 1)) // count


def test_a_body_without_a_page_gets_one():
    def without_page(document):
        section = document.element.body[-1]
        document.element.body.remove(section)
        document.add_paragraph("Seul")

    document = WordDocument(template(without_page))
    made = docx.Document(io.BytesIO(document.save([body(document, "Nouveau")], about())))
    assert [line.text for line in made.paragraphs] == ["Nouveau"], "and no empty page before"
    assert len(made.sections) == 1


@pytest.mark.parametrize("name", ["word/vbaProject.bin", "word/vbaData.xml"])
def test_a_template_with_macros_is_refused_and_the_way_out_is_said(name):
    said = refusal(with_part(name))
    assert said.startswith("un modèle sans macros")
    assert "enregistrez-le dans Word" in said


def test_a_template_that_is_too_heavy_is_refused_before_it_is_opened():
    assert refusal(b"\0" * (MAX_TEMPLATE_BYTES + 1)) == "un modèle de 20 Mo au plus"
    assert refusal(b"\0" * MAX_TEMPLATE_BYTES) == "un document Word .docx"


def test_an_archive_that_swells_is_refused():
    data = with_part("word/media/vide.bin")
    place = data.rfind(b"PK\x01\x02") + 24  # what the last part says of its size
    assert refusal(data[:place] + struct.pack("<I", 200_000_001) + data[place + 4 :]) == "un document Word .docx"


@pytest.mark.parametrize("data", [b"", b"rien", b"PK\x03\x04", zipped({"a.txt": "a"})])
def test_what_is_no_document_of_word_is_refused(data):
    assert refusal(data) == "un document Word .docx"


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "[Content_Types].xml"])
def test_a_document_whose_parts_cannot_be_read_is_refused(blank, part):
    assert refusal(zipped({**unzipped(blank), part: b"<coupe"})) == "un document Word .docx qui s’ouvre"


def test_a_file_is_checked_without_being_opened(blank):
    check_template(blank, "agence.docx")
    check_template(zipped({"word/document.xml": b"<coupe"}), "agence.docx")
    with pytest.raises(ImportFileError):
        check_template(zipped({"word/autre.xml": b"<a/>"}), "agence.docx")


def test_lists_and_notes_of_a_template_keep_their_numbers(blank):
    document = WordDocument(blank)
    first = WordDocument().new_list(is_ordered=True)
    used = {
        int(one.get(qn("w:numId")))
        for one in docx.Document(io.BytesIO(blank)).part.numbering_part.element.findall(qn("w:num"))
    }
    assert document.new_list(is_ordered=True) == max(used) + 1
    assert first == max(used) + 1, "the blank document of the library has lists too"


def test_a_second_note_of_a_template_follows_those_that_it_has():
    first = WordDocument()
    data = first.save([first.paragraph("body", first.note("n1", "Une source."))], about())
    again = WordDocument(data)
    again_parts = unzipped(again.save([again.paragraph("body", again.note("n2", "Une autre."))], about()))
    notes = again_parts["word/footnotes.xml"].decode()
    assert ("Une source." in notes, "Une autre." in notes, 'w:id="2"' in notes) == (True, True, True)
