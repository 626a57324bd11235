"""Joins short segments, so that each row of the table holds enough forms."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np

from autan.textometry.core.reinert.tables import Integers


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
