"""Forms converted by pyxform, which tells what stops the tools of XLSForm from taking them."""

import re
from collections.abc import Sequence
from typing import Any

from autan.ground.errors import Fault
from autan.ground.wordings import Sentence
from autan.survey.xlsforms.importers.sheets import SHEETS, FormSheetRow, Sheets

_ROW = re.compile(r"\[row\s*:\s*(\d+)\]\s*")
_QUOTED = re.compile(r"'([^']{1,200})'")
_COLUMN = re.compile(r"On the '(\w+)' sheet, the '([^']+)' value")


def refuse_form(sheets: Sheets) -> list[Fault]:
    """Return what stops the conversion of a form, with its place; nothing when it converts."""
    from pyxform.errors import PyXFormError  # loaded with the first form: it takes long
    from pyxform.xls2xform import convert

    definition: dict[str, Any] = {"sheet_names": [name for name in sheets if name in SHEETS]}
    for name in definition["sheet_names"]:
        definition[name] = [row.cells for row in sheets[name]]
        definition[f"{name}_header"] = [{heading: None for row in sheets[name] for heading in row.cells}]
    try:
        convert(definition, warnings=[], form_name="data")
    except PyXFormError as error:
        return [_fault(str(error), sheets)]
    return []


def _fault(message: str, sheets: Sheets) -> Fault:
    row_match = _ROW.search(message)
    column_match = _COLUMN.search(message)
    sheet = column_match.group(1) if column_match and column_match.group(1) in sheets else "survey"
    text = " ".join(_ROW.sub("", message).split())
    if row_match:
        rank = int(row_match.group(1)) - 2  # pyxform counts rows from 2, empty lines left out
        line = sheets[sheet][rank].line if 0 <= rank < len(sheets[sheet]) else None
    else:
        line = _line_quoted(sheets[sheet], text)
    expected = Sentence("un formulaire que pyxform convertit ({said})", said=text)
    return Fault(sheet=sheet, row=line, column=column_match.group(2) if column_match else None, expected=expected)


def _line_quoted(rows: Sequence[FormSheetRow], message: str) -> int | None:
    """Line of the first row that holds, as a whole cell or in one, what a message quotes."""
    quoted = _QUOTED.findall(message)
    wholes = (row.line for text in quoted for row in rows if text in row.cells.values())
    parts = (row.line for text in quoted for row in rows if any(f"{{{text}}}" in cell for cell in row.cells.values()))
    return next(wholes, None) or next(parts, None)
