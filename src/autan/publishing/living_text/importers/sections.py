"""Cuts a living text into its head, its summary and its chapters, to say which of them a new version changes."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.tree import SyntaxTreeNode

from autan.ground.wordings import Sentence, Text
from autan.publishing.living_text.core.document import ColumnAlignment, Place

HEAD = Sentence("En-tête : titres, chiffres, graphiques, cartes")
SUMMARY = Sentence("Résumé")
ORDER = Sentence("Ordre des chapitres")
_FENCE = "---"
_CHAPTER = "# "
_LONGEST_KEY = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSection:
    """One part of a living text.

    Attributes:
        key: tells it from the others: its title, and its rank among those of the same title.
        line: its first line in the file, counted from 1.
    """

    key: str
    title: Text
    line: int
    text: str

    @property
    def version(self) -> str:
        """Tells this wording of the part from another."""
        return version_of(self.text)


def version_of(text: str) -> str:
    """Return a short hash of the text of a part, without the blank lines around it."""
    return hashlib.sha256(text.strip().encode()).hexdigest()[:16]


def join_sections(texts: Sequence[str]) -> str:
    """Return the text that some parts make, in their order."""
    return "\n\n".join(text.strip() for text in texts if text.strip()) + "\n"


def split_sections(source: str) -> tuple[TextSection, ...]:
    """Return the parts of a text that was read without a fault, in its order: head, summary, then each chapter."""
    lines = source.replace("\r\n", "\n").split("\n")
    end_of_head = next(number for number, line in enumerate(lines) if number and line.rstrip() == _FENCE)
    starts = [0, end_of_head + 1]
    starts += [number for number, line in enumerate(lines) if number > end_of_head and line.startswith(_CHAPTER)]
    sections: list[TextSection] = []
    for rank, (start, end) in enumerate(zip(starts, [*starts[1:], len(lines)], strict=True)):
        title = (HEAD, SUMMARY)[rank] if rank < 2 else Text(lines[start][2:].strip(), lines[start][2:].strip())
        same = sum(section.title == title for section in sections)
        text = "\n".join(lines[start:end]).strip()
        sections.append(TextSection(key=f"{title.fr[:_LONGEST_KEY]}/{same}", title=title, line=start + 1, text=text))
    return tuple(sections)


def with_order(sections: Sequence[TextSection], before: Sequence[TextSection] = ()) -> tuple[TextSection, ...]:
    """Return the parts of a text, those of the version before that it no longer holds (empty), and their order.

    A part that is gone and a change of order are changes of the text as any other; without these two, a version that
    only removes or moves chapters would seem to change nothing.
    """
    keys = {section.key for section in sections}
    removed = [replace(section, text="") for section in before if section.key not in keys]
    titles = "\n".join(section.title.fr for section in sections[2:])
    return (*sections, *removed, TextSection(key="order", title=ORDER, line=1, text=titles))


MOST_COLUMNS, MOST_ROWS = 12, 60
_BAR = "|"
_CAPTION = re.compile(r"(?:tableau|table)\s*:\s*", re.IGNORECASE)
_BARS = re.compile(r"\{\{(?:(?!\{\{).)*?\}\}|\[@(?:(?!\[@).)*?\]|\\.|(\|)")
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


MARK, CITATION = "mark", "citation"
_MARKS = (("{{", "}}", MARK), ("[@", "]", CITATION))


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkdownBlock:
    """A block of text as the parser sees it, and the means to find its place in the file.

    Attributes:
        inline: the node that holds the text, without its margins.
        first_line: line of the file where the parsed text begins.
    """

    inline: SyntaxTreeNode
    first_line: int
    file_lines: Sequence[str]

    def place(self, offset: int = 0) -> Place:
        """Find where an offset of the block lies in the file: the block has lost its margins, not the file."""
        before = self.inline.content[:offset].split("\n")
        line = self.first_line + start_of(self.inline) + len(before) - 1
        row = self.inline.meta.get("row") or self.inline.content.split("\n")[len(before) - 1]
        margin = self.file_lines[line - 1].find(row) if line <= len(self.file_lines) else 0
        start = self.inline.meta.get("start", 0)  # of a cell in its row
        return Place(line=line, column=max(margin, 0) + start + len(before[-1]) + 1)


def parse_markdown(text: str) -> Sequence[SyntaxTreeNode]:
    """Parse a text into the nodes of its blocks; the marks come as nodes `mark` and `citation`."""
    parser = MarkdownIt("commonmark")
    parser.inline.ruler.before("link", "living_text_marks", _read_mark)
    parser.block.ruler.before(
        "reference", "living_text_tables", read_table_block, {"alt": ["paragraph", "reference", "blockquote"]}
    )
    return SyntaxTreeNode(parser.parse(text)).children


def start_of(node: SyntaxTreeNode) -> int:
    """Line of the parsed text where a node begins, counted from 0."""
    return node.map[0] if node.map else 0


def _read_mark(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the signature of a rule of markdown-it
    """Take a mark whole, before the rules of Markdown see what it holds; an unclosed one runs to the end."""
    for start, end, kind in _MARKS:
        if state.src.startswith(start, state.pos):
            _take(state, start, end, "" if silent else kind)
            return True
    return False


def _take(state: StateInline, start: str, end: str, kind: str) -> None:
    stop = state.src.find(end, state.pos, state.posMax)
    is_closed = stop >= 0
    if kind:
        token = state.push(kind, "", 0)
        token.content = state.src[state.pos + len(start) : stop if is_closed else state.posMax]
        token.meta = {"start": state.pos, "end": end, "is_closed": is_closed}
    state.pos = stop + len(end) if is_closed else state.posMax
