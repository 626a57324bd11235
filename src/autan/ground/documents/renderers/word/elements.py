"""The pieces of a Word document as XML elements: paragraphs, runs, marked figures, fields, links, bookmarks, tables."""

from collections.abc import Iterable, Mapping, Sequence

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from autan.ground.documents.core import replace_unprintable
from autan.ground.documents.renderers.office import MOST_WHOLE_ROWS, Element

_LONGEST_TAG = 64  # what Word accepts of a tag or of the name of a content control
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_HAIR = {"val": "single", "sz": "4", "space": "0", "color": "C9C2B3"}
_NONE = {"val": "nil"}


def make(tag: str, attributes: Mapping[str, str] | None = None, children: Iterable[Element] = ()) -> Element:
    """Return an element such as `w:p`; attributes are of the namespace `w` unless they name another."""
    element = OxmlElement(tag)
    for name, value in (attributes or {}).items():
        element.set(qn(name if ":" in name else f"w:{name}"), replace_unprintable(value))
    for child in children:
        element.append(child)
    return element


def run(
    text: str, *, style: str = "", bold: bool = False, italic: bool = False, half_points: int = 0, language: str = ""
) -> Element:
    """Return a run of text in one look.

    `half_points` is its size when it is not that of its style; `language`, when it is not that of the document.
    """
    looks = [
        make("w:rStyle", {"val": style}) if style else None,
        make("w:b") if bold else None,
        make("w:i") if italic else None,
        make("w:sz", {"val": str(half_points)}) if half_points else None,
        make("w:lang", {"val": language}) if language else None,
    ]
    words = make("w:t")
    words.set(_SPACE, "preserve")
    words.text = replace_unprintable(text)
    marks = [look for look in looks if look is not None]
    return make("w:r", children=[make("w:rPr", children=marks), words] if marks else [words])


def paragraph(
    style: str,
    children: Iterable[Element],
    *,
    numbering: tuple[int, int] | None = None,
    is_kept: bool = False,
    begins_page: bool = False,
    right_tab: int = 0,
    align: str = "",
) -> Element:
    """Return a paragraph of one style.

    `numbering` is the number of the list and the depth of an item; `right_tab`, where words after a tab end, after
    dots, in twentieths of a point; `align`, `center` or `right`.
    """
    properties = [make("w:pStyle", {"val": style})]
    if is_kept:
        properties.append(make("w:keepNext"))
    if begins_page:
        properties.append(make("w:pageBreakBefore"))
    if numbering is not None:
        number, level = numbering
        parts = [make("w:ilvl", {"val": str(level)}), make("w:numId", {"val": str(number)})]
        properties.append(make("w:numPr", children=parts))
    if right_tab:
        stop = {"val": "right", "leader": "dot", "pos": str(right_tab)}
        properties.append(make("w:tabs", children=[make("w:tab", stop)]))
    if align:
        properties.append(make("w:jc", {"val": align}))
    return make("w:p", children=[make("w:pPr", children=properties), *children])


def marked_figure(rank: int, address: str, label: str, content: Sequence[Element]) -> Element:
    """Return a content control around a printed figure; its tag holds its rank in the document and its address."""
    properties = [
        make("w:alias", {"val": label[:_LONGEST_TAG]}),
        make("w:tag", {"val": f"autan:{rank}:{address}"[:_LONGEST_TAG]}),
        make("w:id", {"val": str(1_000_000 + rank)}),
    ]
    return make("w:sdt", children=[make("w:sdtPr", children=properties), make("w:sdtContent", children=content)])


def bookmarked(number: int, name: str, content: Sequence[Element]) -> list[Element]:
    """Return some content between the two ends of a bookmark."""
    start = make("w:bookmarkStart", {"id": str(number), "name": name})
    return [start, *content, make("w:bookmarkEnd", {"id": str(number)})]


def inner_link(anchor: str, content: Sequence[Element]) -> Element:
    """Return a link to a bookmark."""
    return make("w:hyperlink", {"anchor": anchor, "history": "1"}, content)


def outer_link(relation: str, content: Sequence[Element]) -> Element:
    """Return a link to an address outside, known by its relation."""
    return make("w:hyperlink", {"r:id": relation, "history": "1"}, content)


def contents(lines: Sequence[Element], *, depth: int) -> list[Element]:
    """Return the contents as a field over the titles down to a depth, in a control of which Word knows the use."""
    *opening, closing = field(f'TOC \\o "1-{depth}" \\h \\z \\u', [], is_dirty=True)
    for place, run_of_field in enumerate(opening, start=1):  # after the properties of the paragraph
        lines[0].insert(place, run_of_field)
    lines[-1].append(closing)
    gallery = make(
        "w:docPartObj", children=[make("w:docPartGallery", {"val": "Table of Contents"}), make("w:docPartUnique")]
    )
    return [make("w:sdt", children=[make("w:sdtPr", children=[gallery]), make("w:sdtContent", children=lines)])]


def field(code: str, content: Sequence[Element], *, is_dirty: bool = False) -> list[Element]:
    """Return a field that the word processor computes, with what it shows until then."""
    begin = make("w:fldChar", {"fldCharType": "begin"} | ({"dirty": "true"} if is_dirty else {}))
    written = make("w:instrText")
    written.set(_SPACE, "preserve")
    written.text = f" {code} "
    middle, end = make("w:fldChar", {"fldCharType": "separate"}), make("w:fldChar", {"fldCharType": "end"})
    return [*(make("w:r", children=[part]) for part in (begin, written, middle)), *content, make("w:r", children=[end])]


def table(
    rows: Sequence[Sequence[Sequence[Element]]], widths: Sequence[int], *, has_head: bool, title: str = ""
) -> Element:
    """Return a table of full lines.

    `widths` are in twentieths of a point; with a head, the first row names the columns and is repeated on each page.
    """
    edge = _HAIR if has_head else _NONE
    borders = [make(f"w:{side}", edge) for side in ("top", "bottom", "insideH")]
    properties = [
        make("w:tblW", {"w": str(sum(widths)), "type": "dxa"}),
        make("w:tblBorders", children=borders),
        make("w:tblLayout", {"type": "fixed"}),
        make("w:tblLook", {"val": "0420" if has_head else "0400"}),
    ]
    if title:
        properties.append(make("w:tblCaption", {"val": title}))
    grid = make("w:tblGrid", children=[make("w:gridCol", {"w": str(width)}) for width in widths])
    lines = [_row(cells, widths, is_head=has_head and not rank) for rank, cells in enumerate(rows)]
    for line in lines[:-1] if len(lines) <= MOST_WHOLE_ROWS else ():
        for paragraph_look in line.iter(qn("w:pPr")):
            paragraph_look.insert(1, make("w:keepNext"))  # after the style, the only other thing that a cell says
    return make("w:tbl", children=[make("w:tblPr", children=properties), grid, *lines])


def _row(cells: Sequence[Sequence[Element]], widths: Sequence[int], *, is_head: bool) -> Element:
    looks = [make("w:cantSplit"), *([make("w:tblHeader")] if is_head else [])]
    filled = [
        make("w:tc", children=[make("w:tcPr", children=[make("w:tcW", {"w": str(width), "type": "dxa"})]), *content])
        for content, width in zip(cells, widths, strict=True)
    ]
    return make("w:tr", children=[make("w:trPr", children=looks), *filled])
