"""Reads actions out of a workbook or a text: the worksheet that holds them, its headings, its lines, every fault."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from autan.ground.errors import Fault, ImportFileError, Sentence
from autan.ground.tables.core.findings import MAX_SHOWN, Findings
from autan.ground.tables.core.tables import Row, Sheet, column_letters
from autan.ground.tables.importers.tables import open_sheets
from autan.ground.texts.core.plain_letters import fold_accents
from autan.plans.action_files.core.action_rows import ActionRow, read_row
from autan.plans.action_files.core.worksheets import AXES, WorksheetLayout, cell_texts, data_rows, find_layout
from autan.plans.projects.core.axes import cyclic_actions, title_faults

MOST_ACTIONS = 5_000
_MERGED = "n’en font qu’une"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionsFile:
    """The actions of a file."""

    rows: tuple[ActionRow, ...]
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]


def read_actions(data: bytes, file: str, *, own: Mapping[str, str]) -> ActionsFile:
    """Read the actions of a file.

    Raises:
        ImportFileError: no table, or none that has a column of titles; too many lines.
    """
    tables = [
        _Found(sheet=sheet, layout=layout, rows=rows)
        for sheet in open_sheets(data, file)
        if (layout := find_layout(rows := list(sheet.rows), own))
    ]
    if not tables:
        expected = "une ligne d’en-têtes qui nomme au moins le titre des actions et un autre champ"
        raise ImportFileError(file, [Fault(expected=expected)])
    best = max(tables, key=lambda table: table.layout.score)
    taken = [table for table in tables if table.layout.codes == best.layout.codes]
    findings = Findings()
    other = "une seule sorte de tableau d’actions : cette feuille, qui n’a pas les mêmes colonnes, n’est pas reprise"
    for table in tables:
        if table not in taken:
            findings.warn(Fault(sheet=table.sheet.name, row=table.layout.line, expected=other))
    action_rows = [row for table in taken for row in _read_sheet(table, findings, is_alone=len(taken) == 1)]
    if not best.sheet.name:
        findings.add(*_cut_short(data, best))
    if len(action_rows) > MOST_ACTIONS:
        raise ImportFileError(
            file,
            [
                Fault(
                    value=str(len(action_rows)),
                    expected=Sentence("au plus {most_actions} actions", most_actions=MOST_ACTIONS),
                )
            ],
        )
    kept = tuple(_checked_together(action_rows, best, findings))
    return ActionsFile(rows=kept, faults=tuple(findings.faults), warnings=tuple(findings.warnings))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A worksheet that holds actions, how it is laid out, and its lines that are not empty."""

    sheet: Sheet
    layout: WorksheetLayout
    rows: list[Row]

    def column(self, code: str) -> str:
        """Heading of what a column holds."""
        return next(self.layout.headings[place] for place, column in self.layout.columns.items() if column == code)


def _cut_short(data: bytes, table: _Found) -> list[Fault]:
    """A fault where a separated text stops in its last line."""
    if data.endswith((b"\n", b"\r", b"\0")) or not table.rows or table.rows[-1].line == table.layout.line:
        return []
    last, width = table.rows[-1], max(table.layout.headings) + 1
    is_cut, expected = (
        len(last.cells) < width,
        Sentence("une dernière ligne de {width} cellules (le fichier semble coupé)", width=width),
    )
    return (
        [Fault(row=last.line, value=Sentence("{count} cellules", count=len(last.cells)), expected=expected)]
        if is_cut
        else []
    )


def _read_sheet(table: _Found, findings: Findings, *, is_alone: bool) -> list[ActionRow]:
    """Return the actions of one worksheet; its name is their axis where several are read without a column of axes."""
    layout, sheet = table.layout, table.sheet
    kept, aside = data_rows(table.rows, layout)
    known = Sentence("une colonne connue : dites à quel champ elle répond, ou laissez-la de côté")
    once = Sentence("une colonne qui ne sert qu’une fois : la première est reprise")
    for headings, expected in ((layout.unknown, known), (layout.repeated, once)):
        for heading in headings.values():
            findings.warn(Fault(sheet=sheet.name or None, row=layout.line, column=heading, expected=expected))
    for line, (value, why) in aside.items():
        findings.warn(Fault(sheet=sheet.name or None, row=line, value=value[:MAX_SHOWN], expected=why))
    has_axis = any(code in AXES for code in layout.codes)
    return _read_rows(kept, table, findings, above=() if is_alone or has_axis else (sheet.name,))


def _read_rows(rows: list[Row], table: _Found, findings: Findings, *, above: tuple[str, ...]) -> list[ActionRow]:
    layout, sheet = table.layout, table.sheet
    merged = any(_is_axis(fault, layout) for fault in sheet.faults)
    wrong = [fault for fault in sheet.faults if (fault.row or 0) > layout.line and not _is_axis(fault, layout)]
    names = {column_letters(place + 1): heading for place, heading in layout.headings.items()}
    findings.add(*(replace(fault, column=names.get(fault.column or "", fault.column)) for fault in wrong))
    wrong_lines = {fault.row for fault in wrong}
    headings = {code: layout.headings[place] for place, code in layout.columns.items()}
    read: list[ActionRow] = []
    for row in rows:
        texts = cell_texts(row, layout)
        if texts and set(texts) <= set(AXES):
            above = tuple(str(texts[code]).strip() for code in AXES if code in texts)
            continue
        reading = read_row(texts, line=row.line, sheet=sheet.name, above=above, headings=headings)
        findings.add(*reading.faults)
        findings.warn(*reading.warnings)
        if reading.row:
            above = reading.row.axis if merged else above
            read += [reading.row] if row.line not in wrong_lines else []
    return read


def _is_axis(fault: Fault, layout: WorksheetLayout) -> bool:
    """True for axes that are merged: the lines that a merged cell covers all stand in its axis."""
    letters = {column_letters(place + 1) for place, code in layout.columns.items() if code in AXES}
    return _MERGED in fault.expected and fault.column in letters


def _checked_together(rows: list[ActionRow], table: _Found, findings: Findings) -> list[ActionRow]:
    """Return the actions that come once and are no part of themselves; note what is wrong with the others."""
    title = table.column("title")
    looping = cyclic_actions([(row.part, row.title) for row in rows if row.part])
    action_rows: dict[tuple[str, ...], ActionRow] = {}
    for row in rows:
        key = (*map(fold_accents, row.axis), "", fold_accents(row.title), fold_accents(row.part))
        first = action_rows.setdefault(key, row)
        expected = (
            Sentence("un titre qui ne sert qu’une fois sur un axe (déjà ligne {line})", line=first.line)
            if first is not row
            else ""
        )
        if row.part and fold_accents(row.part) in looping:
            expected = "une action qui n’est pas, de proche en proche, une partie d’elle-même"
        if expected:
            action_rows = {row_key: action_row for row_key, action_row in action_rows.items() if action_row is not row}
            findings.add(_at(row, title, row.part or row.title, expected))
    kept = list(action_rows.values())
    axis = next((code for code in reversed(AXES) if code in table.layout.codes), "title")
    for row, wrong in zip(kept, title_faults([row.axis for row in kept]), strict=True):
        if wrong:
            findings.warn(_at(row, table.column(axis), row.axis[-1], wrong))
    return kept


def _at(row: ActionRow, column: str, value: str, expected: str) -> Fault:
    return Fault(sheet=row.sheet or None, row=row.line, column=column, value=value[:MAX_SHOWN], expected=expected)
