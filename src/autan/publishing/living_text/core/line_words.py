"""A line of a living text in plain words, its figures printed: for a slide, a title, a search."""

import re
from collections.abc import Callable, Sequence

from autan.publishing.living_text.core.document import FigureMark, Inline, TableBlock, words_of

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
