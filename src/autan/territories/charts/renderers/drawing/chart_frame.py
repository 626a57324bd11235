"""The page of a chart: its width, the size of its letters, where names stand, and the scales of its axes."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Variant(StrEnum):
    """Two lay-outs of one drawing: names beside the marks, or above them on a phone."""

    WIDE = "wide"
    NARROW = "narrow"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartFrame:
    """Sizes of one lay-out, in units that are pixels or points at its natural width.

    Attributes:
        size: size of the letters of names and values.
        small: size of the letters of axes and notes.
        has_names_above: True when names stand above their marks instead of at their left.
    """

    width: float
    size: float
    small: float
    bar: float
    has_names_above: bool

    @property
    def leading(self) -> float:
        """From one baseline to the next."""
        return self.size * 1.2


FRAMES = {
    Variant.WIDE: ChartFrame(width=680, size=15, small=13, bar=18, has_names_above=False),
    Variant.NARROW: ChartFrame(width=350, size=14, small=12.5, bar=14, has_names_above=True),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LinearScale:
    """A straight line from values to places."""

    low: float
    high: float
    start: float
    end: float

    def place(self, value: float) -> float:
        """Where a value is drawn.

        >>> LinearScale(low=0, high=10, start=100, end=200).place(5)
        150.0
        """
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def round_ticks(low: float, high: float, *, count: int = 4) -> list[float]:
    """Return round values that cover a range, 1, 2 or 5 times a power of ten apart.

    >>> round_ticks(3, 17)
    [0.0, 5.0, 10.0, 15.0, 20.0]
    """
    if high <= low:
        high = low + (abs(low) or 1)
    raw = (high - low) / count
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= raw * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(place * step, 10) for place in range(first, last + 1)]


def fitted_end(start: float, width: float, labels: Sequence[tuple[float, float]]) -> float:
    """Return the furthest end of a scale such that what is written after each mark still fits.

    Args:
        start: where the scale starts.
        width: where everything must stop.
        labels: for each mark, its place as a share of the scale (0 to 1), and the width of what follows it.

    >>> fitted_end(0, 100, [(1.0, 20), (0.5, 60)])
    80.0
    """
    limits = [start + (width - room - start) / share for share, room in labels if share > 0]
    return min([width, *limits])


def bounds_from_zero(ends: Sequence[float]) -> tuple[float, float]:
    """Return the lowest and highest of some values, zero included; (0, 1) when there are none or all are nil.

    >>> bounds_from_zero([3, 8]), bounds_from_zero([])
    ((0, 8), (0, 1))
    """
    low, high = min([0, *ends]), max([0, *ends])
    return (low, high) if high > low else (0, 1)
