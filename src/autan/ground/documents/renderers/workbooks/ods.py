"""Workbooks written as ODS: a spreadsheet of OpenDocument is a zip of a few XML files."""

import re
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from autan.ground.documents.core import WorkbookSheet
from autan.ground.documents.renderers.workbooks.zipped_parts import zip_whole
from autan.ground.tables.core.tables import CellValue

_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("table", "table"), ("text", "text"))
)
_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest manifest:version="1.2" '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BLANKS = re.compile("  +|^ | $|\t")
_SPECIAL = re.compile("[^\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[&<>]|  |^ | $")


def write_ods(sheets: Sequence[WorkbookSheet]) -> bytes:
    """Return the whole file; texts are written as texts, never as formulas."""
    parts = [("mimetype", [_TYPE]), ("META-INF/manifest.xml", [_MANIFEST]), ("content.xml", _content(sheets))]
    return zip_whole(parts)


def _content(sheets: Sequence[WorkbookSheet]) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<office:document-content {_NAMESPACES} office:version="1.2"><office:body><office:spreadsheet>'
    for sheet in sheets:
        yield f"<table:table table:name={quoteattr(sheet.name)}>"
        for row in sheet.rows:
            yield f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>"
        yield "</table:table>"
    yield "</office:spreadsheet></office:body></office:document-content>"


def _cell(cell: CellValue) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, str) and not _SPECIAL.search(cell):
        return f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
    if isinstance(cell, str):
        lines = _FORBIDDEN.sub("", cell).replace("\r\n", "\n").replace("\r", "\n").split("\n")
        words = "".join(f"<text:p>{_BLANKS.sub(_blanks, escape(line))}</text:p>" for line in lines)
        return f'<table:table-cell office:value-type="string">{words}</table:table-cell>'
    number = f'office:value-type="float" office:value="{cell!r}"'
    return f"<table:table-cell {number}><text:p>{cell!r}</text:p></table:table-cell>"


def _blanks(match: re.Match[str]) -> str:
    """Blanks that a reader would otherwise make one, or drop."""
    return "<text:tab/>" if match[0] == "\t" else f'<text:s text:c="{len(match[0])}"/>'
