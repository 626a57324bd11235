"""Segments: a text cut at about forty words where the punctuation allows, and short ones joined with their neighbours.

From each start, the places up to `size + window` words on are weighed: a strong mark near the wanted size is the best
cut. Source: the elementary contexts of Reinert (1990), weights in `docs/algorithms/reinert.md`.
"""

import re
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from autan.coding.textometry.core.reinert.tables import Integers

SIZE = 40
_WORD = re.compile(r"\S+")
_MARKS = {".": 6.0, "?": 6.0, "!": 6.0, "…": 6.0, ":": 5.0, ";": 4.0, ",": 1.0}
_NO_MARK = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSegment:
    """A stretch of a text."""

    document: int
    start: int
    end: int
    text: str


def cut_text(text: str, *, size: int = SIZE, window: int | None = None, document: int = 0) -> tuple[TextSegment, ...]:
    """Cut a text into segments that cover all its words.

    Args:
        text: words parted by blanks; a mark that stands alone is a word.
        size: words wanted in a segment, 1 at least.
        window: words that a segment may have beyond `size`; 0.4 times `size`, rounded down, when it is None.
        document: rank given to the segments.

    Returns the segments, in order; none for a text without a word.

    Raises ValueError: a size under 1, or a window under 0.

    >>> [segment.text for segment in cut_text("Cool ! Cool cool cool.", size=2)]
    ['Cool !', 'Cool cool', 'cool.']
    """
    beyond = size * 2 // 5 if window is None else window
    if size < 1 or beyond < 0:
        message = f"segments of {size} words and a window of {beyond}: 1 and 0 are the least"
        raise ValueError(message)
    words = list(_WORD.finditer(text))
    segments = []
    first = 0
    while first < len(words):
        after = first + _best_length(words[first : first + size + beyond + 1], size, beyond)
        start, end = words[first].start(), words[after - 1].end()
        segments.append(TextSegment(document=document, start=start, end=end, text=text[start:end]))
        first = after
    return tuple(segments)


def _best_length(ahead: list[re.Match[str]], size: int, window: int) -> int:
    """Words of the next segment, among the words ahead; all of them when they are no more than the most allowed."""
    if len(ahead) <= size + window:
        return len(ahead)
    places = range(1, size + window + 1)
    return max(places, key=lambda place: _MARKS.get(ahead[place - 1][0][-1], _NO_MARK) / (abs(place - size) + 1))


def cut_texts(texts: Iterable[str], *, size: int = SIZE, window: int | None = None) -> tuple[TextSegment, ...]:
    """Cut several texts; no segment spans two of them."""
    return tuple(
        segment
        for rank, text in enumerate(texts)
        for segment in cut_text(text, size=size, window=window, document=rank)
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SegmentGroups:
    """Segments joined with their neighbours of the same document.

    Attributes:
        first_segments: for each segment, rank of the first segment of its group, from 0.
        groups: for each segment, rank of its group, from 0.
        short: ranks of the groups that stay shorter than wanted, as their document holds no more.
    """

    first_segments: Integers
    groups: Integers
    short: tuple[int, ...]


def group_segments(sizes: Sequence[int], documents: Sequence[Hashable], *, min_size: int) -> SegmentGroups:
    """Join segments in order until each group holds enough forms.

    A segment that is too short takes in the next ones of its document; when none is left, its group joins the one
    before it in the same document, if there is one. Sizes are added: a form that two segments hold counts twice.

    Args:
        sizes: different forms of each segment, in the order of the texts.
        documents: document of each segment; those of one document follow each other.
        min_size: forms that a group should hold; 0 or 1 joins nothing.

    >>> group_segments([3, 2, 1, 4, 5, 1, 3], "aaaaaaa", min_size=3).first_segments.tolist()
    [0, 1, 1, 3, 4, 5, 5]
    """
    ranges: list[tuple[int, int]] = []
    start, size = 0, 0
    for rank, own in enumerate(sizes):
        size += own
        is_last = rank + 1 == len(sizes) or documents[rank + 1] != documents[rank]
        if size >= min_size or is_last:
            has_neighbour = bool(ranges) and documents[ranges[-1][0]] == documents[start]
            if size < min_size and has_neighbour:
                start = ranges.pop()[0]
            ranges.append((start, rank + 1))
            start, size = rank + 1, 0
    return _groups(ranges, sizes, min_size)


def _groups(ranges: list[tuple[int, int]], sizes: Sequence[int], min_size: int) -> SegmentGroups:
    lengths = [end - start for start, end in ranges]
    return SegmentGroups(
        first_segments=np.repeat(np.array([start for start, _ in ranges], dtype=np.int64), lengths),
        groups=np.repeat(np.arange(len(ranges)), lengths),
        short=tuple(rank for rank, (start, end) in enumerate(ranges) if sum(sizes[start:end]) < min_size),
    )
