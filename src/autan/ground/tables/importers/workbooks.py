"""Workbooks (XLSX, XLSM, XLS, ODS): bounded, then read, every cell without a value of its own at its place."""

import io

import python_calamine

from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.core.tables import LIMITS, Limits, Sheet
from autan.ground.tables.importers.archives import read_archive
from autan.ground.tables.importers.old_workbooks import COMPOUND_MARK, read_old_workbook
from autan.ground.tables.importers.workbook_bounds import WorkbookBounds, bound_archive, gather_sheet, require_room
from autan.ground.wordings import Sentence


def read_workbook(data: bytes, file: str, *, limits: Limits = LIMITS, formulas_as_text: bool = False) -> list[Sheet]:
    """Return every sheet of a workbook, hidden ones and hidden rows too.

    `formulas_as_text` reads the text of a formula that was never computed, where it is a fault otherwise.

    Raises:
        ImportFileError: no workbook, cut, damaged, with a password, or larger than the limits.
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
