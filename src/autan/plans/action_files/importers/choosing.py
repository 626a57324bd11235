"""Which sheets, rows and columns of a file are read: what its readers do not see is taken if somebody says so."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from autan.ground.errors import Fault
from autan.ground.tables.core.findings import MAX_SHOWN
from autan.ground.tables.core.tables import Sheet, visible_text
from autan.ground.texts.core.plain_letters import fold_accents
from autan.ground.wordings import Sentence, Text
from autan.plans.action_files.core.action_tables import ActionTable, without_columns
from autan.plans.action_files.core.doubts import (
    AXES_OR_ACTIONS,
    LEAVE,
    OF_COLUMNS,
    OF_SHEETS,
    PARTS_OR_ACTIONS,
    TAKE,
    TAKING,
    Doubts,
)
from autan.plans.action_files.core.proposals import propose_column
from autan.plans.action_files.core.worksheets import COLUMN_CHOICES, IGNORED, data_rows, layout_of
from autan.plans.projects.core.fields import BY_CODE

MOST_ASKED = 200
"""Questions beyond which no heading is asked about: a file of 20,000 columns is no plan."""
_SHOWN = 3
_YEAR = re.compile(r"20\d\d")
_FIRST_LINES, _LEAST_ASKED = 40, 3
_FEW_FIELDS = 3
"""Fields of a heading that is no action: its title, a label, what is written under it."""


def chosen_tables(tables: Sequence[ActionTable], doubts: Doubts) -> list[ActionTable]:
    """Return the tables that are taken: those that readers see and that are of one kind, and those that were chosen."""
    seen = [table for table in tables if not table.sheet.is_hidden] or list(tables)
    best = max(seen, key=lambda table: table.layout.score)
    again = _come_again([table for table in seen if _is_alike(table, best)])
    alone = len({table.sheet.name for table in tables}) == 1 and not best.sheet.is_hidden
    selected = [
        table
        for table in tables
        if (alone and not table.sheet.is_hidden) or _is_sheet_taken(table, best, again, doubts)
    ]
    most = max((len(table.layout.codes) for table in tables if table.is_labelled), default=0)
    return [_without_hidden(table, doubts) for table in selected if not _is_thin(table, most, doubts)]


def _is_thin(table: ActionTable, most: int, doubts: Doubts) -> bool:
    """True, and said, for a heading that has a single label where the action sheets of a document have `most`."""
    is_thin = table.is_labelled and len(table.layout.codes) <= _FEW_FIELDS and most >= 2 * _FEW_FIELDS
    if is_thin:
        expected = Sentence("une fiche d’action\u00a0: ce titre, qui n’en a presque aucune rubrique, n’est pas repris")
        doubts.findings.warn(Fault(row=table.layout.line + 1, value=_first_titles(table), expected=expected))
    return is_thin


def _come_again(tables: Sequence[ActionTable]) -> dict[str, str]:
    """The sheets most of whose actions are on another too, with its name: that of the latest year, or the first."""
    titles: dict[str, set[str]] = {}
    for table in tables:
        titles.setdefault(table.sheet.name, set()).update(map(fold_accents, _titles(table)))
    latest = sorted(titles, key=lambda name: max(_YEAR.findall(name), default=""), reverse=True)
    again: dict[str, str] = {}
    for rank, name in enumerate(latest):
        for other in latest[:rank]:
            if other not in again and len(titles[name] & titles[other]) * 2 > len(titles[name]):
                again[name] = other
    return again


def _is_sheet_taken(table: ActionTable, best: ActionTable, again: Mapping[str, str], doubts: Doubts) -> bool:
    sheet = table.sheet.name
    titles = _first_titles(table)
    count = Sentence("{sheet} (lignes : {count})", sheet=sheet, count=len(table.rows))
    is_alike = _is_alike(table, best)
    fault = None
    if table.sheet.is_hidden:
        expected = Sentence("de dire si cette feuille masquée est prise")
        fault = Fault(sheet=sheet, row=table.layout.line, value=titles, expected=expected)
    elif sheet in again:
        expected = Sentence(
            "de dire si cette feuille, dont la feuille {other} reprend les actions, est prise aussi", other=again[sheet]
        )
        fault = Fault(sheet=sheet, row=table.layout.line, value=titles, expected=expected)
    key = f"sheet:{sheet}"
    default = "" if fault else "take" if is_alike else "leave"
    decision = doubts.ask(key, OF_SHEETS, count, value=titles, choices=TAKING, proposal=default, fault=fault)
    if not fault and not is_alike and decision != TAKE:
        other = (
            "une seule sorte de tableau d’actions : cette feuille, qui n’a pas les mêmes colonnes, n’est pas reprise"
        )
        doubts.findings.warn(Fault(sheet=sheet, row=table.layout.line, expected=other))
    return (decision or default) == TAKE


def _is_alike(table: ActionTable, best: ActionTable) -> bool:
    """True for a table of the same kind as another: most of the columns of each are in both."""
    common = len(table.layout.codes & best.layout.codes)
    return common * 3 >= max(len(table.layout.codes), len(best.layout.codes)) * 2


def _titles(table: ActionTable) -> list[str]:
    places = [place for place, code in table.layout.columns.items() if code == "title"]
    texts = [visible_text(row.cells[place]) for row in table.rows for place in places if place < len(row.cells)]
    return [text for text in texts if text]


def _first_titles(table: ActionTable) -> str:
    return ", ".join(_titles(table)[:_SHOWN])


def _without_hidden(table: ActionTable, doubts: Doubts) -> ActionTable:
    """A table without the rows and columns that readers do not see, except those that were chosen."""
    sheet = table.sheet
    rows = [row for row in data_rows(table.rows, table.layout)[0] if row.line in sheet.hidden_rows]
    if rows:
        lines = ", ".join(str(row.line) for row in rows[:_SHOWN]) + ("…" if len(rows) > _SHOWN else "")
        text = Sentence("{sheet} : lignes masquées ou filtrées ({count})", sheet=sheet.name, count=len(rows))
        expected = Sentence("de dire si ces lignes masquées ou filtrées sont prises ({lines})", lines=lines)
        value = _first_titles(replace(table, rows=tuple(rows)))
        fault = Fault(sheet=sheet.name or None, row=rows[0].line, value=value, expected=expected)
        key = f"rows:{sheet.name}:{table.layout.line}"
        if doubts.ask(key, OF_SHEETS, text, value=value, choices=TAKING, fault=fault) != TAKE:
            table = replace(table, rows=tuple(row for row in table.rows if row.line not in sheet.hidden_rows))
    places = {place for place, code in table.layout.columns.items() if place + 1 in sheet.hidden_columns}
    data = data_rows(table.rows, table.layout)[0]
    written = {place for row in data for place, cell in enumerate(row.cells) if visible_text(cell)}
    places = {place for place in places & written if table.layout.columns[place] != IGNORED}
    if places:
        names = ", ".join(table.layout.headings[place] for place in sorted(places))
        text = Sentence("{sheet} : colonnes masquées", sheet=sheet.name)
        expected = Sentence("de dire si ces colonnes masquées sont prises")
        fault = Fault(sheet=sheet.name or None, row=table.layout.line, value=names, expected=expected)
        key = f"columns:{sheet.name}:{table.layout.line}"
        if doubts.ask(key, OF_SHEETS, text, value=names, choices=TAKING, fault=fault) != TAKE:
            return without_columns(table, frozenset(places))
    return table


def are_axes(table: ActionTable, lines: Mapping[int, Sequence[str]], doubts: Doubts) -> bool:
    """Ask whether lines of a title alone are axes, which they are taken for, or actions."""
    text = Sentence("{sheet}\u00a0: lignes qui n’ont qu’un titre ({count})", sheet=table.sheet.name, count=len(lines))
    expected = Sentence("une action\u00a0: ces lignes, qui n’ont qu’un titre, sont prises pour des axes")
    titles = {line: path[-1] for line, path in lines.items()}
    return _are_taken(table, titles, _Kind("lines", text, expected, AXES_OR_ACTIONS), doubts)


def are_parts(table: ActionTable, titles: Mapping[int, str], doubts: Doubts) -> bool:
    """Ask whether lines indented, listed or numbered under one are parts of it, which they are taken for."""
    sheet = table.sheet.name
    text = Sentence(
        "{sheet}\u00a0: lignes en retrait, ou numérotées sous une autre ({count})", sheet=sheet, count=len(titles)
    )
    expected = Sentence("une action à part entière\u00a0: ces lignes sont prises pour des parties de celle d’au-dessus")
    return _are_taken(table, titles, _Kind("parts", text, expected, PARTS_OR_ACTIONS), doubts)


class _Kind(NamedTuple):
    """What some lines may be: its key, what is asked of them, what is expected of others, the answers."""

    key: str
    text: Sentence
    expected: Sentence
    choices: tuple[tuple[str, Text], ...]


def _are_taken(table: ActionTable, titles: Mapping[int, str], kind: _Kind, doubts: Doubts) -> bool:
    """Ask what some lines are; until it is answered, say what they are taken for."""
    sheet, value = table.sheet.name, ", ".join(titles.values())[:MAX_SHOWN]
    key = f"{kind.key}:{sheet}:{table.layout.line}"
    decision = doubts.ask(key, OF_SHEETS, kind.text, value=value, choices=kind.choices, proposal=TAKE)
    if not decision:
        doubts.findings.warn(Fault(sheet=sheet or None, row=next(iter(titles)), value=value, expected=kind.expected))
    return decision != LEAVE


def ask_headings(sheets: Sequence[Sheet], doubts: Doubts, known: Mapping[str, str]) -> None:
    """Ask which column gives the title of actions, where no heading says so but another is nearly known."""
    fields = {name: code for name, code in known.items() if code in BY_CODE}
    for sheet in sheets:
        rows = list(sheet.rows)[:_FIRST_LINES]
        for rank, row in enumerate(rows[:-1]):
            layout = layout_of(row, known)
            if sheet.is_hidden or len(layout.headings) < _LEAST_ASKED:
                continue
            if layout.columns or any(propose_column(heading, fields) for heading in layout.headings.values()):
                table = ActionTable(sheet=sheet, layout=layout, rows=tuple(rows[rank + 1 :]))
                for place in layout.headings:
                    _ask_column(table, place, doubts, fields)
                expected = Sentence("de dire laquelle de ces colonnes donne le titre des actions")
                names = ", ".join(layout.headings.values())[:MAX_SHOWN]
                doubts.findings.add(Fault(sheet=sheet.name or None, row=row.line, value=names, expected=expected))
                return
            break


def ask_columns(tables: Sequence[ActionTable], doubts: Doubts, known: Mapping[str, str]) -> None:
    """Ask what each heading stands for; one that answers to nothing, or comes again, is said and not read."""
    once = Sentence("une colonne qui ne sert qu’une fois : la première est reprise")
    unknown = Sentence("une colonne connue : dites à quel champ elle répond, ou laissez-la de côté")
    fields = {name: code for name, code in known.items() if code in BY_CODE}
    noted: set[tuple[str, str]] = set()
    for table in tables:
        layout = table.layout
        for place, heading in layout.headings.items():
            if len(doubts.questions) < MOST_ASKED:
                _ask_column(table, place, doubts, fields)
            expected = unknown if place in layout.unknown else once if place in layout.repeated else ""
            if expected and (table.sheet.name, heading) not in noted:
                noted.add((table.sheet.name, heading))
                sheet = table.sheet.name or None
                doubts.findings.warn(Fault(sheet=sheet, row=layout.line, column=heading, expected=expected))


def _ask_column(table: ActionTable, place: int, doubts: Doubts, fields: Mapping[str, str]) -> None:
    """Ask what a column stands for; those of funders go by pairs, and are what their headings say."""
    heading, code = table.layout.headings[place], table.layout.columns.get(place, "")
    key = f"column:{fold_accents(heading)}"
    is_offered = not code or (code in dict(COLUMN_CHOICES) and not code.startswith(("funder", "amount")))
    if not is_offered or place in table.layout.repeated or key in doubts.questions:
        return
    cells = (row.cells[place] for row in table.rows if place < len(row.cells))
    sample = next((text for cell in cells if (text := visible_text(cell))), "")
    proposal = code or propose_column(heading, fields) or propose_column(heading.partition("/")[0].strip(), fields)
    doubts.ask(key, OF_COLUMNS, heading, value=sample, choices=COLUMN_CHOICES, proposal=proposal)
