"""What a table comes wrapped in, taken off in memory: gzip, Parquet, a spreadsheet, UTF-16. What is left is a CSV.

Portals offer one table in several wrappings, and a browser or a spreadsheet adds its own. Nothing is unwrapped beyond a
size, so that a small file cannot fill the memory.
"""

import io
import zipfile
import zlib
from collections.abc import Sequence
from datetime import date, datetime

import polars as pl
import python_calamine

from autan.errors import Fault, ImportFileError

GZIP_MARK, PARQUET_MARK, ZIP_MARK = b"\x1f\x8b", b"PAR1", b"PK\x03\x04"
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
WORKBOOK_PARTS = ("xl/workbook.xml", "content.xml")  # of XLSX and of ODS
LARGEST_BYTES = 1_500_000_000
MIDNIGHT = " 00:00:00"


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
    if content.startswith(UTF_16_MARKS):
        return content.decode("utf-16", errors="replace").encode()
    return content


def gunzip(name: str, content: bytes, *, largest: int = LARGEST_BYTES) -> bytes:
    """What a gzip holds.

    Raises:
        ImportFileError: it is cut or damaged, or holds more than `largest` bytes.
    """
    out, rest = bytearray(), content
    try:
        while rest:  # a gzip may be several, one after the other
            opener = zlib.decompressobj(zlib.MAX_WBITS | 16)
            out += opener.decompress(rest, largest + 1 - len(out))
            if len(out) > largest:
                expected = f"un fichier de {largest // 1_000_000} Mo au plus une fois décompressé"
                raise ImportFileError(name, [Fault(expected=expected)])
            if not opener.eof:
                raise ImportFileError(name, [Fault(value="gzip coupé", expected="un fichier gzip entier")])
            rest = opener.unused_data.lstrip(b"\0")
    except zlib.error as error:
        raise ImportFileError(name, [Fault(value=str(error)[:80], expected="un fichier gzip entier")]) from None
    return bytes(out)


def is_workbook(content: bytes) -> bool:
    """True for a workbook (XLSX, ODS), which is a ZIP too."""
    if not content.startswith(ZIP_MARK):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return any(part in archive.namelist() for part in WORKBOOK_PARTS)
    except zipfile.BadZipFile:
        return False


def _from_parquet(name: str, content: bytes) -> bytes:
    try:
        return pl.read_parquet(io.BytesIO(content)).write_csv().encode()
    except (OSError, pl.exceptions.PolarsError) as error:
        said = str(error).splitlines()[0][:80]
        raise ImportFileError(name, [Fault(value=said, expected="une table Parquet entière, sans listes")]) from None


def _from_workbook(name: str, content: bytes) -> bytes:
    """The first sheet that holds a table: two columns and two rows at least, from its first full row on."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(item.file_size for item in archive.infolist())
        if size > LARGEST_BYTES:
            raise ImportFileError(name, [Fault(value=f"{size} octets", expected="un classeur moins grand")])
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [book.get_sheet_by_name(sheet).to_python(skip_empty_area=False) for sheet in book.sheet_names]
    except (python_calamine.CalamineError, zipfile.BadZipFile, OSError, ValueError) as error:
        raise ImportFileError(name, [Fault(value=str(error)[:80], expected="un classeur XLSX ou ODS")]) from None
    for rows in sheets:
        filled = [row for row in rows if sum(cell != "" for cell in row) > 1]
        if len(filled) > 1:
            return _write(rows[rows.index(filled[0]) :])
    raise ImportFileError(name, [Fault(expected="un classeur dont une feuille contient un tableau")])


def _write(rows: Sequence[Sequence[object]]) -> bytes:
    """Rows as a CSV, one line each; the columns without a heading are left out."""
    places = [place for place, cell in enumerate(rows[0]) if cell != ""]
    names = [_text(rows[0][place]) for place in places]
    columns = [pl.Series(str(rank), [_text(row[place]) for row in rows[1:]]) for rank, place in enumerate(places)]
    header = pl.DataFrame({str(rank): [name] for rank, name in enumerate(names)})
    body = pl.DataFrame(columns, schema=dict.fromkeys(header.columns, pl.String))
    return pl.concat([header, body]).write_csv(include_header=False, null_value="").encode()


def _text(cell: object) -> str | None:
    """A cell as a CSV would write it: a whole number without decimals, a day in ISO form.

    >>> _text(35238.0), _text(date(2026, 7, 31)), _text(0.5), _text(" a "), _text("")
    ('35238', '2026-07-31', '0.5', ' a ', None)
    """
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return str(cell).removesuffix(MIDNIGHT)
    if isinstance(cell, date):
        return cell.isoformat()
    return " ".join(str(cell).splitlines()) if cell not in ("", None) else None
