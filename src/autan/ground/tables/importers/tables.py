"""The one opener of tables: CSV in any encoding, XLSX, XLS, ODS, every cell at its place.

A file is bounded before it is read. `open_sheets` gives what a file holds, row by row; `read_tables` what stands under
headings, by place; `read_text_rows` the same by the names of the columns.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.core.findings import Findings
from autan.ground.tables.core.tables import (
    LIMITS,
    Limits,
    Sheet,
    Table,
    TextRow,
    check_headings,
    read_table,
    text_of,
    text_rows,
)
from autan.ground.tables.importers.delimited import Content, decode_text, detect_content, separated_rows
from autan.ground.tables.importers.workbooks import read_workbook
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


def read_text_rows(data: bytes, file: str, *, required: Sequence[str], limits: Limits = LIMITS) -> list[TextRow]:
    """Return the rows of the first sheet that has some columns, or of the first one that has any.

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
    table, findings = next((pair for pair in read if not check_headings(pair[0], required)), read[0])
    findings.add(*check_headings(table, required))
    _refuse_cut(table, data, findings)
    findings.require_none(file)
    if not table.rows:
        raise ImportFileError(file, [Fault(expected="au moins une ligne sous les titres")])
    return list(text_rows(table))


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
