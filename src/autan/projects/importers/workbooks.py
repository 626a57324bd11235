"""Reads actions out of a workbook or a text: the worksheet that holds them, its headings, its lines, every fault."""

from collections.abc import Mapping
from dataclasses import dataclass

from autan.errors import Fault, ImportFileError
from autan.evidence.core.plain_letters import fold_accents
from autan.intake.core.findings import Findings
from autan.intake.core.tables import Row, Sheet, column_letters
from autan.intake.importers.tables import open_sheets
from autan.projects.core.action_rows import ActionRow, read_row
from autan.projects.core.worksheets import AXES, WorksheetLayout, cell_texts, data_rows, find_layout

MOST_ACTIONS = 5_000
_MERGED = "n’en font qu’une"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionsFile:
    """The actions of a file.

    Attributes:
        rows: those that could be read, in order.
        faults: what forbids a line, each at its place.
        warnings: what is strange, or not taken.
        unknown: headings that stand for nothing.
    """

    rows: tuple[ActionRow, ...]
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]
    unknown: tuple[str, ...]


def read_actions(data: bytes, file: str, *, own: Mapping[str, str]) -> ActionsFile:
    """Read the actions of a file.

    Args:
        data: the whole file.
        file: its name, whose extension tells the format.
        own: what headings of the network’s own files stand for, folded.

    Raises:
        ImportFileError: no table, or none that has a column of titles; too many lines.
    """
    found = [
        (layout, sheet, rows)
        for sheet in open_sheets(data, file)
        if (layout := find_layout(rows := list(sheet.rows), own))
    ]
    if not found:
        expected = "une ligne d’en-têtes qui nomme au moins le titre des actions et un autre champ"
        raise ImportFileError(file, [Fault(expected=expected)])
    layout, sheet, rows = max(found, key=lambda each: each[0].score)
    kept, example = data_rows(rows, layout)
    if len(kept) > MOST_ACTIONS:
        raise ImportFileError(file, [Fault(value=str(len(kept)), expected=f"au plus {MOST_ACTIONS} actions")])
    reading = _read_rows(kept, layout, sheet)
    strange = [_left_out(sheet.name, layout.line, heading) for heading in layout.unknown.values()]
    if example:
        strange.append(Fault(sheet=sheet.name or None, row=example, expected="l’exemple du modèle n’est pas repris"))
    return ActionsFile(
        rows=reading.rows,
        faults=reading.faults,
        warnings=(*strange, *reading.warnings),
        unknown=tuple(layout.unknown.values()),
    )


def _left_out(sheet: str, line: int, heading: str) -> Fault:
    expected = "une colonne connue : dites à quel champ elle répond, ou laissez-la de côté"
    return Fault(sheet=sheet or None, row=line, column=heading, expected=expected)


def _read_rows(rows: list[Row], layout: WorksheetLayout, sheet: Sheet) -> ActionsFile:
    findings = Findings()
    merged = _merged_axes(sheet, layout)
    findings.add(*(fault for fault in sheet.faults if (fault.row or 0) > layout.line and not _is_axis(fault, layout)))
    wrong_lines = {fault.row for fault in findings.faults}
    headings = {code: layout.headings[place] for place, code in layout.columns.items()}
    above: tuple[str, ...] = ()
    read: list[ActionRow] = []
    for row in rows:
        said = cell_texts(row, layout)
        if said and set(said) <= set(AXES):
            above = tuple(str(said[code]).strip() for code in AXES if code in said)
            continue
        reading = read_row(said, line=row.line, sheet=sheet.name, above=above, headings=headings)
        findings.add(*reading.faults)
        findings.warn(*reading.warnings)
        if reading.row:
            above = reading.row.axis if merged else above
            read += [reading.row] if row.line not in wrong_lines else []
    kept, repeated = _without_repeated(read, headings)
    findings.add(*repeated)
    return ActionsFile(rows=kept, faults=tuple(findings.faults), warnings=tuple(findings.warnings), unknown=())


def _is_axis(fault: Fault, layout: WorksheetLayout) -> bool:
    """True for axes that are merged: the lines that a merged cell covers all stand in its axis."""
    letters = {column_letters(place + 1) for place, code in layout.columns.items() if code in AXES}
    return _MERGED in fault.expected and fault.column in letters


def _merged_axes(sheet: Sheet, layout: WorksheetLayout) -> bool:
    return any(_is_axis(fault, layout) for fault in sheet.faults)


def _without_repeated(rows: list[ActionRow], headings: Mapping[str, str]) -> tuple[tuple[ActionRow, ...], list[Fault]]:
    """The actions that are told once, and a fault for each that is told again on the same axis."""
    kept: dict[tuple[str, ...], ActionRow] = {}
    faults = []
    for row in rows:
        key = (*map(fold_accents, row.axis), "", fold_accents(row.title), fold_accents(row.part))
        first = kept.setdefault(key, row)
        if first is not row:
            expected = f"un titre qui ne sert qu’une fois sur un axe (déjà ligne {first.line})"
            column = headings["title"]
            faults.append(
                Fault(sheet=row.sheet or None, row=row.line, column=column, value=row.title, expected=expected)
            )
    return tuple(kept.values()), faults
