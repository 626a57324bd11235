"""Cuts of values into classes: natural breaks, quantiles, equal intervals, or chosen limits.

Four ways: classes of like size (quantiles), natural breaks (Fisher and Jenks, exact), intervals of one width, breaks
that a person gives. Values that cross zero get a diverging scale: no class holds both signs. The ways are explained in
`docs/algorithms/classification.md`.
"""

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from autan.evidence.figures.core.charts import MapClass
from autan.ground.errors import DomainError
from autan.ground.texts.core.labelled import Labelled
from autan.ground.wordings import Sentence

FEWEST, MOST = 3, 7


class ClassificationMethod(Labelled):
    """How values are cut."""

    JENKS = "jenks", "seuils naturels (Jenks)", "natural breaks (Jenks)"
    QUANTILES = "quantiles", "effectifs égaux (quantiles)", "classes of like size (quantiles)"
    EQUAL = "equal", "intervalles égaux", "equal intervals"
    MANUAL = "manual", "seuils choisis", "chosen breaks"


class ClassificationError(DomainError):
    """A cut into classes was asked for that cannot be made.

    `reason`: what is wrong, in French, for the person who chose.
    """

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def cut_into_classes(
    values: Sequence[float], method: ClassificationMethod, count: int, *, breaks: Sequence[float] = ()
) -> tuple[MapClass, ...]:
    """Cut values into classes, from the lowest to the highest.

    A class holds the values above its low end, up to its high end included; the first holds its low end too. Equal
    values share a class. Where values are on both sides of zero, each side is cut apart, in classes whose number is in
    proportion to its values, and tones are negative below zero.

    Args:
        values: known values, in any order and one unit; at least one.
        method: how to cut.
        count: classes wanted, 3 to 7; fewer are made when there are fewer distinct values. Not used with `MANUAL`.
        breaks: upper ends of all classes but the last, rising; for `MANUAL` alone. Zero is added where values cross it.

    Returns classes with their ends, how many values each holds and its tone (its rank; signed on a diverging scale).

    Raises ClassificationError: no value, a number of classes out of bounds, or breaks that do not rise.

    >>> [(c.low, c.high, c.count) for c in cut_into_classes([1, 2, 3, 9, 10, 20, 21], ClassificationMethod.JENKS, 3)]
    [(1, 3, 3), (9, 10, 2), (20, 21, 2)]
    """
    ordered = sorted(values)
    _refuse_impossible(ordered, method, count, breaks)
    if method is ClassificationMethod.MANUAL:
        return _rank_classes(_classes_between(ordered, _ends_given(ordered, breaks)))
    if ordered[0] < 0 < ordered[-1]:
        return _cut_two_sides(ordered, method, count)
    return _rank_classes(cut_ordered(ordered, method, count))


def _refuse_impossible(
    ordered: Sequence[float], method: ClassificationMethod, count: int, breaks: Sequence[float]
) -> None:
    if not ordered:
        raise ClassificationError("aucune valeur connue à classer")
    if method is not ClassificationMethod.MANUAL and not FEWEST <= count <= MOST:
        message = Sentence("un nombre de classes de {fewest} à {most}", fewest=FEWEST, most=MOST)
        raise ClassificationError(message)
    if method is ClassificationMethod.MANUAL:
        rises = all(low < high for low, high in pairwise(breaks))
        if not 1 <= len(breaks) < MOST or not rises or not all(math.isfinite(end) for end in breaks):
            message = Sentence("d’un à {most} seuils, du plus petit au plus grand", most=MOST - 1)
            raise ClassificationError(message)


def _cut_two_sides(ordered: Sequence[float], method: ClassificationMethod, count: int) -> tuple[MapClass, ...]:
    below, above = [v for v in ordered if v < 0], [v for v in ordered if v >= 0]
    for_below = min(max(round(count * len(below) / len(ordered)), 1), count - 1)
    return _rank_classes([*cut_ordered(below, method, for_below), *cut_ordered(above, method, count - for_below)])


def cut_ordered(ordered: Sequence[float], method: ClassificationMethod, count: int) -> list[MapClass]:
    """Cut sorted values into classes of one scale, without their tones; see `cut_into_classes`."""
    if method is ClassificationMethod.EQUAL:
        return _classes_between(ordered, _equal_ends(ordered, count))
    find = natural_cuts if method is ClassificationMethod.JENKS else even_cuts
    cuts = find(ordered, min(count, len(set(ordered))))
    parts = [ordered[start:end] for start, end in zip([0, *cuts], [*cuts, len(ordered)], strict=True)]
    return [MapClass(low=part[0], high=part[-1], count=len(part)) for part in parts]


def _equal_ends(ordered: Sequence[float], count: int) -> list[float]:
    low, high = ordered[0], ordered[-1]
    if low == high:
        return [low, high]
    return [low + (high - low) * place / count for place in range(count)] + [high]


def _ends_given(ordered: Sequence[float], breaks: Sequence[float]) -> list[float]:
    ends = [*breaks]
    if ordered[0] < 0 < ordered[-1] and 0 not in ends:
        ends = sorted([*ends, 0])
    return [min(ordered[0], ends[0]), *ends, max(ordered[-1], ends[-1])]


def _classes_between(ordered: Sequence[float], ends: Sequence[float]) -> list[MapClass]:
    """Classes between the ends, the empty ones too: a legend shows that nobody is there."""
    array = np.asarray(ordered)
    places = np.searchsorted(np.asarray(ends[1:-1]), array, side="left")
    counts = np.bincount(places, minlength=len(ends) - 1)
    return [
        MapClass(low=low, high=high, count=int(number))
        for (low, high), number in zip(pairwise(ends), counts, strict=True)
    ]


def _rank_classes(classes: Sequence[MapClass]) -> tuple[MapClass, ...]:
    """Rank the classes; on both sides of zero, ranks are signed and grow away from it."""
    below = sum(part.high <= 0 and part.low < 0 for part in classes)
    is_diverging = below > 0 and classes[-1].high > 0
    shift = below if is_diverging else 0
    tones = [place - shift + (1 if is_diverging and place >= shift else 0) for place in range(len(classes))]
    return tuple(replace(part, tone=tone) for part, tone in zip(classes, tones, strict=True))


def even_cuts(ordered: Sequence[float], count: int) -> list[int]:
    """Where classes of like size begin, after the first; equal values are never parted.

    `count`: classes wanted, at most the number of distinct values, which are sorted.

    >>> even_cuts([1, 2, 2, 2, 3, 4], 3)
    [4, 5]
    """
    cuts: list[int] = []
    for place in range(1, count):
        cut = max(round(place * len(ordered) / count), cuts[-1] + 1 if cuts else 1)
        while cut < len(ordered) and ordered[cut] == ordered[cut - 1]:
            cut += 1
        if cut < len(ordered):
            cuts.append(cut)
    return cuts


def natural_cuts(ordered: Sequence[float], count: int) -> list[int]:
    """Where natural classes begin, after the first: the cut with the least sum of squares inside classes.

    Exact, by dynamic programming over the distinct values (Fisher 1958, "On grouping for maximum homogeneity"; Jenks
    1977 made it known to map makers). Equal values are never parted. Work grows as `count` times the square of the
    number of distinct values.

    Returns `count - 1` positions in the sorted values, rising; `count` is at most the number of distinct values.

    >>> natural_cuts([1, 2, 3, 9, 10, 20, 21], 3)
    [3, 5]
    """
    distinct, weights = np.unique(np.asarray(ordered, dtype=float), return_counts=True)
    sums = _Sums.of(distinct, weights)
    size = len(distinct)
    best = sums.spread(np.zeros(size, dtype=np.int64), np.arange(1, size + 1))
    origins: list[NDArray[np.int64]] = []
    for classes in range(1, count):
        best, starts = _one_more(best, sums, classes)
        origins.append(starts)
    cuts, end = [], size
    for starts in reversed(origins):
        end = int(starts[end - 1])
        cuts.append(end)
    places = np.concatenate([[0], np.cumsum(weights)])
    return [int(places[cut]) for cut in reversed(cuts)]


class _Sums:
    """Running sums of the values, shifted to their mean so that squares keep their digits."""

    def __init__(self, weight: NDArray[np.float64], first: NDArray[np.float64], second: NDArray[np.float64]) -> None:
        self.weight, self.first, self.second = weight, first, second

    @classmethod
    def of(cls, distinct: NDArray[np.float64], weights: NDArray[np.int64]) -> "_Sums":
        shifted = distinct - np.average(distinct, weights=weights)
        runs = [np.concatenate([[0.0], np.cumsum(weights * shifted**power)]) for power in (0, 1, 2)]
        return cls(*runs)

    def spread(self, start: NDArray[np.int64], end: NDArray[np.int64]) -> NDArray[np.float64]:
        """Sum of squared distances to the mean of the values from `start` up to `end`, `end` left out."""
        weight = self.weight[end] - self.weight[start]
        first = self.first[end] - self.first[start]
        deviations: NDArray[np.float64] = np.maximum(self.second[end] - self.second[start] - first**2 / weight, 0.0)
        return deviations


def _one_more(best: NDArray[np.float64], sums: _Sums, classes: int) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """From the best cuts into `classes` classes of every first part, those into one class more, and where it begins."""
    size = len(best)
    costs, starts = np.full(size, np.inf), np.zeros(size, dtype=np.int64)
    for end in range(classes + 1, size + 1):
        begins = np.arange(classes, end)
        options = best[begins - 1] + sums.spread(begins, np.full(len(begins), end))
        chosen = int(np.argmin(options))
        costs[end - 1], starts[end - 1] = options[chosen], begins[chosen]
    return costs, starts
