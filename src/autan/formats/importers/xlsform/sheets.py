"""How are the sheets of a form read from XLSX, XLS, ODS, CSV or Markdown, each row with its line?"""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath

from python_calamine import CalamineError, load_workbook

from autan.errors import Fault, ImportFileError
from autan.formats.importers.answers.grids import decode_text, sniff_separator
from autan.intake.importers.archives import read_archive

WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
XLSFORM = WORKBOOKS | {".csv", ".md"}
MAX_BYTES = 20_000_000
MAX_ROWS = 20_000
_KNOWN_SHEETS = frozenset({"survey", "choices", "settings", "external_choices", "entities", "osm"})
_COMPOUND = b"\xd0\xcf\x11\xe0"  # first bytes of an .xls


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """One row that is not empty: its line, from 1, and its cells by heading."""

    line: int
    cells: dict[str, str]


type Sheets = dict[str, list[SheetRow]]


def read_sheets(data: bytes, file: str) -> Sheets:
    """Return the rows of each sheet of a form, by name in lower case.

    Args:
        data: the whole file.
        file: its name, whose extension tells the format.

    Raises:
        ImportFileError: not such a file, too large, truncated, a heading written twice, or no `survey` sheet.
    """
    if len(data) > MAX_BYTES:
        raise ImportFileError(file, [Fault(expected="un fichier d’au plus 20\u00a0Mo")])
    tables = _tables(data, file)
    if "survey" not in tables and len(tables) == 1:
        tables = {"survey": next(iter(tables.values()))}
    faults: list[Fault] = []
    sheets = {name: _rows(name, rows, faults) for name, rows in tables.items() if not name.startswith("_")}
    if "survey" not in sheets:
        faults.append(Fault(expected="une feuille « survey », comme en a un XLSForm", value=", ".join(tables) or None))
    if faults:
        raise ImportFileError(file, faults)
    return sheets


def _tables(data: bytes, file: str) -> dict[str, list[list[str]]]:
    extension = PurePath(file).suffix.lower()
    if extension in WORKBOOKS:
        return read_workbook(data, file)
    if extension == ".csv":
        return _stacked(_csv_lines(decode_text(data, file), file))
    try:
        return _stacked(_markdown_lines(data.decode("utf-8-sig")))
    except UnicodeDecodeError:
        raise ImportFileError(file, [Fault(expected="un fichier texte en UTF-8")]) from None


def read_workbook(data: bytes, file: str) -> dict[str, list[list[str]]]:
    """Return the cells of each sheet of a workbook as texts, from its first row and column.

    Raises:
        ImportFileError: not a workbook, truncated, or larger once unpacked than is reasonable.
    """
    if not data.startswith(_COMPOUND):
        read_archive(data, file)
    try:
        workbook = load_workbook(io.BytesIO(data))
        sheets = {name: workbook.get_sheet_by_name(name) for name in workbook.sheet_names}
    except (CalamineError, OSError, ValueError) as error:
        raise ImportFileError(file, [Fault(expected=f"un classeur que l’on peut lire ({error})")]) from None
    if any(sheet.total_height > MAX_ROWS for sheet in sheets.values()):
        raise ImportFileError(file, [Fault(expected=f"au plus {MAX_ROWS} lignes par feuille")])
    return {
        name.strip().lower(): [[_as_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
        for name, sheet in sheets.items()
    }


def _as_text(value: object) -> str:
    """Write a cell as a text: a whole number without a comma, a day without its hour."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and (value.hour, value.minute, value.second) == (0, 0, 0):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip()


def _csv_lines(text: str, file: str) -> list[list[str]]:
    try:
        return [
            [cell.strip() for cell in row]
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=sniff_separator(text), strict=True)
        ]
    except csv.Error as error:
        raise ImportFileError(file, [Fault(expected=f"un fichier CSV bien formé ({error})")]) from None


def _markdown_lines(text: str) -> list[list[str]]:
    """Lines of a Markdown table; what is not one is an empty line, so that line numbers hold."""
    return [_markdown_cells(line.strip()) for line in text.splitlines()]


def _markdown_cells(line: str) -> list[str]:
    if not line.startswith("|") or not set(line) - set("|-: "):
        return []
    return [cell.strip().replace("\0", "|") for cell in line.replace("\\|", "\0").strip("|").split("|")]


def _stacked(lines: Sequence[Sequence[str]]) -> dict[str, list[list[str]]]:
    """Sheets written one under the other: the first cell names a sheet, then stays empty."""
    tables: dict[str, list[list[str]]] = {}
    current: list[list[str]] | None = None
    begun = 1  # a file that names no sheet is a survey from its first column
    for rank, line in enumerate(lines):
        if line and line[0].lower() in _KNOWN_SHEETS:
            current = tables.setdefault(line[0].lower(), [[] for _ in range(rank)])
        elif current is None and any(line):
            current = tables.setdefault("survey", [[] for _ in range(rank)])
            begun = 0 if line[0] else 1
        if current is not None:
            current.append(list(line[begun:]))
    return tables


def _rows(sheet: str, table: Iterable[Sequence[str]], faults: list[Fault]) -> list[SheetRow]:
    """Rows under the first line that is not empty, which holds the headings."""
    headings: Sequence[str] = ()
    rows = []
    for line, values in enumerate(table, start=1):
        if not any(values):
            continue
        if not headings:
            headings = values
            for repeated in sorted({name for name in headings if name and list(headings).count(name) > 1}):
                faults.append(Fault(sheet=sheet, row=line, column=repeated, expected="un titre de colonne unique"))
            continue
        cells = {name: value for name, value in zip(headings, values, strict=False) if name and value}
        if cells:
            rows.append(SheetRow(line=line, cells=cells))
    return rows
