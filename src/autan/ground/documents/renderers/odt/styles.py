"""The styles of a LibreOffice document: those of the house, each made where a template lacks it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from autan.ground.documents.renderers.odt.elements import NAMESPACES, VERSION, make, qn
from autan.ground.documents.renderers.office import Element

INK, SOFT, WOAD, BRICK = "#1b222c", "#4a5361", "#1f5078", "#96351f"
_FONT = "Calibri"
_LEVELS = 10
_BLANK = Path(__file__).with_name("blank_styles.xml").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseStyle:
    """One style of the house.

    Attributes:
        is_kept: True to stay with what follows.
        level: depth of a title; 0 for any other paragraph.
    """

    name: str
    parent: str = "Standard"
    size: float = 0
    colour: str = INK
    is_bold: bool = False
    before: float = 0
    after: float = 2
    is_kept: bool = False
    indent: float = 0
    level: int = 0


PARAGRAPHS: Mapping[str, HouseStyle] = {
    "title": HouseStyle(name="Title", size=28, is_bold=True, after=6),
    "subtitle": HouseStyle(name="Subtitle", size=14, colour=SOFT, after=12),
    "heading_1": HouseStyle(name="Heading 1", size=18, is_bold=True, before=18, after=6, is_kept=True, level=1),
    "heading_2": HouseStyle(
        name="Heading 2", size=13, colour=WOAD, is_bold=True, before=12, after=4, is_kept=True, level=2
    ),
    "heading_3": HouseStyle(name="Heading 3", size=11, is_bold=True, before=8, after=3, is_kept=True, level=3),
    "body": HouseStyle(name="Text body", after=7),
    "list": HouseStyle(name="List", parent="Text body", after=3),
    "quote": HouseStyle(name="Quotations", colour=SOFT, after=7, indent=18),
    "caption": HouseStyle(name="Caption", size=10, is_bold=True, before=6, is_kept=True),
    "note": HouseStyle(name="Footnote", size=8, colour=SOFT),
    "contents": HouseStyle(name="Contents 1", size=10),
    "contents_2": HouseStyle(name="Contents 2", size=10, indent=12),
    "source": HouseStyle(name="Autan Source", size=8, colour=SOFT),
    "cell": HouseStyle(name="Autan Cellule", size=9),
    "key_number": HouseStyle(name="Autan Chiffre", size=18, colour=WOAD, is_bold=True),
    "notice": HouseStyle(name="Autan Avertissement", size=10, colour=BRICK, is_bold=True),
}
RUNS: Mapping[str, str] = {"note_mark": "Footnote anchor", "link": "Internet link"}
_ALSO = (HouseStyle(name="Header", size=8, colour=SOFT), HouseStyle(name="Footer", size=8, colour=SOFT))


def style_name(display_name: str) -> str:
    """Return the name of a style as the file writes it.

    >>> style_name("Heading 1")
    'Heading_20_1'
    """
    return display_name.replace(" ", "_20_")


def house_styles() -> Element:
    """Return the part of the styles of a new document: A4, the look of the house."""
    xml = _BLANK.format(
        namespaces=" ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items() if prefix != "xml"),
        version=VERSION,
        font=_FONT,
        ink=INK,
        levels="".join(
            f'<text:outline-level-style text:level="{level}" style:num-format=""/>' for level in range(1, _LEVELS + 1)
        ),
    )
    return etree.fromstring(xml)


def complete_styles(styles: Element) -> list[str]:
    """Make each style of Autan that a document lacks, and return their names."""
    holder = styles.find(qn("office:styles"))
    names = {(style.get(qn("style:family")), style.get(qn("style:name"))) for style in holder}
    result = []
    for look in (*PARAGRAPHS.values(), *_ALSO):
        if ("paragraph", style_name(look.name)) not in names:
            holder.insert(_place(holder), _paragraph_style(look))
            result.append(look.name)
    for display_name, properties in (
        ("Footnote anchor", {"style:text-position": "super 58%"}),
        ("Index Link", {}),
        ("Internet link", {"fo:color": WOAD, "style:text-underline-style": "solid"}),
    ):
        if ("text", style_name(display_name)) not in names:
            holder.insert(_place(holder), _style(display_name, "text", [make("style:text-properties", properties)]))
            result.append(display_name)
    return result


def _place(holder: Element) -> int:
    """After the last style: what is about lists, outlines and notes comes after them."""
    ranks = [rank for rank, child in enumerate(holder) if child.tag in {qn("style:style"), qn("style:default-style")}]
    return max(ranks, default=-1) + 1


def _paragraph_style(look: HouseStyle) -> Element:
    room = {
        "fo:margin-top": f"{look.before:g}pt",
        "fo:margin-bottom": f"{look.after:g}pt",
        "fo:margin-left": f"{look.indent:g}pt",
        "fo:margin-right": "0pt",
        "fo:text-indent": "0pt",
    }
    if look.is_kept:
        room["fo:keep-with-next"] = "always"
    letters = {"fo:color": look.colour}
    if look.size:
        letters["fo:font-size"] = f"{look.size:g}pt"
    if look.is_bold:
        letters["fo:font-weight"] = "bold"
    style = _style(
        look.name,
        "paragraph",
        [make("style:paragraph-properties", room), make("style:text-properties", letters)],
    )
    style.set(qn("style:parent-style-name"), style_name(look.parent))
    if look.level:
        style.set(qn("style:default-outline-level"), str(look.level))
    return style


def _style(display_name: str, family: str, properties: list[Element]) -> Element:
    names = {"style:name": style_name(display_name), "style:display-name": display_name, "style:family": family}
    return make("style:style", names, properties)
