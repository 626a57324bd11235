"""The document that an edition is written into: the agency's own template, or the look of the house."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from autan.ground.errors import Fault, ImportFileError
from autan.ground.received_files import refuse_damage

MAX_TEMPLATE_BYTES = 20_000_000
_MAX_UNPACKED_BYTES = 200_000_000
_MACROS = ("vbaProject.bin", "vbaData.xml")
_WOAD, _INK, _SOFT, _BRICK = (RGBColor.from_string(code) for code in ("1F5078", "1B222C", "4A5361", "96351F"))
_PARAGRAPHS: Mapping[str, tuple[str, ...]] = {
    "title": ("Title",),
    "subtitle": ("Subtitle",),
    "heading_1": ("Heading 1",),
    "heading_2": ("Heading 2",),
    "heading_3": ("Heading 3",),
    "body": ("Body Text", "Normal"),
    "list": ("List Paragraph", "Normal"),
    "quote": ("Quote",),
    "caption": ("Caption",),
    "note": ("footnote text",),
    "contents": ("toc 1",),
    "contents_2": ("toc 2",),
    "source": ("Autan Source",),
    "cell": ("Autan Cellule",),
    "key_number": ("Autan Chiffre",),
    "notice": ("Autan Avertissement",),
}
_RUNS: Mapping[str, tuple[str, ...]] = {"note_mark": ("footnote reference",), "link": ("Hyperlink",)}
_STALE = ("stylesWithEffects", "thumbnail")
_DROPPED = (*_STALE, "/customXml")


@dataclass(frozen=True, slots=True, kw_only=True)
class WordTemplate:
    """A document ready to be written into.

    Attributes:
        styles: identifier of the style of each role.
        width: width of a column of text, in twentieths of a point.
        missing: names of the styles that the template lacks; those of the house stand for them.
    """

    document: Document
    styles: Mapping[str, str]
    width: int
    missing: tuple[str, ...]
    columns: int
    is_own: bool


def check_template(data: bytes, file: str) -> None:
    """Refuse a file that cannot be a template, in words.

    Raises ImportFileError: it is too heavy, is no Word document, or holds macros.
    """
    expected = Fault(expected="un modèle sans macros : enregistrez-le dans Word sous le type « Document Word (.docx) »")
    check_archive(data, file, part="word/document.xml", expected="un document Word .docx", without_macros=expected)


def check_archive(data: bytes, file: str, *, part: str, expected: str, without_macros: Fault) -> None:
    """Refuse what is no file of Office with this part, what holds macros, and what is too heavy.

    Raises ImportFileError: what is expected, or a file without macros, in words.
    """
    if len(data) > MAX_TEMPLATE_BYTES:
        raise ImportFileError(file, [Fault(expected="un modèle de 20 Mo au plus")])
    with refuse_damage(file, expected), zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        unpacked = sum(item.file_size for item in archive.infolist())
    if any(name.endswith(_MACROS) for name in names):
        raise ImportFileError(file, [without_macros])
    if unpacked > _MAX_UNPACKED_BYTES or part not in names:
        raise ImportFileError(file, [Fault(expected=expected)])


def open_template(data: bytes | None, file: str = "modele.docx") -> WordTemplate:
    """Open a template, empty it, and find or make the style of each role.

    `data` is the template of an agency; None for the look of the house.

    Raises ImportFileError: it cannot be a template.
    """
    with refuse_damage(file, "un document Word .docx qui s’ouvre"):
        return _open_template(data, file)


def _open_template(data: bytes | None, file: str) -> WordTemplate:
    if data is None:
        document = docx.Document()
        _forget(document, _DROPPED)
        _set_page(document)
    else:
        check_template(data, file)
        document = docx.Document(io.BytesIO(data))
        _forget(document, _STALE)
        _empty(document)
    present = _by_name(document)
    missing = {name for name in _names() if name.lower() not in present}
    styles = {role: _style(document, present, names, WD_STYLE_TYPE.PARAGRAPH) for role, names in _PARAGRAPHS.items()}
    styles |= {role: _style(document, present, names, WD_STYLE_TYPE.CHARACTER) for role, names in _RUNS.items()}
    if data is None:
        _dress(document)
    _dress_own(document, missing if data is not None else set(_names()))
    width, columns = _column(document)
    absent = tuple(sorted(name for name in missing if not name.startswith("Autan") and name != "Body Text"))
    return WordTemplate(
        document=document,
        styles=styles,
        width=width,
        missing=absent if data is not None else (),
        columns=columns,
        is_own=data is not None,
    )


def _forget(document: Document, dropped: tuple[str, ...]) -> None:
    """Drop what python-docx ships in its blank document, or what an old Word left: no longer true of the styles."""
    for holder in (document.part.rels, document.part.package.rels):
        for key in [key for key, rel in holder.items() if rel.reltype.endswith(dropped)]:
            del holder[key]


def _empty(document: Document) -> None:
    body: Any = document.element.body
    for element in list(body)[:-1]:
        body.remove(element)
    if body[-1].tag != qn("w:sectPr"):
        body.remove(body[-1])
        body.get_or_add_sectPr()


def _set_page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin = section.bottom_margin = Mm(25)


def _names() -> list[str]:
    return [name for names in (*_PARAGRAPHS.values(), *_RUNS.values()) for name in names[:1]]


def _by_name(document: Document) -> dict[str, Any]:
    return {str(style.name).lower(): style for style in document.styles}


def _style(document: Document, styles: dict[str, Any], names: tuple[str, ...], kind: WD_STYLE_TYPE) -> str:
    """Identifier of the first style of these names; for want of one, a new one of the first name is added."""
    for name in names:
        if name.lower() in styles:
            return str(styles[name.lower()].style_id)
    made: Any = document.styles.add_style(names[0], kind)
    if kind is WD_STYLE_TYPE.PARAGRAPH and names[0] != "Normal":
        made.base_style = styles.get("normal")
    styles[names[0].lower()] = made
    return str(made.style_id)


def _dress(document: Document) -> None:
    """Give the blank document the look of the house."""
    looks: Mapping[str, tuple[float, RGBColor, bool]] = {
        "Normal": (10.5, _INK, False),
        "Title": (28, _INK, True),
        "Subtitle": (14, _SOFT, False),
        "Heading 1": (18, _INK, True),
        "Heading 2": (13, _WOAD, True),
        "Heading 3": (11, _INK, True),
        "Caption": (10, _INK, True),
    }
    for name, (size, colour, is_bold) in looks.items():
        _set_font(document.styles[name], size, colour, is_bold=is_bold)
    normal: Any = document.styles["Normal"]
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(7), 1.15
    for border in document.styles["Title"].element.iter(qn("w:pBdr")):
        border.getparent().remove(border)
        break


def _dress_own(document: Document, names: set[str]) -> None:
    """Give its look to each style that was made here, in the fonts of the document."""
    looks: Mapping[str, tuple[float, RGBColor, bool]] = {
        "Autan Source": (8, _SOFT, False),
        "Autan Cellule": (9, _INK, False),
        "Autan Chiffre": (18, _WOAD, True),
        "Autan Avertissement": (10, _BRICK, True),
        "footnote text": (8, _SOFT, False),
        "toc 1": (10, _INK, False),
        "toc 2": (10, _SOFT, False),
        "Caption": (10, _INK, True),
    }
    styles = _by_name(document)
    for name in sorted(names & set(looks)):
        style: Any = styles[name.lower()]
        size, colour, is_bold = looks[name]
        style.font.size, style.font.color.rgb, style.font.bold = Pt(size), colour, is_bold
        style.paragraph_format.space_after, style.paragraph_format.space_before = Pt(2), Pt(0)
        style.paragraph_format.keep_with_next = name == "Caption"
        style.paragraph_format.left_indent = Mm(6) if name == "toc 2" else None
    if "footnote reference" in names:
        styles["footnote reference"].font.superscript = True
    if "Hyperlink" in names:
        styles["hyperlink"].font.color.rgb, styles["hyperlink"].font.underline = _WOAD, True


def _set_font(style: Any, size: float, colour: RGBColor, *, is_bold: bool) -> None:
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    style.font.name = "Calibri"
    fonts.set(qn("w:cs"), "Calibri")
    style.font.size, style.font.color.rgb = Pt(size), colour
    style.font.bold, style.font.italic = is_bold, False


def _column(document: Document) -> tuple[int, int]:
    """Width of a column of text, in twentieths of a point, and how many there are."""
    section = document.sections[-1]
    page, left, right = section.page_width, section.left_margin, section.right_margin
    whole = int((page or Mm(210)).twips) - int((left or Mm(25)).twips) - int((right or Mm(25)).twips)
    columns = section._sectPr.find(qn("w:cols"))  # noqa: SLF001 - python-docx does not read columns
    count = int(columns.get(qn("w:num"), "1")) if columns is not None else 1
    space = int(columns.get(qn("w:space"), "720")) if columns is not None else 720
    return (whole - space * (count - 1)) // max(count, 1), count
