"""The one opener of tables: CSV in any encoding, XLSX, XLS, ODS, every cell at its place; and what wraps them."""

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.core.findings import Findings
from autan.ground.tables.core.tables import (
    LIMITS,
    NATIONAL_LIMITS,
    NO_LABELS,
    CellValue,
    Limits,
    Row,
    Sheet,
    Table,
    TextRow,
    check_headings,
    read_table,
    text_of,
    text_rows,
)
from autan.ground.tables.importers.archives import ZIP_MARK
from autan.ground.tables.importers.delimited import (
    Content,
    decode,
    decode_text,
    detect_content,
    find_utf_16,
    separated_rows,
)
from autan.ground.tables.importers.workbooks import COMPOUND_MARK, read_workbook
from autan.ground.wordings import Sentence

WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
SEPARATED = frozenset({".csv", ".tsv", ".txt"})
TABLES = (*sorted(SEPARATED), *sorted(WORKBOOKS))


def read_file(path: Path, *, limits: Limits = LIMITS) -> bytes:
    """Return the content of a file, whose size is looked at before.

    Raises:
        ImportFileError: it does not exist, cannot be read, or is too large.
    """
    try:
        # before it is read: a file may be larger than the memory
        if path.stat().st_size > limits.max_bytes:
            expected = Sentence("un fichier d’au plus {megabytes}\u00a0Mo", megabytes=limits.max_bytes // 1_000_000)
            raise ImportFileError(str(path), [Fault(expected=expected)])
        return path.read_bytes()
    except OSError as error:
        fault = Fault(value=error.strerror, expected="un fichier qui existe et que l’on peut lire")
        raise ImportFileError(str(path), [fault]) from None


def open_sheets(data: bytes, file: str, *, limits: Limits = LIMITS, formulas_as_text: bool = False) -> list[Sheet]:
    """Return the sheets of a file, the rows of each read once.

    `formulas_as_text` is that of `read_workbook`.

    Raises:
        ImportFileError: another kind of file than its extension says, cut short, with a password, or too large; the
            rows of a separated text raise it as they are read.
    """
    suffix = PurePath(file).suffix.lower()
    if detect_content(data) is Content.PAGE:
        raise ImportFileError(file, [Fault(row=1, expected="un tableau, pas une page web")])
    if suffix in WORKBOOKS:
        return read_workbook(data, file, limits=limits, formulas_as_text=formulas_as_text)
    if suffix in SEPARATED:
        text = decode_text(data, file, limits=limits)
        return [Sheet(name="", rows=separated_rows(text, file, limits=limits))]
    raise ImportFileError(
        file, [Fault(value=suffix or None, expected=Sentence("un fichier {tables}", tables=", ".join(TABLES)))]
    )


def read_tables(data: bytes, file: str, *, limits: Limits = LIMITS, formulas_as_text: bool = False) -> list[Table]:
    """Return the table of every sheet that has headings; for `formulas_as_text`, see `read_workbook`.

    Raises:
        ImportFileError: see `open_sheets`; a row longer than its headings, a last row cut short, a cell without a
            value of its own, or no heading at all.
    """
    findings = Findings()
    sheets = open_sheets(data, file, limits=limits, formulas_as_text=formulas_as_text)
    tables = [table for sheet in sheets if (table := read_table(sheet, findings))]
    if not tables:
        raise ImportFileError(file, [Fault(row=1, expected="une première ligne d’en-têtes")])
    for table in tables:
        for line, beyond in table.overflow.items():
            expected = Sentence("au plus {count} cellules, autant que d’en-têtes", count=len(table.headings))
            findings.refuse(expected, sheet=table.name, row=line, value=" | ".join(beyond))
        _refuse_cut(table, data, findings)
    findings.require_none(file)
    return tables


def _refuse_cut(table: Table, data: bytes, findings: Findings) -> None:
    """Refuse a separated text that stops in a row that lacks its end: half a file, most often."""
    is_short = 0 < table.last_width < len(table.headings)
    if is_short and not table.name and not data.endswith((b"\n", b"\r", b"\0")):
        expected = Sentence(
            "une dernière ligne de {count} cellules (le fichier semble coupé)", count=len(table.headings)
        )
        findings.refuse(expected, row=table.lines[-1], value=Sentence("{count} cellules", count=table.last_width))


def read_text_rows(
    data: bytes,
    file: str,
    *,
    required: Sequence[str],
    labels: Mapping[str, str] = NO_LABELS,
    limits: Limits = LIMITS,
) -> list[TextRow]:
    """Return the rows of the first sheet that has some columns, or of the first one that has any.

    `labels` gives the column of each other name that a heading may have, in small letters.

    Raises:
        ImportFileError: see `open_sheets`; a column that lacks or is there twice, a cell without a value of its own,
            or no row.
    """
    read = []
    for sheet in open_sheets(data, file, limits=limits):
        findings = Findings()
        if table := read_table(sheet, findings):
            read.append((table, findings))
    if not read:
        raise ImportFileError(file, check_headings(None, required))
    table, findings = next((pair for pair in read if not check_headings(pair[0], required, labels)), read[0])
    findings.add(*check_headings(table, required, labels))
    _refuse_cut(table, data, findings)
    findings.require_none(file)
    if not table.rows:
        raise ImportFileError(file, [Fault(expected="au moins une ligne sous les titres")])
    return list(text_rows(table, labels))


@dataclass(frozen=True, slots=True, kw_only=True)
class TextTable:
    """Rows of texts under headings.

    Attributes:
        headings: the first line, blanks around each left out.
        rows: the other lines, as many cells in each as there are headings; blank lines are left out.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]

    def column(self, rank: int) -> list[str]:
        """Cells of a column, in order."""
        return [row[rank] for row in self.rows]


def read_text_table(data: bytes, file: str) -> TextTable:
    """Read the first table of a file; see `read_tables` for what is refused."""
    table = read_tables(data, file)[0]
    rows = tuple(tuple(text_of(cell) for cell in row) for row in table.rows)
    return TextTable(headings=table.headings, rows=rows, lines=table.lines)


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
    import polars as pl

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
    import polars as pl

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
