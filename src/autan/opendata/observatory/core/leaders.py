"""Which measure is told first of a place, and whether one part comes first: of all parts, or of the known ones."""

from collections.abc import Mapping, Sequence
from enum import Enum

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.intervals import NON_NEGATIVE, Interval, is_first, total_of

_ROUNDING = 0.001
"""Part of a whole by which its parts, each rounded, may pass it."""


class Lead(Enum):
    """How far it is sure that a part comes first."""

    OF_ALL = "of_all"
    OF_KNOWN = "of_known"
    UNSURE = "unsure"


def lead_of(parts: Sequence[Figure], whole: Figure | None, *, unknown: int) -> Lead:
    """Say whether the first of some parts comes first wherever the values lie inside their bounds.

    Args:
        parts: known parts, the one in question first; none can be negative.
        whole: what all parts add up to, which bounds those that are not known whole; None where it is not known.
        unknown: how many parts have no known value.
    """
    over = whole.in_unit(parts[0].unit).interval if whole else None
    lacking = [NON_NEGATIVE] * unknown
    own, *others = within_whole([*(figure.interval or NON_NEGATIVE for figure in parts), *lacking], over)
    if is_first(own, others):
        return Lead.OF_ALL
    return Lead.OF_KNOWN if is_first(own, others[: len(parts) - 1]) else Lead.UNSURE


def within_whole(parts: Sequence[Interval], whole: Interval | None) -> list[Interval]:
    """Bound each part by what the others leave of the whole that they add up to.

    Parts are as they are where the whole is open, or smaller than they are together: it is not theirs.

    >>> within_whole([Interval(6), Interval(3, 3)], Interval(10, 10))
    [Interval(low=6, high=7), Interval(low=3, high=3)]
    >>> within_whole([Interval(6, 6), Interval(5, 5)], Interval(10, 10))
    [Interval(low=6, high=6), Interval(low=5, high=5)]
    """
    if whole is None:
        return list(parts)
    left = whole.high - total_of(parts).low
    if left < -_ROUNDING * whole.high:
        return list(parts)
    return [Interval(part.low, min(part.high, part.low + max(left, 0))) for part in parts]


# Measures told first of a place, and what stands for each where it is not known: tables that ship tell of every
# authority of France; others are asked of their services, or given.
ELECTRICITY = ("electricity_total", "electricity_residential_second_source")
EMISSIONS = ("ghg_total",)
PER_INHABITANT = ("ghg_per_inhabitant", "electricity_per_site_second_source")
RENEWABLE = ("production_renewable", "capacity_renewable")


def known_measures(figures: Mapping[str, Figure], lines: Sequence[Sequence[str]]) -> list[str]:
    """Return the code of the first measure of each line that is known, else its first.

    `lines`: codes of measures, the one that is wanted first at the beginning of each line.
    """
    return [next((code for code in line if _is_known(figures.get(code))), line[0]) for line in lines]


def _is_known(figure: Figure | None) -> bool:
    return figure is not None and figure.is_known
