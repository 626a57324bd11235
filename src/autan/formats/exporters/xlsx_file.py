"""Workbooks written as XLSX: texts are written as texts, none is ever a formula or a link."""

import io
from collections.abc import Sequence
from datetime import datetime

from autan.formats.core.workbook_sheets import WorkbookSheet

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_MADE_ON = datetime(2000, 1, 1)  # noqa: DTZ001 — a fixed day without a zone, so that the same answers give the same file
_USUAL_WIDTH = 18
_EMPHASIS = "#E8EEF4"


def write_xlsx(sheets: Sequence[WorkbookSheet]) -> bytes:
    """Return the whole file; the first line of each sheet stays in view."""
    import xlsxwriter  # loaded when a workbook is written: commands that read need not wait for it

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, _OPTIONS) as book:
        book.set_properties({"created": _MADE_ON})
        for sheet in sheets:
            wrapped = {"text_wrap": True, "valign": "top"} if sheet.is_wrapped else {}
            cell, heading = book.add_format(wrapped), book.add_format({**wrapped, "bold": True})
            emphasis = book.add_format({**wrapped, "bold": True, "bg_color": _EMPHASIS})
            page = book.add_worksheet(sheet.name)
            page.freeze_panes(1, sheet.fixed_columns)
            for place in range(max((len(row) for row in sheet.rows), default=1)):
                page.set_column(place, place, sheet.widths.get(place, _USUAL_WIDTH))
            for line, row in enumerate(sheet.rows):
                style = heading if line == 0 else emphasis if line in sheet.emphasized else cell
                for place, value in enumerate(row):
                    if isinstance(value, str):
                        page.write_string(line, place, value, style)
                    elif value is not None:
                        page.write_number(line, place, value, style)
    return buffer.getvalue()
