"""How is a workbook of answers written as XLSX? Texts are written as texts: none is ever a formula or a link."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from autan.formats.exporters.answers.workbook import WorkbookSheet
from autan.questionnaires.core.spread.columns import FlatCell

if TYPE_CHECKING:
    import xlsxwriter

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_MADE_ON = datetime(2000, 1, 1)  # noqa: DTZ001 — a fixed day without a zone, so that the same answers give the same file
_WIDTH = 18


def write_xlsx(sheets: Sequence[WorkbookSheet]) -> bytes:
    """Return the whole file; the first line of each sheet stays in view."""
    import xlsxwriter  # loaded when a workbook is written: commands that read need not wait for it

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, _OPTIONS) as book:
        book.set_properties({"created": _MADE_ON})
        bold = book.add_format({"bold": True})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            page.freeze_panes(1, 0)
            width = max((len(row) for row in sheet.rows), default=1)
            page.set_column(0, width - 1, _WIDTH)
            for line, row in enumerate(sheet.rows):
                _write_row(page, line, row, bold if line == 0 else None)
    return buffer.getvalue()


def _write_row(
    page: "xlsxwriter.worksheet.Worksheet",
    line: int,
    row: Sequence[FlatCell],
    style: "xlsxwriter.format.Format | None",
) -> None:
    for place, cell in enumerate(row):
        if isinstance(cell, str):
            page.write_string(line, place, cell, style)
        elif cell is not None:
            page.write_number(line, place, cell, style)
