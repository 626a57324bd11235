"""Where a number lies, ends included, and the arithmetic that closes over it.

Each function gives an interval that holds its result wherever the numbers lie inside the intervals that it is given.
The source of the rules is interval arithmetic (Moore, Kearfott and Cloud, *Introduction to Interval Analysis*, 2009,
chapters 2 and 5); a share is not a quotient of two intervals, for its part stands on both sides.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Self

from autan.ground.errors import DomainError


class IntervalError(DomainError):
    """Two ends that are not in order, or not numbers."""

    def __init__(self, low: float, high: float) -> None:
        self.low, self.high = low, high
        super().__init__(f"an interval needs two ends in order, got {low} and {high}")


@dataclass(frozen=True, slots=True)
class Interval:
    """Where a number lies; an end is infinite where nothing bounds it.

    Raises IntervalError: upside down, not a number, or without any finite number inside.
    """

    low: float = -math.inf
    high: float = math.inf

    def __post_init__(self) -> None:
        """Refuse what holds no number."""
        if not self.low <= self.high or self.low == math.inf or self.high == -math.inf:
            raise IntervalError(self.low, self.high)

    @classmethod
    def exactly(cls, value: float) -> Self:
        """One number, known."""
        return cls(value, value)

    @property
    def is_exact(self) -> bool:
        """True when there is one number."""
        return self.low == self.high

    def holds(self, other: "Interval") -> bool:
        """True when every number of the other is in this one."""
        return self.low <= other.low and other.high <= self.high

    def plus(self, other: "Interval") -> "Interval":
        """Return the interval of the sums."""
        return Interval(self.low + other.low, self.high + other.high)

    def minus(self, other: "Interval") -> "Interval":
        """Return the interval of the differences: two floors give no end at all.

        >>> Interval(5).minus(Interval(3))
        Interval(low=-inf, high=inf)
        """
        return Interval(self.low - other.high, self.high - other.low)

    def times(self, other: "Interval | float") -> "Interval":
        """Return the interval of the products."""
        if not isinstance(other, Interval):
            other = Interval.exactly(other)
        products = [_product(one, two) for one in (self.low, self.high) for two in (other.low, other.high)]
        return Interval(min(products), max(products))

    def over(self, other: "Interval") -> "Interval":
        """Return the interval of the quotients: two floors give `[0, open)`, and what may be nil divides nothing.

        >>> Interval(10).over(Interval(20)), Interval(1, 1).over(Interval(0, 2))
        (Interval(low=0.0, high=inf), Interval(low=-inf, high=inf))
        """
        if other.low <= 0 <= other.high:
            return Interval()
        if other.high < 0:
            return Interval(-self.high, -self.low).over(Interval(-other.high, -other.low))
        return Interval(
            self.low / (other.high if self.low >= 0 else other.low),
            self.high / (other.low if self.high >= 0 else other.high),
        )

    def share_beside(self, rest: "Interval") -> "Interval":
        """Return the interval of the shares, 0 to 1, of a part beside the rest of its whole; neither is negative.

        >>> Interval(30, 30).share_beside(Interval(10)), Interval(30).share_beside(Interval(10, 10))
        (Interval(low=0.0, high=0.75), Interval(low=0.75, high=1.0))
        """
        if self.low < 0 or rest.low < 0 or self.low + rest.low == 0:
            return Interval()
        low = 0.0 if rest.high == math.inf else self.low / (self.low + rest.high)
        high = 1.0 if self.high == math.inf else self.high / (self.high + rest.low)
        return Interval(low, max(low, high))

    def at_least(self, least: float) -> "Interval":
        """Return the interval of the number, or of `least` where it is less."""
        return Interval(max(least, self.low), max(least, self.high))

    def growth_since(self, base: "Interval") -> "Interval":
        """Return the interval of the growth since a base, 0.25 for a quarter more."""
        return self.over(base).minus(Interval.exactly(1.0))


NON_NEGATIVE = Interval(0.0)
"""What is known of a quantity that nobody counted, where it cannot be negative."""


def _product(one: float, two: float) -> float:
    # nil times an end that is not known (infinite) is nil, and not NaN
    return 0.0 if one == 0 or two == 0 else one * two


def total_of(parts: Sequence[Interval]) -> Interval:
    """Return the interval of a sum.

    >>> total_of([Interval(2, 2), NON_NEGATIVE])
    Interval(low=2.0, high=inf)
    """
    return Interval(sum(part.low for part in parts), sum(part.high for part in parts))


def mean_of(parts: Sequence[Interval]) -> Interval:
    """Return the interval of a mean; at least one part."""
    total, count = total_of(parts), len(parts)
    return Interval(total.low / count, total.high / count)


def median_of(parts: Sequence[Interval]) -> Interval:
    """Return the interval of a median, bound by bound; at least one part."""
    return Interval(_median([part.low for part in parts]), _median([part.high for part in parts]))


def _median(ends: Sequence[float]) -> float:
    """An end of a median; the two values in the middle may be infinite."""
    return float(median(ends))


def least_of(parts: Sequence[Interval]) -> Interval:
    """Return the interval of the least of some numbers; at least one part."""
    return Interval(min(part.low for part in parts), min(part.high for part in parts))


def most_of(parts: Sequence[Interval]) -> Interval:
    """Return the interval of the greatest of some numbers; at least one part."""
    return Interval(max(part.low for part in parts), max(part.high for part in parts))


def rank_among(own: Interval, others: Sequence[Interval]) -> tuple[int, int]:
    """Return the best and the worst rank of a number from the greatest: 1 + those surely above, 1 + those possibly.

    >>> rank_among(Interval(110), [Interval(70)]), rank_among(Interval(110), [Interval(70, 70)])
    ((1, 2), (1, 1))
    """
    surely = sum(other.low > own.high for other in others)
    possibly = sum(other.high > own.low for other in others)
    return 1 + surely, 1 + possibly


def compare(left: Interval, sign: str, right: Interval) -> bool | None:
    """Say whether a comparison is true wherever the two numbers lie, or false; None where it may be either.

    `sign`: one of `==`, `!=`, `<`, `<=`, `>`, `>=`.

    >>> compare(Interval(99), ">", Interval.exactly(90)), compare(Interval(99), ">", Interval.exactly(100))
    (True, None)
    """
    if sign in {">", ">="}:
        left, sign, right = right, {">": "<", ">=": "<="}[sign], left
    if sign in {"<", "<="}:
        is_strict = sign == "<"
        if left.high < right.low or (left.high == right.low and not is_strict):
            return True
        return False if left.low > right.high or (left.low == right.high and is_strict) else None
    if left.is_exact and right.is_exact:
        is_same = math.isclose(left.low, right.low, rel_tol=1e-9)
    elif left.high < right.low or right.high < left.low:
        is_same = False
    else:
        return None
    return is_same if sign == "==" else not is_same


def is_first(own: Interval, others: Sequence[Interval]) -> bool:
    """True when nothing among the others may be greater."""
    return rank_among(own, others)[1] == 1


def is_last(own: Interval, others: Sequence[Interval]) -> bool:
    """True when nothing among the others may be less."""
    return all(own.high <= other.low for other in others)
