"""The tree of a living text: what the author wrote, before any figure is looked up or any page is drawn.

Both renderers (HTML and PDF) walk this same tree, so that a page and a print never say two things.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from autan.evidence.figures.core.sources import EvidenceRef
from autan.publishing.living_text.core.claims import Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Place in the file of the author: line and column, both counted from 1."""

    line: int
    column: int


class Form(StrEnum):
    """Parts of a figure that a mark may print."""

    FULL = "full"  # number and unit
    NUMBER = "number"  # number alone, when the unit is said by the sentence
    COVERAGE = "coverage"  # how many parts are known out of how many
    WRITTEN = "written"  # the words of the author, held to a claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Plain text."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Emphasis:
    """Text in italics, or in bold when `is_strong`."""

    children: tuple["Inline", ...]
    is_strong: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Text that leads to a web address (http or https only)."""

    children: tuple["Inline", ...]
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureMark:
    """A named figure printed in the text.

    Invariants: `written` and `claim` come together, and then `form` is WRITTEN.

    Attributes:
        written: words of the author, when they stand for the figure.
        reason: why the author keeps a claim that cannot be verified; printed in the annex. Empty when it must hold.
    """

    name: str
    place: Place
    form: Form = Form.FULL
    written: str = ""
    claim: Claim | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationMark:
    """One or several pieces of evidence that a sentence rests on.

    `cited`: what names each: the identifier of a fact, or a kind and a key (`lesson:isoler`).
    """

    cited: tuple[str, ...]
    place: Place


FACT = "fact"
"""Kind of the evidence that a citation names by its identifier alone."""


def cited_ref(cited: str) -> EvidenceRef:
    """Return the piece of evidence that a citation names.

    >>> cited_ref("S067").kind, cited_ref("action:colmar-1").key
    ('fact', 'colmar-1')
    """
    kind, separator, key = cited.partition(":")
    return EvidenceRef(kind=kind, key=key) if separator else EvidenceRef(kind=FACT, key=cited)


type Inline = Words | Emphasis | Link | FigureMark | CitationMark


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A title inside the text; `level` 1 opens a chapter; `anchor` is unique in the text."""

    level: int
    children: tuple[Inline, ...]
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextList:
    """A list, numbered when `is_ordered`; each item is made of blocks."""

    items: tuple[tuple["Block", ...], ...]
    is_ordered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A remark set apart from the text."""

    children: tuple["Block", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureStrip:
    """Key figures side by side, each with its label, period, coverage and state."""

    marks: tuple[FigureMark, ...]


class ColumnAlignment(StrEnum):
    """Alignments of a column."""

    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableBlock:
    """A table that the author typed.

    Invariants: the header and each row have one cell for each alignment.

    `rows`: cells of each row, the first of which names it.
    """

    caption: tuple[Inline, ...]
    alignments: tuple[ColumnAlignment, ...]
    header: tuple[tuple[Inline, ...], ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]

    @property
    def lines(self) -> tuple[tuple[Inline, ...], ...]:
        """Its caption and all its cells, in the order of reading."""
        return (self.caption, *self.header, *(cell for row in self.rows for cell in row))


class IllustrationKind(StrEnum):
    """Kinds of illustrations."""

    CHART = "chart"
    MAP = "map"


@dataclass(frozen=True, slots=True, kw_only=True)
class IllustrationMark:
    """A chart or a map of the table of the text, drawn here."""

    kind: IllustrationKind
    name: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureMark:
    """A picture of the table of the text, shown here."""

    name: str
    place: Place


type Block = Heading | Paragraph | TextList | Quote | TableBlock | FigureStrip | IllustrationMark | PictureMark
type Mark = FigureMark | CitationMark | IllustrationMark | PictureMark


def marks_of(blocks: tuple[Block, ...]) -> Iterator[Mark]:
    """Give every mark of some blocks, in the order of reading."""
    for block in blocks:
        match block:
            case IllustrationMark() | PictureMark():
                yield block
            case FigureStrip(marks=marks):
                yield from marks
            case TextList(items=items):
                for item in items:
                    yield from marks_of(item)
            case Quote(children=children):
                yield from marks_of(children)
            case _:
                yield from chain.from_iterable(map(inline_marks, lines_of(block)))


def lines_of(block: Heading | Paragraph | TableBlock) -> tuple[tuple[Inline, ...], ...]:
    """Return the lines of text of a block, in the order of reading."""
    return block.lines if isinstance(block, TableBlock) else (block.children,)


def inline_marks(children: tuple[Inline, ...]) -> Iterator[FigureMark | CitationMark]:
    """Give every mark of a line of text, in the order of reading."""
    for child in children:
        match child:
            case FigureMark() | CitationMark():
                yield child
            case Emphasis(children=inner) | Link(children=inner):
                yield from inline_marks(inner)
            case _:
                pass  # plain words


def words_of(children: Sequence[Inline], figure: Callable[[FigureMark], str], citation: str = "") -> Iterator[str]:
    """Give the words of a line, with what stands for each figure and, where it is not left out, for each citation."""
    for child in children:
        match child:
            case Words(text=text):
                yield text
            case Emphasis(children=inner) | Link(children=inner):
                yield from words_of(inner, figure, citation)
            case FigureMark():
                yield figure(child)
            case CitationMark() if citation:
                yield citation


def plain_text(children: tuple[Inline, ...]) -> str:
    """Return the words of a line without any mark: for an anchor, a bookmark, a contents line."""
    return "".join(words_of(children, lambda mark: mark.written))


_END = re.compile(r"(?<=[.!?…])\s+(?=[A-ZÀ-Ý«0-9])")

type Print = Callable[[FigureMark], str]
"""Takes the mark of a figure; gives what it prints."""


def line_words(children: Sequence[Inline], printed: Print) -> str:
    """Return the words of a line, without its citations."""
    return "".join(words_of(children, printed))


def line_sentences(children: Sequence[Inline], printed: Print) -> list[str]:
    """Return the sentences of a line, in order; none of an empty one."""
    return [sentence for sentence in _END.split(line_words(children, printed).strip()) if sentence]


_AROUND, _WIDEST, _ROOM = 3, 40, 90  # letters: the margins of a cell, the most that widen a column, those of a line


def column_shares(table: TableBlock, printed: Print) -> list[float]:
    """Return the share of the width of a table that each column takes; their sum is 1.

    Each has the room of its longest cell, or where this is too much for a line, that of its longest word and a part of
    what is left.
    """
    columns = zip(table.header, *table.rows, strict=True)
    texts = [[line_words(cell, printed) for cell in cells] for cells in columns]
    least = [max((len(word) for cell in cells for word in cell.split()), default=0) + _AROUND for cells in texts]
    wished = [max(low, min(max(map(len, cells)), _WIDEST) + _AROUND) for low, cells in zip(least, texts, strict=True)]
    more = [high - low for low, high in zip(least, wished, strict=True)]
    part = min(1, max(0, _ROOM - sum(least)) / max(1, sum(more)))
    widths = [low + part * extra for low, extra in zip(least, more, strict=True)]
    return [width / sum(widths) for width in widths]
