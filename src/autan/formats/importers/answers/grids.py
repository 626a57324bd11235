"""How is a file of rows (CSV, XLSX, ODS) read into cells, each with its place?"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import PurePath

import python_calamine

from autan.errors import Fault, ImportFileError
from autan.formats.exporters.answers.csv_file import SEPARATORS, restore_text
from autan.intake.importers.archives import read_archive

type RawCell = str | int | float | None

MAX_CSV_BYTES = 50_000_000
MAX_CELL = 131_072  # signs; the longest answer that is accepted is far shorter
SPREADSHEETS = frozenset({".xlsx", ".ods"})
SEPARATED = frozenset({".csv", ".tsv", ".txt"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """One sheet of cells.

    Attributes:
        name: name of the sheet; empty for a file that has none.
        headings: cells of the first line, as texts.
        rows: cells of the other lines, as many in each as there are headings.
        lines: line of the file of each row.
    """

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[RawCell, ...], ...]
    lines: tuple[int, ...]


def read_grids(data: bytes, file: str) -> list[Grid]:
    """Return every sheet of a file that has a line of headings.

    Args:
        data: the whole file.
        file: its name, whose extension tells the format.

    Raises:
        ImportFileError: another kind of file than its extension says, cut short, too large, a line longer than its
            headings, or no heading at all.
    """
    suffix = PurePath(file).suffix.lower()
    if suffix in SPREADSHEETS:
        grids = _read_spreadsheet(data, file)
    elif suffix in SEPARATED:
        grids = [_read_separated(data, file)]
    else:
        known = ", ".join(sorted(SPREADSHEETS | SEPARATED))
        raise ImportFileError(file, [Fault(value=suffix or None, expected=f"un fichier {known}")])
    found = [grid for grid in grids if any(grid.headings)]
    if not found:
        raise ImportFileError(file, [Fault(row=1, expected="une première ligne d’en-têtes")])
    return found


def _read_separated(data: bytes, file: str) -> Grid:
    text = decode_text(data, file)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sniff_separator(text), strict=True)
    rows: list[list[RawCell]] = []
    lines: list[int] = []
    begun = 1
    try:
        for row in reader:
            rows.append(list(row))
            lines.append(begun)
            begun = reader.line_num + 1
    except csv.Error as error:
        expected = f"un texte séparé bien formé, de cellules d’au plus {MAX_CELL} signes ({error})"
        raise ImportFileError(file, [Fault(row=begun, expected=expected)]) from None
    if len(rows) > 1 and len(rows[-1]) < len(rows[0]) and not text.endswith(("\n", "\r")):
        expected = f"une dernière ligne de {len(rows[0])} cellules (le fichier semble coupé)"
        raise ImportFileError(file, [Fault(row=lines[-1], value=f"{len(rows[-1])} cellules", expected=expected)])
    return _as_grid(file, "", rows, lines)


def restore_grid(grid: Grid) -> Grid:
    """Return a sheet of ours without the apostrophes that guard texts from spreadsheets."""
    return replace(
        grid,
        headings=tuple(restore_text(heading) for heading in grid.headings),
        rows=tuple(tuple(restore_text(cell) if isinstance(cell, str) else cell for cell in row) for row in grid.rows),
    )


def decode_text(data: bytes, file: str) -> str:
    """Return the text of a file in UTF-8, UTF-16 with its mark, or else in the Western code of Windows.

    Raises:
        ImportFileError: too large, or no text at all.
    """
    if len(data) > MAX_CSV_BYTES:
        raise ImportFileError(file, [Fault(expected=f"un fichier d’au plus {MAX_CSV_BYTES // 1_000_000}\u00a0Mo")])
    codes = ("utf-16",) if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8-sig", "cp1252")
    for code in codes:
        try:
            text = data.decode(code)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise ImportFileError(file, [Fault(expected="un fichier texte (celui-ci est d’une autre sorte)")])


def sniff_separator(text: str) -> str:
    """Return the separator met most often in the headings, outside quotes; a comma when there is none.

    >>> sniff_separator('id;"a, b, c";token')
    ';'
    """
    counts = dict.fromkeys(SEPARATORS, 0)
    is_quoted = False
    for sign in text[:MAX_CELL]:
        if sign == '"':
            is_quoted = not is_quoted
        elif is_quoted:
            continue
        elif sign in counts:
            counts[sign] += 1
        elif sign in "\r\n" and any(counts.values()):
            break
    return max(SEPARATORS, key=counts.__getitem__)


def _read_spreadsheet(data: bytes, file: str) -> list[Grid]:
    read_archive(data, file)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names]
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise ImportFileError(file, [Fault(expected=f"un classeur lisible ({error})")]) from None
    return [
        _as_grid(file, name, [[_plain(cell) for cell in row] for row in rows], list(range(1, len(rows) + 1)))
        for name, rows in sheets
    ]


def _plain(cell: object) -> RawCell:
    """A cell of a workbook as text or number; a day in ISO form."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, bool):
        return int(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
    if isinstance(cell, date | time | timedelta):
        return str(cell)
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return cell if isinstance(cell, str | int | float) else str(cell)


def _as_grid(file: str, sheet: str, rows: Sequence[Sequence[RawCell]], lines: Sequence[int]) -> Grid:
    headings = [str(cell or "").strip() for cell in rows[0]] if rows else []
    while headings and not headings[-1]:
        headings.pop()
    width, faults, kept = len(headings), [], []
    for row, line in zip(rows[1:], lines[1:], strict=True):
        cells = [None if cell == "" else cell for cell in row]
        if any(cell is not None for cell in cells[width:]):
            expected = f"au plus {width} cellules, autant que d’en-têtes"
            faults.append(Fault(sheet=sheet or None, row=line, value=f"{len(cells)} cellules", expected=expected))
        if any(cell is not None for cell in cells):
            kept.append((line, (*cells[:width], *[None] * (width - len(cells)))))
    if faults and width:
        raise ImportFileError(file, faults)
    return Grid(
        name=sheet,
        headings=tuple(headings),
        rows=tuple(cells for _, cells in kept),
        lines=tuple(line for line, _ in kept),
    )
