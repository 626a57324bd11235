"""Classes of two classifications that hold the same segments: their crossings, and the best sets of disjoint ones."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from autan.coding.textometry.core.reinert.tables import Flags, Integers

_MOST_STEPS = 300_000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ClassCrossing:
    """The segments that a class of one classification and a class of another both hold.

    Attributes:
        first: address of the class in the first classification: number of classes, and number of the class.
        members: for each segment, whether it is in both.
        chi2: signed chi-squared of the two memberships, with Yates's correction.
    """

    first: tuple[int, int]
    second: tuple[int, int]
    members: Flags
    chi2: float

    @property
    def size(self) -> int:
        """Number of segments in both."""
        return int(np.count_nonzero(self.members))


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossingSet:
    """Crossings that share no segment; `is_best_known` when every set was weighed, and not when there were too many."""

    places: tuple[int, ...]
    chi2: float
    size: int
    is_best_known: bool


def signed_chi2(both: int, first: int, second: int, total: int) -> float:
    """Association of two memberships, with Yates's correction; negative when fewer are in both than expected.

    `first` and `second` count the members of each class, `both` those of the two, `total` the segments in all. Returns
    the chi-squared; 0 when a class holds nothing or everything.

    >>> round(signed_chi2(45, 121, 257, 1213), 8)
    19.56278848
    """
    margins = first * (total - first) * second * (total - second)
    if not margins:
        return 0.0
    gap = both * (total - first - second + both) - (first - both) * (second - both)
    corrected = max(abs(gap) - total / 2, 0.0)
    return float(total * corrected**2 / margins) * (-1 if gap < 0 else 1)


def distinct_classes(levels: Sequence[Integers]) -> dict[tuple[int, int], Flags]:
    """Classes of every level of a classification by their address; those that hold the same segments once."""
    distinct: dict[bytes, tuple[tuple[int, int], Flags]] = {}
    for rank, classes in enumerate(levels):
        for number in range(1, int(classes.max(initial=0)) + 1):
            members = classes == number
            distinct.setdefault(members.tobytes(), ((rank + 2, number), members))
    return dict(distinct.values())


def cross_classes(
    first: Sequence[Integers], second: Sequence[Integers], *, min_members: int, min_chi2: float
) -> tuple[ClassCrossing, ...]:
    """Cross every class of every level of two classifications of the same segments.

    Args:
        first: classes of each segment, at 2, 3, ... classes; 0 for none.
        second: the same of the other classification.
        min_members: a crossing is kept when it holds more segments than this.
        min_chi2: and when its signed chi-squared is above this.

    Returns:
        The crossings kept, each set of segments once (the one of highest chi-squared), from the highest chi-squared.
    """
    total = len(first[0]) if first else 0
    crossings: dict[bytes, ClassCrossing] = {}
    for address, rows in distinct_classes(first).items():
        for other, columns in distinct_classes(second).items():
            members = rows & columns
            both = int(np.count_nonzero(members))
            chi2 = signed_chi2(both, int(np.count_nonzero(rows)), int(np.count_nonzero(columns)), total)
            if both > min_members and chi2 > min_chi2:
                crossing = ClassCrossing(first=address, second=other, members=members, chi2=chi2)
                known = crossings.get(members.tobytes())
                if known is None or chi2 > known.chi2:
                    crossings[members.tobytes()] = crossing
    return tuple(sorted(crossings.values(), key=lambda crossing: (-crossing.chi2, crossing.first, crossing.second)))


def mutually_best(crossings: Sequence[ClassCrossing]) -> tuple[ClassCrossing, ...]:
    """Keep the crossings whose chi-squared is the highest of both their classes."""

    def best(address: Callable[[ClassCrossing], tuple[int, int]]) -> dict[tuple[int, int], float]:
        highest: dict[tuple[int, int], float] = {}
        for crossing in crossings:
            highest[address(crossing)] = max(crossing.chi2, highest.get(address(crossing), crossing.chi2))
        return highest

    by_first, by_second = best(lambda crossing: crossing.first), best(lambda crossing: crossing.second)
    return tuple(c for c in crossings if c.chi2 == by_first[c.first] == by_second[c.second])


def best_set(
    crossings: Sequence[ClassCrossing], count: int, *, by_size: bool = False, max_steps: int = _MOST_STEPS
) -> CrossingSet | None:
    """Find the set of `count` crossings that share no segment and weigh most.

    Every set is weighed, those that cannot beat the best so far left aside at once (branch and bound). Ties are
    resolved by the other weight, then by order.

    `by_size` weighs by the segments held instead of the sum of chi-squared; after `max_steps` partial sets, the search
    stops with the best it has. Returns the best set; None when so many crossings never share no segment.
    """
    weights = [(crossing.chi2, float(crossing.size)) for crossing in crossings]
    if by_size:
        weights = [(size, chi2) for chi2, size in weights]
    order = sorted(range(len(crossings)), key=lambda place: (-weights[place][0], -weights[place][1], place))
    search = _Search([weights[place] for place in order], _disjoint([crossings[place] for place in order]), max_steps)
    search.extend((), (1 << len(order)) - 1, count, (0.0, 0.0))
    if search.best is None:
        return None
    places = tuple(sorted(order[rank] for rank in search.best))
    return CrossingSet(
        places=places,
        chi2=sum(crossings[place].chi2 for place in places),
        size=sum(crossings[place].size for place in places),
        is_best_known=search.steps <= max_steps,
    )


def _disjoint(crossings: Sequence[ClassCrossing]) -> list[int]:
    """For each crossing, a number whose bits are those after it that share no segment with it."""
    if not crossings:
        return []
    members = np.array([crossing.members for crossing in crossings], dtype=np.float64)
    is_apart = np.triu(members @ members.T == 0, k=1)
    return [sum(1 << int(place) for place in np.flatnonzero(row)) for row in is_apart]


class _Search:
    """Sets of disjoint crossings, the heaviest first."""

    def __init__(self, weights: Sequence[tuple[float, float]], apart: Sequence[int], max_steps: int) -> None:
        self.weights, self.apart, self.max_steps = weights, apart, max_steps
        self.best: tuple[int, ...] | None = None
        self.weight = (0.0, 0.0)
        self.steps = 0

    def extend(self, taken: tuple[int, ...], open_places: int, missing: int, weight: tuple[float, float]) -> None:
        """Add `missing` more crossings to a set, among those still open, from the heaviest."""
        if not missing:
            if self.best is None or weight > self.weight:
                self.best, self.weight = taken, weight
            return
        for place in _bits(open_places):
            self.steps += 1
            reach = weight[0] + missing * self.weights[place][0]  # those that follow weigh no more
            if self.steps > self.max_steps or (self.best is not None and reach < self.weight[0]):
                return
            added = self.weights[place]
            self.extend(
                (*taken, place),
                open_places & self.apart[place],
                missing - 1,
                (weight[0] + added[0], weight[1] + added[1]),
            )


def _bits(number: int) -> Iterable[int]:
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest
