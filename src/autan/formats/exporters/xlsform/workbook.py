"""How are the sheets of a form put in a workbook that a person opens with pleasure?"""

import io
from collections.abc import Sequence
from datetime import UTC, datetime

from autan.formats.exporters.xlsform.form import FormSheet, build_form
from autan.questionnaires.core.questionnaire import Questionnaire

_WIDTHS = {"type": 26, "name": 22, "list_name": 18, "label": 48, "hint": 40, "relevant": 36, "constraint": 26}
_WIDTHS |= {"Colonne": 30, "Ce que l’on y écrit": 70, "Exemple": 40}
_USUAL_WIDTH = 18
_MADE_ON = datetime(2000, 1, 1, tzinfo=UTC)  # the same questionnaire gives the same file, byte for byte


def write_xlsform(questionnaire: Questionnaire) -> bytes:
    """Return a questionnaire as an XLSX workbook of three sheets."""
    return write_sheets(build_form(questionnaire))


def write_sheets(sheets: Sequence[FormSheet]) -> bytes:
    """Return sheets as an XLSX workbook; every cell is a text, so that none is ever computed."""
    import xlsxwriter  # loaded when a workbook is written: commands that read need not wait for it

    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    workbook = xlsxwriter.Workbook(stream, options)
    workbook.set_properties({"created": _MADE_ON})
    heading = workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    cell = workbook.add_format({"text_wrap": True, "valign": "top"})
    block = workbook.add_format({"text_wrap": True, "valign": "top", "bold": True, "bg_color": "#E8EEF4"})
    for sheet in sheets:
        page = workbook.add_worksheet(sheet.name)
        page.freeze_panes(1, 2 if sheet.name == "survey" else 0)
        for column, name in enumerate(sheet.headings):
            page.set_column(column, column, _WIDTHS.get(name.partition("::")[0], _USUAL_WIDTH))
            page.write_string(0, column, name, heading)
        for rank, row in enumerate(sheet.rows, start=1):
            look = block if row.get("type", "").startswith(("begin", "end")) else cell
            for column, name in enumerate(sheet.headings):
                if name in row:
                    page.write_string(rank, column, row[name], look)
    workbook.close()
    return stream.getvalue()
