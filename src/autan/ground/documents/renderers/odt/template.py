"""The document that an ODT is written into: the template of an agency, or the look of the house."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from autan.ground.documents.renderers.odt.elements import qn, twips
from autan.ground.documents.renderers.odt.styles import complete_styles, house_styles
from autan.ground.documents.renderers.office import Element
from autan.ground.errors import Fault, ImportFileError
from autan.ground.received_files import refuse_damage
from autan.ground.tables.core.tables import Limits
from autan.ground.tables.importers.archives import ZIP_MARK, read_archive

MAX_TEMPLATE_BYTES = 20_000_000
_LIMITS = Limits(max_bytes=MAX_TEMPLATE_BYTES, max_opened_bytes=200_000_000)
_TYPES = {"application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text-template"}
_SCRIPTS = ("Basic/", "Scripts/", "Dialogs/")
_EXPECTED = "un document texte de LibreOffice (.odt ou .ott)"
_A4, _MARGIN = 11906, 1134  # twentieths of a point


@dataclass(frozen=True, slots=True, kw_only=True)
class OdtTemplate:
    """What an ODT is written into.

    Attributes:
        parts: the other parts that are kept, such as pictures of the header, by name.
        width: width of a column of text, in twentieths of a point.
        missing: names of the styles that the template lacks; those of the house stand for them.
    """

    styles: Element
    parts: Mapping[str, bytes] = field(default_factory=dict)
    width: int
    columns: int
    missing: tuple[str, ...]
    is_own: bool


def open_odt_template(data: bytes | None, file: str = "modele.odt") -> OdtTemplate:
    """Open a template, and make the styles that it lacks.

    `data` is the template of an agency; None for the look of the house.

    Raises ImportFileError: it is too heavy, is no text of LibreOffice, or holds macros.
    """
    with refuse_damage(file, _EXPECTED):
        return _open_template(data, file)


def _open_template(data: bytes | None, file: str) -> OdtTemplate:
    parts = _read(data, file) if data is not None else {}
    styles = _parse_xml(parts.pop("styles.xml")) if data is not None else house_styles()
    made = complete_styles(styles)
    width, columns = _column(styles)
    names = [name for name in made if not name.startswith("Autan")]
    return OdtTemplate(
        styles=styles,
        parts=parts,
        width=width,
        columns=columns,
        missing=tuple(sorted(names)) if data is not None else (),
        is_own=data is not None,
    )


def _read(data: bytes, file: str) -> dict[str, bytes]:
    """The styles of a template and its pictures; its text is left aside."""
    if len(data) > MAX_TEMPLATE_BYTES:
        raise ImportFileError(file, [Fault(expected="un modèle de 20 Mo au plus")])
    if not data.startswith(ZIP_MARK):
        raise ImportFileError(file, [Fault(expected=_EXPECTED)])
    parts = read_archive(data, file, limits=_LIMITS)
    if any(name.startswith(_SCRIPTS) for name in parts):
        raise ImportFileError(file, [Fault(expected="un modèle sans macros")])
    if parts.get("mimetype", b"").decode("ascii", "replace").strip() not in _TYPES or "styles.xml" not in parts:
        raise ImportFileError(file, [Fault(expected=_EXPECTED)])
    return {name: part for name, part in parts.items() if name == "styles.xml" or name.startswith("Pictures/")}


def _parse_xml(data: bytes) -> Element:
    styles = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    if styles.find(qn("office:styles")) is None or styles.find(qn("office:master-styles")) is None:
        raise ValueError("no styles of a text")
    return styles


def _column(styles: Element) -> tuple[int, int]:
    """Width of a column of text, in twentieths of a point, and how many there are."""
    master = master_page(styles)
    layout_name = master.get(qn("style:page-layout-name")) if master is not None else None
    layouts = styles.iterfind(f"{qn('office:automatic-styles')}/{qn('style:page-layout')}")
    layout = next((layout for layout in layouts if layout.get(qn("style:name")) == layout_name), None)
    page = layout.find(qn("style:page-layout-properties")) if layout is not None else None
    if page is None:
        return _A4 - 2 * _MARGIN, 1
    margin = page.get(qn("fo:margin"))
    sides = (twips(page.get(qn(f"fo:margin-{side}")) or margin, _MARGIN) for side in ("left", "right"))
    whole = twips(page.get(qn("fo:page-width")), _A4) - sum(sides)
    columns = page.find(qn("style:columns"))
    count = int(columns.get(qn("fo:column-count"), "1")) if columns is not None else 1
    gap = twips(columns.get(qn("fo:column-gap")), 0) if columns is not None else 0
    return (whole - gap * (count - 1)) // max(count, 1), count


def master_page(styles: Element) -> Element | None:
    """Return the page that the text begins on."""
    pages = list(styles.iterfind(f"{qn('office:master-styles')}/{qn('style:master-page')}"))
    standard = [page for page in pages if page.get(qn("style:name")) == "Standard"]
    return next(iter([*standard, *pages]), None)
