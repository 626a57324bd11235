"""Parses Markdown, with the marks of a living text as words of their own and the place of each kept."""

from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.tree import SyntaxTreeNode

from autan.publishing.living_text.core.document import Place
from autan.publishing.living_text.importers.sections import read_table_block

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
