"""The sheets of a form read from any file, each row with its line, and converted by pyxform, which tells its faults."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.core.findings import Findings
from autan.ground.tables.core.tables import Limits, Row, Sheet, read_table, repeated_names, text_of
from autan.ground.tables.importers.tables import WORKBOOKS, open_sheets
from autan.ground.wordings import Sentence

XLSFORM = WORKBOOKS | {".csv", ".md"}
LIMITS = Limits(max_bytes=20_000_000, max_rows=20_000)
_EMPTY_COLUMNS = 20  # pyxform reads no heading beyond so many empty ones
SHEETS = ("survey", "choices", "settings", "external_choices", "entities", "osm")
"""Sheets of a form, in order; any other is for its authors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSheetRow:
    """One row that is not empty: its line, from 1, and its cells by heading."""

    line: int
    cells: dict[str, str]


type Sheets = dict[str, list[FormSheetRow]]


def read_sheets(data: bytes, file: str) -> Sheets:
    """Return the rows of each sheet of a form, by name in lower case.

    Raises ImportFileError: not such a file, too large, truncated, a heading written twice, or no `survey` sheet.
    """
    sheets = {sheet.name.strip().lower(): sheet for sheet in _open(data, file)}
    if "survey" not in sheets and len(sheets) == 1:
        sheets = {"survey": next(iter(sheets.values()))}
    findings = Findings()
    read = {name: _rows(name, sheet, findings) for name, sheet in sheets.items() if not name.startswith("_")}
    if "survey" not in read:
        findings.refuse("une feuille « survey », comme en a un XLSForm", value=", ".join(sheets) or None)
    findings.require_none(file)
    return read


def _open(data: bytes, file: str) -> list[Sheet]:
    extension = PurePath(file).suffix.lower()
    if extension == ".md":
        try:
            lines = data.decode("utf-8-sig").splitlines()
        except UnicodeDecodeError:
            raise ImportFileError(file, [Fault(expected="un fichier texte en UTF-8")]) from None
        rows = (Row(number, _markdown_cells(line.strip())) for number, line in enumerate(lines, start=1))
        return _split_stacked([row for row in rows if any(row.cells)], file)
    sheets = open_sheets(data, file, limits=LIMITS)
    return sheets if extension in WORKBOOKS else _split_stacked(sheets[0].rows, file)


def _markdown_cells(line: str) -> list[str]:
    if not line.startswith("|") or not set(line) - set("|-: "):
        return []
    return [cell.strip().replace("\0", "|") for cell in line.replace("\\|", "\0").strip("|").split("|")]


def _split_stacked(rows: Iterable[Row], file: str) -> list[Sheet]:
    """Sheets written one under the other: the first cell names a sheet, then stays empty."""
    stacked: dict[str, list[Row]] = {}
    current: list[Row] | None = None
    begun = 1  # a file that names no sheet is a survey from its first column
    for row in rows:
        first = text_of(row.cells[0])
        is_title = bool(first) and not any(text_of(cell) for cell in row.cells[1:]) and begun == 1
        if is_title and first.lower() not in SHEETS:
            expected = Sentence("le nom d’une feuille de formulaire ({sheets})", sheets=", ".join(SHEETS))
            raise ImportFileError(file, [Fault(row=row.line, value=first, expected=expected)])
        if first.lower() in SHEETS:
            current = stacked.setdefault(first.lower(), [])
        elif current is None:
            current = stacked.setdefault("survey", [])
            begun = 0 if first else 1
        if any(text_of(cell) for cell in row.cells[begun:]):
            current.append(Row(row.line, row.cells[begun:]))
    return [Sheet(name=name, rows=own) for name, own in stacked.items()]


def _rows(name: str, sheet: Sheet, findings: Findings) -> list[FormSheetRow]:
    """Rows under the first line that is not empty, which holds the headings."""
    table = read_table(sheet, findings)
    if table is None:
        return []
    headings = _read_headings(table.headings)
    if name in SHEETS:
        for repeated in repeated_names(headings):
            findings.refuse("un titre de colonne unique", sheet=name, row=table.line, column=repeated)
    read = []
    for cells, line in zip(table.rows, table.lines, strict=True):
        texts = zip(headings, map(text_of, cells), strict=False)
        if known := {heading: text for heading, text in texts if heading and text}:
            read.append(FormSheetRow(line=line, cells=known))
    return read


def _read_headings(cells: Sequence[str]) -> Sequence[str]:
    """The headings of a sheet; notes that stand far to the right are none."""
    empty = 0
    for place, cell in enumerate(cells):
        empty = 0 if cell else empty + 1
        if empty > _EMPTY_COLUMNS:
            return cells[:place]
    return cells


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
