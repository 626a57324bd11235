"""Cuts a text into segments of about forty words, where the punctuation allows.

From each start, the places up to `size + window` words on are weighed: a strong mark near the wanted size is the best
cut. Source: the elementary contexts of Reinert (1990), weights in `docs/algorithms/reinert.md`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

SIZE = 40
_WORD = re.compile(r"\S+")
_MARKS = {".": 6.0, "?": 6.0, "!": 6.0, "…": 6.0, ":": 5.0, ";": 4.0, ",": 1.0}
_NO_MARK = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSegment:
    """A stretch of a text.

    Attributes:
        document: rank of the text among those that were cut, from 0.
        text: its words, as they stand in the text.
    """

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

    Returns:
        The segments, in order; none for a text without a word.

    Raises:
        ValueError: a size under 1, or a window under 0.

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
    """Cut several texts; no segment spans two of them.

    Args:
        texts: the texts, in order.
        size: see `cut_text`.
        window: see `cut_text`.
    """
    return tuple(
        segment
        for rank, text in enumerate(texts)
        for segment in cut_text(text, size=size, window=window, document=rank)
    )
