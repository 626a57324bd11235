"""The tables of actions of a sheet: headings that come again, axes on lines of their own, cells that are one, notes.

A sheet may also be that of one action, or of several, whose labels stand beside what they name.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from autan.ground.tables.core.tables import CellValue, Place, Row, Sheet, column_letters, visible_text
from autan.plans.action_files.core.axis_lines import is_axis, under_axis
from autan.plans.action_files.core.labelled_sheets import LEAST_LABELS, LONG_KINDS, labelled_actions
from autan.plans.action_files.core.spread_columns import (
    under_wide_headings,
    with_ticked_columns,
    with_title_heading,
    with_titles_above,
    with_values_below,
)
from autan.plans.action_files.core.worksheets import (
    AXES,
    LEAST_HEADINGS,
    PART,
    STEPS,
    TITLE,
    WorksheetLayout,
    cell_texts,
    code_of,
    find_layouts,
    layout_of,
)
from autan.plans.plans.core.sections import FieldKind
from autan.plans.projects.core.fields import BY_CODE

_NOTE = re.compile(
    r"\s*(?:\*|\(\d\)|sources?\b|nb\b|n\.b|notes?\b|l[ée]gende|remarques?\b|attention\b|mis(?:e)? [àa] jour|m[àa]j\b"
    r"|document|version|contact|lecture\b)",
    re.IGNORECASE,
)
_FUNDING = re.compile(r"(funder|amount)(\d{1,3})")
_WIDE = 3
"""Columns that a cell covers at least to be a heading of its own."""
_NEVER_SHARED = frozenset({FieldKind.MONEY, FieldKind.QUANTITY})


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionTable:
    """One table of actions.

    Attributes:
        above: the axis that a line above its headings names.
        shared: places of the amounts that several lines have in common, by line and column.
        filled: places of the other cells that several lines have in common, and how they are named.
        whole: line of the action that a line goes on with, where its title is one cell over several lines.
        wide: lines that hold one cell over several columns.
        is_labelled: True for one action, whose labels stand beside what they name.
        is_turned: True for actions in columns, whose lines are those of their columns, from the left.
    """

    sheet: Sheet
    layout: WorksheetLayout
    rows: tuple[Row, ...]
    above: tuple[str, ...] = ()
    shared: Mapping[Place, str] = field(default_factory=dict)
    filled: Mapping[Place, str] = field(default_factory=dict)
    whole: Mapping[int, int] = field(default_factory=dict)
    wide: frozenset[int] = frozenset()
    is_labelled: bool = False
    is_turned: bool = False

    @property
    def headings(self) -> dict[str, str]:
        """Heading of each column, by what it holds."""
        return {code: self.layout.headings[place] for place, code in self.layout.columns.items()}


def find_tables(sheet: Sheet, known: Mapping[str, str], least: int = LEAST_HEADINGS) -> list[ActionTable]:
    """Return the tables of actions of a sheet, in order; its rows are read here.

    `known`: what each heading stands for, folded. `least`: fields that its headings name, that of the title among them.
    """
    rows = with_titles_above(with_values_below(list(sheet.rows), known), known)
    turned = _transposed_table(sheet, rows, known)
    if turned is not None:
        return [turned]
    for lines in (rows, with_title_heading(rows, known)):
        tables = [table for part in _side_by_side(lines, known) for table in _tables_of(sheet, part, known, least)]
        if tables:
            return tables
    return []


def _side_by_side(rows: Sequence[Row], known: Mapping[str, str]) -> list[Sequence[Row]]:
    """The rows of each of the tables that stand beside one another, whose headings come again; all of them for one."""
    layout = max(find_layouts(rows, known), key=lambda layout: layout.score, default=None)
    titles = (
        [place for place, heading in layout.headings.items() if code_of(heading, known) == "title"]
        if layout and layout.repeated
        else []
    )
    if layout is None or len(titles) < 2 or not set(titles[1:]) <= layout.repeated.keys():
        return [rows]
    cut = min(place for place in layout.repeated if place > titles[0])
    left = [Row(row.line, row.cells[:cut]) for row in rows]
    right = [Row(row.line, [*[None] * cut, *row.cells[cut:]]) for row in rows]
    are_two = all(find_layouts(part, known) for part in (left, right))
    return [left, *_side_by_side(right, known)] if are_two else [rows]


def _transposed_table(sheet: Sheet, rows: Sequence[Row], known: Mapping[str, str]) -> ActionTable | None:
    """A table whose actions stand in columns, its labels in the first one; its lines are then counted from the left."""
    filled = [(texts, row) for row in rows if (texts := _non_empty_cells(row))]
    labelled = [(texts, row) for texts, row in filled if code_of(next(iter(texts.values())), known)]
    if len(labelled) < LEAST_LABELS:
        return None
    place = min(next(iter(texts)) for texts, _row in labelled)
    layout = layout_of(Row(0, [texts.get(place) for texts, _row in labelled]), known)
    title = next((labelled[rank][0] for rank, code in layout.columns.items() if code == "title"), {})
    others = [(other, text) for texts, _row in labelled for other, text in texts.items() if other != place]
    labels = sum(bool(code_of(text, known)) for _other, text in others)
    is_turned = len(title) >= _WIDE and {other for other, _text in others} < title.keys() | {place}
    if layout.score < LEAST_LABELS or not is_turned or labels * 4 > len(others):
        return None
    columns = [[row.cells[other] if other < len(row.cells) else None for _texts, row in labelled] for other in title]
    lines = tuple(Row(other + 1, cells) for other, cells in zip(title, columns, strict=True) if other != place)
    plain = replace(sheet, faults=(), merged=(), hidden_rows=frozenset(), hidden_columns=frozenset())
    return ActionTable(sheet=plain, layout=layout, rows=lines, is_turned=True)


def _non_empty_cells(row: Row) -> dict[int, str]:
    return {place: text for place, cell in enumerate(row.cells) if (text := visible_text(cell))}


def _tables_of(sheet: Sheet, rows: Sequence[Row], known: Mapping[str, str], least: int) -> list[ActionTable]:
    """The tables of actions of a sheet, or of one side of it, one below the other."""
    layouts = find_layouts(rows, known, least)
    if not layouts or max(layout.score for layout in layouts) <= LEAST_LABELS:
        actions = _labelled_tables(sheet, rows, known)
        if actions or not layouts:
            return actions
    tables = _labelled_tables(sheet, _outside_tables(rows, layouts), known)
    layouts = [under_wide_headings(layout, rows, sheet.merged, known) for layout in layouts]
    starts = [layout.line for layout in layouts]
    for rank, layout in enumerate(layouts):
        end = starts[rank + 1] if rank + 1 < len(starts) else None
        own = [row for row in rows if row.line > layout.line and (end is None or row.line < end)]
        before = [row for row in rows if row.line < layout.line and (rank == 0 or row.line > starts[rank - 1])]
        if end is not None:
            own = own[: len(own) - len(_banner(own))]
        own, headings = _under_headings(own, layout)
        layout, own = with_ticked_columns(layout, own, known)
        table = _with_merged(sheet, layout, own, above=_axis_above(_banner(before)))
        tables.append(replace(table, wide=table.wide | headings))
    return tables


def _labelled_tables(sheet: Sheet, rows: Sequence[Row], known: Mapping[str, str]) -> list[ActionTable]:
    """A table of one line for each action whose labels stand beside what they name."""
    plain, tables = replace(sheet, faults=(), merged=()), []
    for action in labelled_actions(rows, known):
        layout, row = action.read(known)
        tables.append(ActionTable(sheet=plain, layout=layout, rows=(row,), above=action.above, is_labelled=True))
    return tables


def _outside_tables(rows: Sequence[Row], layouts: Sequence[WorksheetLayout]) -> list[Row]:
    """The rows of a document that stand in no table: those above it, and from the next heading on."""
    starts, is_inside = {layout.line for layout in layouts}, False
    outside = []
    for row in rows if any(map(_is_heading, rows)) else ():
        is_axis_line = len(row.cells) == 1 and is_axis(visible_text(row.cells[0]))
        is_inside = row.line in starts or (is_inside and not _is_heading(row) and not is_axis_line)
        outside += [] if is_inside else [row]
    return outside


def _is_heading(row: Row) -> bool:
    return len(row.cells) == 2 and row.cells[0] == TITLE


def _under_headings(rows: Sequence[Row], layout: WorksheetLayout) -> tuple[list[Row], frozenset[int]]:
    """The rows of a table of a document: its headings are axes, and what follows in fewer columns is another table."""
    if len(layout.columns) <= 2:
        return list(rows), frozenset()
    starts = [rank for rank, row in enumerate(rows) if _is_heading(row)]
    own, lines = list(rows[: starts[0]] if starts else rows), set[int]()
    for start, end in zip(starts, [*starts, len(rows)][1:], strict=True):
        part = rows[start + 1 : end]
        if any(sum(bool(visible_text(cell)) for cell in row.cells) > 2 for row in part):
            own += [Row(rows[start].line, [visible_text(rows[start].cells[1])]), *part]
            lines.add(rows[start].line)
    return own, frozenset(lines)


def _banner(rows: Sequence[Row]) -> list[Row]:
    """The last lines before headings that hold a single text."""
    banner: list[Row] = []
    for row in reversed(rows):
        if sum(bool(visible_text(cell)) for cell in row.cells) != 1:
            break
        banner.insert(0, row)
    return banner


def _axis_above(banner: Sequence[Row]) -> tuple[str, ...]:
    texts = [text for row in banner for cell in row.cells if (text := visible_text(cell)) and is_axis(text)]
    above: tuple[str, ...] = ()
    for text in texts:
        above = under_axis(above, text)
    return above


def _with_merged(sheet: Sheet, layout: WorksheetLayout, rows: Sequence[Row], *, above: tuple[str, ...]) -> ActionTable:
    """A table whose cells that are one say the same on each of their lines, amounts excepted."""
    by_line = {row.line: list(row.cells) for row in rows}
    shared: dict[Place, str] = {}
    filled: dict[Place, str] = {}
    whole: dict[int, int] = {}
    wide = set()
    for first, last in sheet.merged:
        code = layout.columns.get(first[1] - 1)
        if first[0] in by_line and first[0] == last[0] and last[1] - first[1] + 1 >= _WIDE:
            wide.add(first[0])
        if code is None or first[0] not in by_line or first[0] == last[0]:
            continue
        place = ":".join(f"{column_letters(column)}{line}" for line, column in (first, last))
        lines = [line for line in range(first[0], min(last[0], max(by_line)) + 1) if line in by_line]
        if code == "title":
            whole.update(dict.fromkeys(lines[1:], first[0]))
        if code.startswith("amount") or (code in BY_CODE and BY_CODE[code].kind in _NEVER_SHARED):
            shared.update({(line, first[1]): place for line in lines})
            continue
        for line in lines[1:]:
            _fill(by_line[line], first[1] - 1, by_line[first[0]][first[1] - 1])
        if code not in {*AXES, "title"}:
            filled[first] = place
    merged = tuple(Row(row.line, by_line[row.line]) for row in rows)
    # a title over several lines is one action, whose amounts are its own
    shared = {place: cells for place, cells in shared.items() if place[0] not in {*whole, *whole.values()}}
    return ActionTable(
        sheet=sheet,
        layout=layout,
        rows=merged,
        above=above,
        shared=shared,
        filled=filled,
        whole=whole,
        wide=frozenset(wide),
    )


def _fill(cells: list[CellValue], place: int, value: CellValue) -> None:
    cells += [None] * (place + 1 - len(cells))
    if cells[place] is None:
        cells[place] = value


def lone_text(row: Row, table: ActionTable) -> tuple[str, str]:
    """Return the only text of a line and what it is: `axis`, `note`, or empty for a line of data.

    A text alone in the column of titles is an action, except one that is called otherwise.
    """
    cells = [(place, text) for place, cell in enumerate(row.cells) if (text := visible_text(cell))]
    if len(cells) != 1:
        return "", ""
    place, text = cells[0]
    code = table.layout.columns.get(place)
    if is_axis(text) or row.line in table.wide:
        return text, "axis"
    if code in AXES:
        return (text, "note") if _NOTE.match(text) else ("", "")
    if code == PART or (code == "title" and not _NOTE.match(text)):
        return "", ""
    return (text, "note") if _NOTE.match(text) or code is None or code == "title" else ("", "")


def without_columns(table: ActionTable, places: frozenset[int]) -> ActionTable:
    """Return a table without some of its columns, counted from 0."""
    columns = {place: code for place, code in table.layout.columns.items() if place not in places}
    return replace(table, layout=replace(table.layout, columns=columns))


def joined_lines(table: ActionTable) -> list[tuple[int, dict[str, CellValue]]]:
    """Return what each line says in each column; the lines of one title are one, funders after funders.

    A line that only tells funders, amounts, steps or long texts goes on with the action above.
    """
    lines: list[tuple[int, dict[str, CellValue]]] = []
    for row in table.rows:
        texts = cell_texts(row, table.layout)
        if lines and texts and PART not in texts and (row.line in table.whole or _goes_on(texts)):
            _join(lines[-1][1], texts)
        else:
            lines.append((row.line, texts))
    return lines


def _goes_on(texts: Mapping[str, CellValue]) -> bool:
    fields = (BY_CODE.get(code) for code in texts if code != STEPS and not _FUNDING.fullmatch(code))
    return all(field is not None and field.kind in LONG_KINDS for field in fields)


def _join(cells: dict[str, CellValue], more: Mapping[str, CellValue]) -> None:
    """Add what another line of an action says."""
    above = max((int(match[2]) for code in cells if (match := _FUNDING.fullmatch(code))), default=0)
    for code, value in more.items():
        if match := _FUNDING.fullmatch(code):
            cells[f"{match[1]}{above + int(match[2])}"] = value
        elif code not in cells:
            cells[code] = value
        elif visible_text(cells[code]) != visible_text(value):
            cells[code] = f"{visible_text(cells[code])}\n{visible_text(value)}"
