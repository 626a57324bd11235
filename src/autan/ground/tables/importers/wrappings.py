"""What a large table comes wrapped in, taken off in memory: gzip, Parquet, a workbook, UTF-16. What is left is a CSV.

Portals offer one table in several wrappings, and a browser or a spreadsheet adds its own. Nothing is unwrapped beyond a
size, so that a small file cannot fill the memory.
"""

import io
import zipfile
import zlib
from collections.abc import Sequence

import polars as pl

from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.core.tables import NATIONAL_LIMITS, CellValue, Row, text_of
from autan.ground.tables.importers.archives import ZIP_MARK
from autan.ground.tables.importers.delimited import decode, find_utf_16
from autan.ground.tables.importers.workbooks import COMPOUND_MARK, read_workbook
from autan.ground.wordings import Sentence

GZIP_MARK, PARQUET_MARK = b"\x1f\x8b", b"PAR1"
WORKBOOK_PARTS = ("xl/workbook.xml", "content.xml")  # of XLSX and of ODS


def unwrap(name: str, content: bytes) -> bytes:
    """The table of a file that is wrapped; any other content is given back as it is.

    Raises:
        ImportFileError: the wrapping is damaged, empty, or holds more than can be read.
    """
    if content.startswith(GZIP_MARK):
        content = gunzip(name, content)
    if content.startswith(PARQUET_MARK):
        return _from_parquet(name, content)
    if is_workbook(content):
        return _from_workbook(name, content)
    return decode(content).encode() if find_utf_16(content) else content


def gunzip(name: str, content: bytes, *, largest: int = NATIONAL_LIMITS.max_opened_bytes) -> bytes:
    """What a gzip holds; `ImportFileError` for one that is cut, damaged, or of more than `largest` bytes."""
    out, rest = bytearray(), content
    try:
        while rest:  # a gzip may be several, one after the other
            opener = zlib.decompressobj(zlib.MAX_WBITS | 16)
            out += opener.decompress(rest, largest + 1 - len(out))
            if len(out) > largest:
                expected = Sentence(
                    "un fichier de {megabytes} Mo au plus une fois décompressé", megabytes=largest // 1_000_000
                )
                raise ImportFileError(name, [Fault(expected=expected)])
            if not opener.eof:
                raise ImportFileError(name, [Fault(value=Sentence("gzip coupé"), expected="un fichier gzip entier")])
            rest = opener.unused_data.lstrip(b"\0")
    except zlib.error as error:
        raise ImportFileError(name, [Fault(value=str(error)[:80], expected="un fichier gzip entier")]) from None
    return bytes(out)


def is_workbook(content: bytes) -> bool:
    """True for a workbook: XLS, or XLSX and ODS, which are ZIP too."""
    if not content.startswith(ZIP_MARK):
        return content.startswith(COMPOUND_MARK)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return any(part in archive.namelist() for part in WORKBOOK_PARTS)
    except zipfile.BadZipFile:
        return False


def _from_parquet(name: str, content: bytes) -> bytes:
    try:
        return pl.read_parquet(io.BytesIO(content)).write_csv().encode()
    except (OSError, pl.exceptions.PolarsError) as error:
        message = str(error).splitlines()[0][:80]
        raise ImportFileError(name, [Fault(value=message, expected="une table Parquet entière, sans listes")]) from None


def _from_workbook(name: str, content: bytes) -> bytes:
    """The first sheet that holds a table: two columns and two rows at least, from its first full row on."""
    for sheet in read_workbook(content, name, limits=NATIONAL_LIMITS):
        rows = list(sheet.rows)
        filled = [rank for rank, row in enumerate(rows) if sum(cell is not None for cell in row.cells) > 1]
        if len(filled) > 1:
            return _write(rows[filled[0] :])
    raise ImportFileError(name, [Fault(expected="un classeur dont une feuille contient un tableau")])


def _write(rows: Sequence[Row]) -> bytes:
    """Rows as a CSV, one line each, empty ones too; the columns without a heading are left out."""
    first, by_line = rows[0], {row.line: row.cells for row in rows}
    places = [place for place, cell in enumerate(first.cells) if cell is not None]
    lines = [by_line.get(line) for line in range(first.line + 1, rows[-1].line + 1)]
    columns = {str(place): [_text(cells[place]) if cells else None for cells in lines] for place in places}
    header = pl.DataFrame({str(place): [_text(first.cells[place])] for place in places})
    body = pl.DataFrame(columns, schema=dict.fromkeys(header.columns, pl.String))
    return pl.concat([header, body]).write_csv(include_header=False, null_value="").encode()


def _text(cell: CellValue) -> str | None:
    """A cell as a CSV would write it, on one line.

    >>> _text(35238), _text(0.5), _text(" a "), _text(None)
    ('35238', '0.5', ' a ', None)
    """
    if cell is None:
        return None
    return " ".join(cell.splitlines()) if isinstance(cell, str) else text_of(cell)
