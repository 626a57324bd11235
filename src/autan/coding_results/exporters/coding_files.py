"""A table of codings written as CSV, XLSX or ODS; no cell is ever taken for a formula."""

import csv
import io

from autan.coding_results.core.coding_table import CodingTable, TableCell
from autan.documents.core.workbook_sheets import WorkbookSheet
from autan.documents.renderers.workbooks.ods import write_ods
from autan.documents.renderers.workbooks.xlsx import write_xlsx
from autan.formats.core.answer_files.cells import guard_text

_WIDTHS = {9: 60, 15: 40}  # the words, the memo


def write_codings(table: CodingTable, extension: str, *, name: str) -> bytes:
    """Return the whole file."""
    rows = (table.headings, *(tuple(map(_plain, row)) for row in table.rows))
    if extension == "csv":
        return _csv(rows)
    sheet = WorkbookSheet(name=name, rows=rows, widths=_WIDTHS, is_wrapped=True)
    return write_xlsx([sheet]) if extension == "xlsx" else write_ods([sheet])


def _plain(cell: TableCell) -> str | int | None:
    return cell if isinstance(cell, str | int | None) else cell.isoformat()


def _csv(rows: tuple[tuple[str | int | None, ...], ...]) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerows([[guard_text(cell) if isinstance(cell, str) else cell for cell in row] for row in rows])
    return buffer.getvalue().encode("utf-8-sig")
