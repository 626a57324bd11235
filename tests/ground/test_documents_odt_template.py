"""The document that a text of LibreOffice is written into: the look of the house, or the template of an agency."""

from typing import Any

import pytest
from lxml import etree

from autan.ground.documents.renderers.odt.document import OdtDocument
from autan.ground.documents.renderers.odt.elements import as_bytes, make, points, qn, root, twips, written
from autan.ground.documents.renderers.odt.styles import PARAGRAPHS, complete_styles, house_styles, style_name
from autan.ground.documents.renderers.odt.template import MAX_TEMPLATE_BYTES, master_page, open_odt_template
from autan.ground.errors import ImportFileError
from tests.ground.test_documents_odt import about
from tests.ground.workbook_making import unzipped, zipped

TEXT = "application/vnd.oasis.opendocument.text"
A4_COLUMN = 11906 - 2 * 1417  # twentieths of a point between margins of 2.5 cm


def template(change=None, *, kind: str = TEXT, styles: bytes | None = None, **parts: bytes) -> bytes:
    """The template of an agency, made of the styles of the house once these are changed."""
    tree = house_styles()
    if change:
        change(tree)
    whole: dict[str, Any] = {
        "mimetype": kind,
        "styles.xml": styles if styles is not None else as_bytes(tree),
        "content.xml": "<a/>",
    }
    return zipped({**whole, **{name.replace("__", "/"): part for name, part in parts.items()}})


def page_of(tree):
    return tree.find(f".//{qn('style:page-layout-properties')}")


def refusal(data: bytes) -> str:
    with pytest.raises(ImportFileError) as caught:
        open_odt_template(data, "agence.ott")
    assert caught.value.file == "agence.ott"
    (fault,) = caught.value.faults
    return fault.expected


def test_the_look_of_the_house_is_an_a4_page_of_one_column_with_every_style():
    opened = open_odt_template(None)
    assert (opened.is_own, opened.columns, opened.missing, dict(opened.parts)) == (False, 1, (), {})
    assert opened.width == pytest.approx(A4_COLUMN, abs=1)
    names = {style.get(qn("style:display-name")) for style in opened.styles.iter(qn("style:style"))}
    assert names >= {look.name for look in PARAGRAPHS.values()} | {"Footnote anchor", "Internet link", "Header"}


def styled(tree) -> dict[str, dict[str, str]]:
    found = {}
    for style in tree.iter(qn("style:style")):
        properties = {"parent": style.get(qn("style:parent-style-name"))}
        for child in style:
            properties |= {etree.QName(key).localname: value for key, value in child.attrib.items()}
        found[style.get(qn("style:name"))] = properties
    return found


def test_styles_of_the_house_say_size_colour_room_and_depth():
    tree = house_styles()
    complete_styles(tree)
    looks = styled(tree)
    title = looks["Heading_20_2"]
    assert (title["font-size"], title["color"], title["font-weight"]) == ("13pt", "#1f5078", "bold")
    assert (title["margin-top"], title["margin-bottom"], title["keep-with-next"]) == ("12pt", "4pt", "always")
    body = looks["Text_20_body"]
    assert ("font-size" in body, "font-weight" in body, "keep-with-next" in body) == (False, False, False)
    assert (body["margin-bottom"], body["parent"], looks["List"]["parent"]) == ("7pt", "Standard", "Text_20_body")
    assert (looks["Quotations"]["margin-left"], body["margin-left"]) == ("18pt", "0pt")
    assert looks["Footnote_20_anchor"]["text-position"] == "super 58%"
    levels = {
        style.get(qn("style:name")): style.get(qn("style:default-outline-level"))
        for style in tree.iter(qn("style:style"))
    }
    assert [levels[f"Heading_20_{depth}"] for depth in (1, 2, 3)] == ["1", "2", "3"]
    assert levels["Caption"] is None


def test_styles_are_made_once_and_before_what_is_about_lists():
    tree = house_styles()
    first = complete_styles(tree)
    assert set(first) >= {"Title", "Heading 1", "Autan Source", "Internet link"}
    assert complete_styles(tree) == []
    tags = [etree.QName(child).localname for child in tree.find(qn("office:styles"))]
    assert tags.index("outline-style") > max(rank for rank, tag in enumerate(tags) if tag == "style")


def test_a_style_of_an_agency_is_left_as_it_is_and_what_it_lacks_is_named():
    def add_title(tree):
        names = {"style:name": "Title", "style:family": "paragraph"}
        look = make("style:style", names, [make("style:text-properties", {"fo:color": "#ff0000"})])
        tree.find(qn("office:styles")).insert(1, look)

    opened = open_odt_template(template(add_title))
    assert opened.is_own
    assert styled(opened.styles)["Title"] == {"parent": None, "color": "#ff0000"}
    assert "Title" not in opened.missing
    assert ("Heading 1" in opened.missing, list(opened.missing)) == (True, sorted(opened.missing))
    assert not any(name.startswith("Autan") for name in opened.missing), "an agency is not asked for ours"


def test_a_style_of_another_family_does_not_stand_for_one_of_paragraphs():
    def add_run(tree):
        tree.find(qn("office:styles")).insert(1, make("style:style", {"style:name": "Title", "style:family": "text"}))

    assert "Title" in open_odt_template(template(add_run)).missing


@pytest.mark.parametrize("kind", [TEXT, f"{TEXT}-template", f"{TEXT}\n"])
def test_texts_and_templates_of_texts_are_taken(kind):
    assert open_odt_template(template(kind=kind)).is_own


def test_pictures_of_a_template_are_kept_and_its_text_is_not():
    opened = open_odt_template(template(Pictures__logo=b"logo", Thumbnails__page=b"vignette"))
    assert dict(opened.parts) == {"Pictures/logo": b"logo"}
    document = OdtDocument(template(Pictures__logo=b"logo"))
    parts = unzipped(document.save([], about()))
    assert (parts["Pictures/logo"], document.is_own) == (b"logo", True)
    assert b"<a/>" not in parts["content.xml"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"rien",
        b"PK\x03\x04 coupe",
        template(kind="application/vnd.oasis.opendocument.spreadsheet"),
        template(kind=""),
        template(styles=b"<coupe"),
        template(styles=b"<styles/>"),
        zipped({"mimetype": TEXT, "content.xml": "<a/>"}),
    ],
    ids=["empty", "no zip", "cut", "a workbook", "no kind", "cut styles", "other styles", "no styles"],
)
def test_what_is_no_text_of_libreoffice_is_refused(data):
    assert refusal(data).startswith(("un document texte de LibreOffice", "une archive zip entière"))


@pytest.mark.parametrize("place", ["Basic__Standard", "Scripts__python", "Dialogs__Standard"])
def test_a_template_with_macros_is_refused(place):
    assert refusal(template(**{f"{place}__module": b"x"})) == "un modèle sans macros"


def test_a_template_that_is_too_heavy_is_refused_before_it_is_opened():
    assert refusal(b"PK\x03\x04".ljust(MAX_TEMPLATE_BYTES + 1, b"\0")) == "un modèle de 20 Mo au plus"
    assert refusal(b"PK\x03\x04".ljust(MAX_TEMPLATE_BYTES, b"\0")) != "un modèle de 20 Mo au plus"


def test_a_template_that_declares_entities_is_refused():
    bomb = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    assert "DTD" in refusal(template(styles=bomb))


def width_of(change) -> tuple[int, int]:
    opened = open_odt_template(template(change))
    return opened.width, opened.columns


def test_the_column_is_what_margins_leave_of_the_page():
    def narrow(tree):
        for name, value in (("page-width", "10cm"), ("margin-left", "1cm"), ("margin-right", "2cm")):
            page_of(tree).set(qn(f"fo:{name}"), value)

    assert width_of(narrow) == (round(10 * 566.929) - 567 - 1134, 1)


def test_one_margin_may_stand_for_the_four():
    def around(tree):
        page = page_of(tree)
        for side in ("left", "right"):
            del page.attrib[qn(f"fo:margin-{side}")]
        page.set(qn("fo:margin"), "1in")

    assert width_of(around)[0] == 11906 - 2 * 1440


@pytest.mark.parametrize(("count", "gap"), [(2, "1cm"), (3, "5mm")])
def test_columns_share_the_page_and_the_room_between_them(count, gap):
    def columns(tree):
        names = {"fo:column-count": str(count), "fo:column-gap": gap}
        page_of(tree).append(make("style:columns", names))

    expected = (A4_COLUMN - twips(gap, 0) * (count - 1)) // count
    width, counted = width_of(columns)
    assert (counted, width) == (count, pytest.approx(expected, abs=1))


@pytest.mark.parametrize(
    ("name", "value"), [("fo:page-width", "2.1.0cm"), ("fo:margin-left", "-.cm"), ("fo:margin-right", "..pt")]
)
def test_a_length_that_cannot_be_refuses_the_template_in_words(name, value):
    assert refusal(template(lambda tree: page_of(tree).set(qn(name), value))).startswith("un document texte")


def test_columns_that_cannot_be_counted_refuse_the_template_in_words():
    def columns(tree):
        page_of(tree).append(make("style:columns", {"fo:column-count": "deux"}))

    assert refusal(template(columns)).startswith("un document texte")


def test_a_page_without_a_layout_is_taken_for_a4():
    def forget(tree):
        layout = tree.find(f".//{qn('style:page-layout')}")
        layout.getparent().remove(layout)

    assert width_of(forget) == (11906 - 2 * 1134, 1)


def test_the_text_begins_on_the_page_named_standard_or_else_on_the_first():
    tree = house_styles()
    pages = tree.find(qn("office:master-styles"))
    pages.insert(0, make("style:master-page", {"style:name": "Couverture", "style:page-layout-name": "Autre"}))
    assert master_page(tree).get(qn("style:name")) == "Standard"
    pages.remove(pages[1])
    assert master_page(tree).get(qn("style:name")) == "Couverture"
    pages.remove(pages[0])
    assert master_page(tree) is None


def test_a_document_without_any_page_has_no_margins_to_write():
    def forget(tree):
        pages = tree.find(qn("office:master-styles"))
        pages.remove(pages[0])

    document = OdtDocument(template(forget))
    document.set_margins("Haut", "Bas")
    assert b"Haut" not in unzipped(document.save([], about()))["styles.xml"]


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        ("1in", 1440),
        ("12pt", 240),
        ("1pc", 240),
        ("2px", 30),
        ("10mm", 567),
        ("1cm", 567),
        ("-1in", -1440),
        ("", 5),
        (None, 5),
        ("50%", 5),
        ("1", 5),
        ("1 cm", 5),
        ("xx1cm", 5),
    ],
)
def test_a_length_is_read_in_its_unit_and_anything_else_is_the_default(length, expected):
    assert twips(length, 5) == expected


@pytest.mark.parametrize("length", [0, 1, 20, 1134, 9072])
def test_a_length_that_is_written_is_read_again(length):
    assert twips(points(length), -1) == length


def test_names_of_styles_write_their_spaces():
    assert [style_name(name) for name in ("Title", "Heading 1", "Table of Contents")] == [
        "Title",
        "Heading_20_1",
        "Table_20_of_20_Contents",
    ]


def test_an_element_holds_attributes_children_and_text_that_can_be_printed():
    element = make("text:p", {"text:style-name": "a\x01"}, [written("text:span", "b\x02", {"xml:id": "c"})])
    assert element.get(qn("text:style-name")) == "a[U+0001]"
    (span,) = element
    assert (span.text, span.get("{http://www.w3.org/XML/1998/namespace}id")) == ("b[U+0002]", "c")


def test_a_part_says_its_version_and_keeps_the_names_of_formulas():
    data = root("office:document-content", [make("text:p")])
    assert data.startswith(b"<?xml")
    tree = etree.fromstring(data)
    assert tree.get(qn("office:version")) == "1.3"
    assert "ooow" in tree.nsmap, "formulas of captions are written ooow:Figure+1"
