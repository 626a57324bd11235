"""Cuts a table written with bars into its caption, its rows and its cells, each with its place.

The form is that of Markdown, under a line that says what the table shows::

    Tableau : ce que montre le tableau
    | Colonne | Nombre |
    | --- | ---: |
    | Ligne | {{nom | form: number}} |

A bar inside a mark, or after a backslash, separates no cell.
"""

import re
from collections.abc import Iterator, Sequence

from markdown_it.rules_block import StateBlock
from markdown_it.tree import SyntaxTreeNode

from autan.ground.wordings import Sentence
from autan.publishing.living_text.core.document import ColumnAlignment

MOST_COLUMNS, MOST_ROWS = 12, 60
_BAR = "|"
_CAPTION = re.compile(r"(?:tableau|table)\s*:\s*", re.IGNORECASE)
_BARS = re.compile(r"\{\{.*?\}\}|\[@.*?\]|\\.|(\|)")
_RULE = re.compile(r"(:?)-+(:?)")
_ALIGNMENTS = {"": ColumnAlignment.LEFT, ":": ColumnAlignment.RIGHT}


def read_table_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - a rule of markdown-it
    """Take the lines of a table: a node `table` that holds a line of text for its caption, then nodes `tr` of cells."""
    match = _CAPTION.match(_line(state, start))
    first = start + 1 if match else start
    if match and first < end and state.isEmpty(first):
        first += 1
    if not _is_row(state, first, end) or state.is_code_block(start):
        return False
    if silent:
        return True
    last = next(number for number in range(first, end + 1) if not _is_row(state, number, end))
    state.push("table_open", "table", 1).map = [start, last]
    caption = _line(state, start) if match else ""
    _push_cell(state, start, caption, match.end() if match else 0, len(caption))
    for number in range(first, last):
        state.push("tr_open", "tr", 1).map = [number, number + 1]
        row = _line(state, number)
        for begins, ends in _cells(row):
            _push_cell(state, number, row, begins, ends)
        state.push("tr_close", "tr", -1)
    state.push("table_close", "table", -1)
    state.line = last
    return True


def alignments_of(row: SyntaxTreeNode) -> tuple[ColumnAlignment, ...]:
    """Alignment of each column, told by the row under the header; empty when the row is not such a one."""
    matches = [_RULE.fullmatch(cell.content) for cell in row.children]
    if not all(matches):
        return ()
    return tuple(
        ColumnAlignment.CENTRE if match[1] and match[2] else _ALIGNMENTS[match[2]] for match in matches if match
    )


def faults_of(rows: Sequence[SyntaxTreeNode]) -> Iterator[tuple[int, str]]:
    """Give what a table lacks: the rank of the row at fault, and what was expected there."""
    columns = len(rows[0].children)
    if alignments_of(rows[0]) or not any(cell.content for cell in rows[0].children):
        yield 0, Sentence("une première ligne qui nomme les colonnes")
    elif len(rows) < 2 or not alignments_of(rows[1]):
        yield (
            min(1, len(rows) - 1),
            Sentence("sous l’en-tête, la ligne de séparation |{value}", value=" --- |" * columns),
        )
    elif len(rows) < 3:
        yield 1, Sentence("au moins une ligne sous la séparation")
    if columns > MOST_COLUMNS:
        yield (
            0,
            Sentence(
                "{most_columns} colonnes au plus ; il y en a {columns}", most_columns=MOST_COLUMNS, columns=columns
            ),
        )
    if len(rows) - 2 > MOST_ROWS:
        yield (
            MOST_ROWS + 2,
            Sentence(
                "{most_rows} lignes au plus sous l’en-tête ; il y en a {count}",
                most_rows=MOST_ROWS,
                count=len(rows) - 2,
            ),
        )
    for rank, row in enumerate(rows):
        if len(row.children) != columns:
            number = len(row.children)
            yield (
                rank,
                Sentence(
                    "autant de cellules que l’en-tête, {columns} ; il y en a {number} (une barre s’écrit « \\| »)",
                    columns=columns,
                    number=number,
                ),
            )


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]].rstrip()


def _is_row(state: StateBlock, number: int, end: int) -> bool:
    return number < end and state.sCount[number] >= state.blkIndent and _line(state, number).startswith(_BAR)


def _cells(row: str) -> Iterator[tuple[int, int]]:
    """Yield the bounds of the words of each cell of a row."""
    bars = [match.start() for match in _BARS.finditer(row) if match[1]]
    # a row may do without its last bar
    stops = bars[1:] if bars[-1] == len(row) - 1 else [*bars[1:], len(row)]
    for bar, stop in zip(bars, stops, strict=False):
        inside = row[bar + 1 : stop]
        begins = bar + 1 + len(inside) - len(inside.lstrip())
        yield begins, max(begins, bar + 1 + len(inside.rstrip()))


def _push_cell(state: StateBlock, number: int, row: str, begins: int, ends: int) -> None:
    token = state.push("inline", "", 0)
    token.content, token.map, token.children = row[begins:ends], [number, number + 1], []
    token.meta = {"row": row, "start": begins}
