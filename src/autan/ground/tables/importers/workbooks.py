"""Workbooks (XLSX, XLSM, XLS, ODS): bounded, then read, every cell without a value of its own at its place.

An XLS is read apart, by a library in Python: the one that reads the others stops the whole program on a damaged one.
"""

import io
import struct
from collections.abc import Iterator

import python_calamine
import xlrd
from xlrd.compdoc import CompDoc, CompDocError
from xlrd.sheet import Cell
from xlrd.sheet import Sheet as XlsSheet

from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.core.tables import LIMITS, Limits, Sheet
from autan.ground.tables.importers.archives import read_archive
from autan.ground.tables.importers.workbook_bounds import (
    IN_ERROR,
    WorkbookBounds,
    bound_archive,
    gather_sheet,
    require_room,
)
from autan.ground.wordings import Sentence

COMPOUND_MARK = b"\xd0\xcf\x11\xe0"
_DAMAGES = (
    *(xlrd.XLRDError, CompDocError, ArithmeticError, AssertionError, AttributeError, EOFError, LookupError),
    *(RecursionError, TypeError, ValueError, struct.error),
)


def read_old_workbook(data: bytes, file: str, *, limits: Limits = LIMITS) -> list[Sheet]:
    """Return every sheet of an XLS, hidden ones and hidden rows too.

    Raises ImportFileError: no workbook, damaged, with a password, or larger than the limits.
    """
    try:
        return _read(data, file, limits)
    except _DAMAGES as error:
        expected = "un classeur sans mot de passe"
        if not _is_encrypted(data, str(error)):
            expected = Sentence("un classeur lisible ({error})", error=error)
        raise ImportFileError(file, [Fault(expected=expected)]) from None


def _read(data: bytes, file: str, limits: Limits) -> list[Sheet]:
    book = xlrd.open_workbook(
        file_contents=data, logfile=io.StringIO(), on_demand=True, ragged_rows=True, formatting_info=True
    )
    bounds: list[WorkbookBounds] = []
    read = []
    for rank, name in enumerate(book.sheet_names()):
        sheet = book.sheet_by_index(rank)
        bounds.append(
            WorkbookBounds(
                name=name,
                height=sheet.nrows,
                width=sheet.ncols,
                is_hidden=bool(sheet.visibility),
                hidden_rows={line + 1 for line, row in sheet.rowinfo_map.items() if row.hidden},
                hidden_columns=[(place + 1, place + 1) for place, column in sheet.colinfo_map.items() if column.hidden],
            )
        )
        require_room(bounds, file, limits)
        merged = [((top + 1, left + 1), (bottom, right)) for top, bottom, left, right in sheet.merged_cells]
        read.append(gather_sheet(bounds[-1], _rows(sheet, bounds[-1]), merged))
        book.unload_sheet(rank)
    return read


def _rows(sheet: XlsSheet, bounds: WorkbookBounds) -> Iterator[list[object]]:
    for place in range(sheet.nrows):
        cells = sheet.row(place)
        for column, cell in enumerate(cells, start=1):
            if cell.ctype == xlrd.XL_CELL_ERROR:
                shown = xlrd.error_text_from_code.get(cell.value)
                bounds.refuse(place + 1, column, IN_ERROR, shown)
        yield [_value(cell, sheet.book.datemode) for cell in cells]


def _value(cell: Cell, datemode: int) -> object:
    if cell.ctype in {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK, xlrd.XL_CELL_ERROR}:
        return None
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype != xlrd.XL_CELL_DATE:
        return cell.value
    moment = xlrd.xldate_as_datetime(cell.value, datemode)
    return moment if cell.value >= 1 else moment.time()


def _is_encrypted(data: bytes, reason: str) -> bool:
    """True for an XLS with a password, and for an XLSX with one, which comes in the same sort of file."""
    if "encrypted" in reason:
        return True
    try:
        return CompDoc(data, logfile=io.StringIO()).locate_named_stream("EncryptedPackage")[0] is not None
    except _DAMAGES:
        return False


def read_workbook(data: bytes, file: str, *, limits: Limits = LIMITS, formulas_as_text: bool = False) -> list[Sheet]:
    """Return every sheet of a workbook, hidden ones and hidden rows too.

    `formulas_as_text` reads the text of a formula that was never computed, where it is a fault otherwise.

    Raises ImportFileError: no workbook, cut, damaged, with a password, or larger than the limits.
    """
    if len(data) > limits.max_bytes:
        raise ImportFileError(
            file,
            [
                Fault(
                    expected=Sentence(
                        "un classeur d’au plus {megabytes}\u00a0Mo", megabytes=limits.max_bytes // 1_000_000
                    )
                )
            ],
        )
    if data.startswith(COMPOUND_MARK):
        return read_old_workbook(data, file, limits=limits)
    bounds = bound_archive(read_archive(data, file, limits=limits), file)
    require_room(bounds, file, limits)
    try:
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise ImportFileError(file, [Fault(expected=Sentence("un classeur lisible ({error})", error=error))]) from None
    by_name = {sheet_bounds.name: sheet_bounds for sheet_bounds in bounds}
    return [
        _gather(sheet, by_name.get(sheet.name, WorkbookBounds(name=sheet.name)), formulas_as_text=formulas_as_text)
        for sheet in sheets
    ]


def _gather(sheet: python_calamine.CalamineSheet, bounds: WorkbookBounds, *, formulas_as_text: bool) -> Sheet:
    merged = [
        ((top + 1, left + 1), (bottom + 1, right + 1))
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    ]
    rows = sheet.to_python(skip_empty_area=False)
    return gather_sheet(bounds, rows, merged, formulas_as_text=formulas_as_text)
