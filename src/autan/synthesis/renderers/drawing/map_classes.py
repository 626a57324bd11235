"""Classes of a choropleth: where a series of ratios is cut, so that each class holds values that are alike."""

from collections.abc import Sequence
from dataclasses import dataclass

_MOST_FOR_BREAKS = 40
_FEW, _MANY = 8, 25


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueClass:
    """One class: its lowest and highest value, and how many values it holds."""

    low: float
    high: float
    count: int


def classify(values: Sequence[float]) -> list[ValueClass]:
    """Cut values into classes, from the lowest to the highest.

    Up to 40 values are cut at their natural breaks (Fisher 1958, exact: the cut with the least sum of squares inside
    classes); more are cut into classes of like size. Equal values always share a class.

    Args:
        values: known values, in any order.

    Returns:
        3 classes up to 8 distinct values, 4 up to 25, 5 above; never more classes than distinct values.

    >>> [(c.low, c.high, c.count) for c in classify([1, 2, 1.5, 9, 10, 20, 21])]
    [(1, 2, 3), (9, 10, 2), (20, 21, 2)]
    """
    ordered = sorted(values)
    distinct = len(set(ordered))
    wanted = min(3 if distinct <= _FEW else 4 if distinct <= _MANY else 5, distinct)
    if not wanted:
        return []
    cuts = _natural_cuts(ordered, wanted) if len(ordered) <= _MOST_FOR_BREAKS else _even_cuts(ordered, wanted)
    parts = [ordered[start:end] for start, end in zip([0, *cuts], [*cuts, len(ordered)], strict=True)]
    return [ValueClass(low=part[0], high=part[-1], count=len(part)) for part in parts if part]


def class_of(value: float, classes: Sequence[ValueClass]) -> int:
    """Return the position of the class that holds a value that was classified."""
    return next(place for place, part in enumerate(classes) if value <= part.high)


def _natural_cuts(ordered: Sequence[float], wanted: int) -> list[int]:
    """Starts of the classes after the first, by dynamic programming over the sorted values."""
    size = len(ordered)
    best = [[_spread(ordered, 0, end) for end in range(size + 1)]]
    origin: list[list[int]] = [[0] * (size + 1)]
    for _ in range(wanted - 1):
        costs, starts = [0.0] * (size + 1), [0] * (size + 1)
        for end in range(1, size + 1):
            options = [
                (best[-1][start] + _spread(ordered, start, end), start)
                for start in range(1, end)
                if ordered[start] != ordered[start - 1]
            ]
            costs[end], starts[end] = min(options, default=(best[-1][end], end))
        best.append(costs)
        origin.append(starts)
    cuts, end = [], size
    for starts in reversed(origin[1:]):
        end = starts[end]
        cuts.append(end)
    return cuts[::-1]


def _spread(ordered: Sequence[float], start: int, end: int) -> float:
    """Sum of squared distances to the mean of a run of values."""
    run = ordered[start:end]
    mean = sum(run) / len(run) if run else 0
    return sum((value - mean) ** 2 for value in run)


def _even_cuts(ordered: Sequence[float], wanted: int) -> list[int]:
    cuts = []
    for place in range(1, wanted):
        cut = round(place * len(ordered) / wanted)
        while cut < len(ordered) and ordered[cut] == ordered[cut - 1]:
            cut += 1
        cuts.append(cut)
    return sorted(set(cuts))
