"""Tables for the tests of the classification: the published one, planted themes, and a plain check of a split."""

from itertools import combinations
from math import comb

import numpy as np

from autan.coding.textometry.core.reinert import SegmentTable
from autan.coding.textometry.core.reinert.tables import Flags, Integers, Submatrix, extract_class

PUBLISHED = np.array(
    [[int(cell) for cell in row] for row in ("11100", "00110", "10000", "11110", "11111", "10000", "11100")]
)
"""Seven segments, five forms: the test table of the literature on the method."""


def whole(values: object) -> Submatrix:
    """A whole table as one class."""
    table = SegmentTable.from_array(values)
    return extract_class(table, np.arange(len(table)), np.ones(len(table.forms), dtype=bool))


def flags(*rows: int, of: int) -> Flags:
    """True for these rows, counted from 1."""
    is_first = np.zeros(of, dtype=bool)
    is_first[[row - 1 for row in rows]] = True
    return is_first


def plain_chi2(values: np.ndarray, is_first: Flags) -> float:
    """Chi-squared of two sides, from the definition."""
    observed = np.array([values[is_first].sum(axis=0), values[~is_first].sum(axis=0)], dtype=float)
    expected = np.outer(observed.sum(axis=1), observed.sum(axis=0)) / observed.sum()
    return float(((observed - expected) ** 2 / expected).sum())


def planted_themes(
    segments: int, forms: int, *, density: float, themes: int, boost: float, seed: int
) -> tuple[SegmentTable, Integers]:
    """Segments that each speak of one theme, which uses its own forms `boost` times more; and their themes."""
    chance = np.random.default_rng(seed)
    theme = chance.integers(0, themes, segments)
    likely = np.where(np.arange(forms) % themes == np.arange(themes)[:, None], boost, 1.0)
    likely *= density / likely.mean()
    cells = [np.flatnonzero(chance.random(forms) < likely[own]) for own in theme]
    columns = np.concatenate(cells)
    table = SegmentTable(
        starts=np.concatenate([[0], np.cumsum([len(row) for row in cells])]),
        columns=columns,
        counts=np.ones(len(columns), dtype=np.int64),
        forms=tuple(str(rank) for rank in range(forms)),
    )
    return table, theme


def adjusted_rand(first: Integers, second: Integers) -> float:
    """Adjusted Rand index of two partitions (Hubert and Arabie 1985)."""
    crossed = np.unique(np.column_stack([first, second]), axis=0, return_counts=True)[1]
    sides = [np.unique(side, return_counts=True)[1] for side in (first, second)]
    pairs = sum(comb(int(count), 2) for count in crossed)
    by_side = [sum(comb(int(count), 2) for count in counts) for counts in sides]
    expected = by_side[0] * by_side[1] / comb(len(first), 2)
    return (pairs - expected) / (sum(by_side) / 2 - expected)


def same_partition(first: Integers, second: Integers) -> bool:
    """True when two lists of classes group the same segments, whatever the numbers."""
    return all((first[a] == first[b]) == (second[a] == second[b]) for a, b in combinations(range(len(first)), 2))
