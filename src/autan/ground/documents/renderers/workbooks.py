"""Workbooks written line by line as XLSX and ODS: texts are written as texts, none is ever a formula or a link."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from autan.ground.documents.core import WorkbookSheet
from autan.ground.tables.core.tables import CellValue, column_letters

_MADE_ON = (2000, 1, 1, 0, 0, 0)  # a fixed day, so that the same content gives the same file
_PIECE = 1_000_000  # signs of a part that are compressed together


class _WriteOnlyFile:
    """A file that cannot be read back: what was written since last time is taken out of it."""

    def __init__(self) -> None:
        self.written: list[bytes] = []

    def write(self, data: bytes) -> int:
        self.written.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing waits."""

    def taken(self) -> bytes:
        data, self.written = b"".join(self.written), []
        return data


type Parts = Iterable[tuple[str, Iterable[str]]]
"""Name and text of each part, the text itself in pieces."""


def zip_pieces(parts: Parts) -> Iterator[bytes]:
    """Give an archive piece by piece, while its parts are read."""
    file = _WriteOnlyFile()
    for _written in _write(file, parts):
        yield file.taken()


def zip_whole(parts: Parts) -> bytes:
    """Return an archive; the part `mimetype` is not compressed: some readers look at it first."""
    buffer = io.BytesIO()
    for _written in _write(buffer, parts):
        pass
    return buffer.getvalue()


def _write(file: Any, parts: Parts) -> Iterator[None]:
    """Write an archive; pause after each piece."""
    with zipfile.ZipFile(file, "w") as archive:
        for name, texts in parts:
            info = zipfile.ZipInfo(name, _MADE_ON)
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            with archive.open(info, "w") as part:
                for piece in _batches(texts):
                    part.write(piece.encode())
                    yield
    yield


def _batches(texts: Iterable[str]) -> Iterator[str]:
    repeated: list[str] = []
    size = 0
    for text in texts:
        repeated.append(text)
        size += len(text)
        if size > _PIECE:
            yield "".join(repeated)
            repeated, size = [], 0
    yield "".join(repeated)


_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_USUAL_WIDTH, _MARGIN = 18, 0.7109375  # in signs, and what a column needs around them
_SPECIAL = re.compile("[&<>\0-\x08\x0b-\x1f\ufffe\uffff]|_x[0-9a-fA-F]{4}_")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_CELL, _HEADING, _EMPHASIS, _WRAPPED = 0, 1, 2, 3  # places in the styles below; a wrapped one is three further
_TOP = '<alignment vertical="top" wrapText="1"/>'
_STYLES = (
    f'{_XML}<styleSheet xmlns="{_MAIN}">'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF4"/></patternFill></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="6">'
    '<xf/><xf fontId="1" applyFont="1"/><xf fontId="1" fillId="2" applyFont="1" applyFill="1"/>'
    f'<xf applyAlignment="1">{_TOP}</xf><xf fontId="1" applyFont="1" applyAlignment="1">{_TOP}</xf>'
    f'<xf fontId="1" fillId="2" applyFont="1" applyFill="1" applyAlignment="1">{_TOP}</xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def write_xlsx(sheets: Sequence[WorkbookSheet]) -> bytes:
    """Return the whole file; the first line of each sheet stays in view."""
    return b"".join(xlsx_pieces(sheets))


def xlsx_pieces(sheets: Sequence[WorkbookSheet]) -> Iterator[bytes]:
    """Give the same file piece by piece; the rows of each sheet are read once."""
    return zip_pieces(_parts(sheets))


def _parts(sheets: Sequence[WorkbookSheet]) -> Iterator[tuple[str, Iterator[str]]]:
    paths = [f"worksheets/sheet{rank}.xml" for rank in range(1, len(sheets) + 1)]
    typed = [("/xl/workbook.xml", "sheet.main"), ("/xl/styles.xml", "styles")]
    typed += [(f"/xl/{path}", "worksheet") for path in paths]
    types = "".join(f'<Override PartName="{path}" ContentType="{_TYPE}.{kind}+xml"/>' for path, kind in typed)
    xml = '<Default Extension="xml" ContentType="application/xml"/>'
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    yield "[Content_Types].xml", iter([f'{_XML}<Types xmlns="{_PACKAGE}/content-types">{rels}{xml}{types}</Types>'])
    yield "_rels/.rels", iter([_relationships([("officeDocument", "xl/workbook.xml")])])
    entries = "".join(
        f'<sheet name={quoteattr(sheet.name)} sheetId="{rank}" r:id="rId{rank}"/>'
        for rank, sheet in enumerate(sheets, start=1)
    )
    book = f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{entries}</sheets></workbook>'
    yield "xl/workbook.xml", iter([_XML + book])
    targets = [*(("worksheet", path) for path in paths), ("styles", "styles.xml")]
    yield "xl/_rels/workbook.xml.rels", iter([_relationships(targets)])
    yield "xl/styles.xml", iter([_STYLES])
    for path, sheet in zip(paths, sheets, strict=True):
        yield f"xl/{path}", _sheet(sheet)


def _relationships(targets: Sequence[tuple[str, str]]) -> str:
    text = "".join(
        f'<Relationship Id="rId{rank}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for rank, (kind, target) in enumerate(targets, start=1)
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{text}</Relationships>'


def _sheet(sheet: WorkbookSheet) -> Iterator[str]:
    fixed = sheet.fixed_columns
    first, pane = f"{column_letters(fixed + 1)}2", "bottomRight" if fixed else "bottomLeft"
    split = f'xSplit="{fixed}" ' if fixed else ""
    yield f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
    yield f'<pane {split}ySplit="1" topLeftCell="{first}" activePane="{pane}" state="frozen"/></sheetView></sheetViews>'
    yield f'<sheetFormatPr defaultColWidth="{_USUAL_WIDTH + _MARGIN}" defaultRowHeight="15"/>'
    if sheet.widths:
        widths = (
            f'<col min="{place + 1}" max="{place + 1}" width="{width + _MARGIN}" customWidth="1"/>'
            for place, width in sorted(sheet.widths.items())
        )
        yield f"<cols>{''.join(widths)}</cols>"
    yield "<sheetData>"
    letters: list[str] = []
    for line, row in enumerate(sheet.rows):
        letters += map(column_letters, range(len(letters) + 1, len(row) + 1))
        style = _HEADING if line == 0 else _EMPHASIS if line in sheet.emphasized else _CELL
        end = f'{line + 1}" s="{style + _WRAPPED * sheet.is_wrapped}"'
        # rows may be of unequal length: the letters go as far as the longest one so far
        cells = [_cell(f'<c r="{at}{end}', cell) for at, cell in zip(letters, row, strict=False) if cell is not None]
        yield f'<row r="{line + 1}">{"".join(cells)}</row>'
    yield "</sheetData></worksheet>"


def _cell(opening_tag: str, cell: CellValue) -> str:
    if isinstance(cell, str):
        text = _SPECIAL.sub(_escape, cell)
        return f'{opening_tag} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    return f"{opening_tag}><v>{cell!r}</v></c>"


def _escape(matched: re.Match[str]) -> str:
    """A sign that XML does not hold as a workbook spells it, and a text that looks so spelt apart."""
    sign = matched[0]
    return _ENTITIES.get(sign) or (f"_x{ord(sign):04X}_" if len(sign) == 1 else f"_x005F{sign}")


_ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("table", "table"), ("text", "text"))
)
_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest manifest:version="1.2" '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS_TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BLANKS = re.compile("  +|^ | $|\t")
_ODS_SPECIAL = re.compile("[^\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[&<>]|  |^ | $")


def write_ods(sheets: Sequence[WorkbookSheet]) -> bytes:
    """Return the whole file; texts are written as texts, never as formulas."""
    parts = [("mimetype", [_ODS_TYPE]), ("META-INF/manifest.xml", [_MANIFEST]), ("content.xml", _content(sheets))]
    return zip_whole(parts)


def _content(sheets: Sequence[WorkbookSheet]) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<office:document-content {_NAMESPACES} office:version="1.2"><office:body><office:spreadsheet>'
    for sheet in sheets:
        yield f"<table:table table:name={quoteattr(sheet.name)}>"
        for row in sheet.rows:
            yield f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>"
        yield "</table:table>"
    yield "</office:spreadsheet></office:body></office:document-content>"


def _ods_cell(cell: CellValue) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, str) and not _ODS_SPECIAL.search(cell):
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
