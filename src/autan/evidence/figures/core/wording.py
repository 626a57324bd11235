"""Words of a figure with its bounds: the one place that decides between a number, a bound, a range and the unknown."""

import math
from collections.abc import Callable
from enum import Enum

from autan.evidence.figures.core.figures import SPREAD, Figure, end_intervals
from autan.evidence.figures.core.intervals import Interval
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import Dimension
from autan.ground.errors import DomainError
from autan.ground.texts.core.notation import NO_BREAK_SPACE
from autan.ground.wordings import Sentence

_COUNTS = frozenset({Dimension.TERRITORIES, Dimension.ANSWERS, Dimension.COUNT, Dimension.PEOPLE, Dimension.DWELLINGS})
_NO_CASE = Sentence("aucun cas connu")
_TO = Sentence(" à ")
_NOISE = 6  # decimals, below which 0.3 x 10 is 3


class Side(Enum):
    """Which way a number may be rounded without saying more than is known."""

    NEAREST = "nearest"
    DOWN = "down"
    UP = "up"


_MARKS = {Side.DOWN: "≥", Side.UP: "≤", Side.NEAREST: "≈"}
_SPELLED = {Side.DOWN: Sentence("au moins"), Side.UP: Sentence("au plus"), Side.NEAREST: Sentence("environ")}
_NARROW = 0.01
"""Width of a range, over its lower end, under which it reads as one number."""

type Writer = Callable[[float, Side], str]
"""Writes a number with its digits, rounded to the side asked for."""


def round_to_side(value: float, decimals: int, side: Side) -> float:
    """Round a floor down and a ceiling up, so that the words stay true.

    >>> round_to_side(7899.96, 1, Side.DOWN), round_to_side(0.3, 1, Side.DOWN), round_to_side(2.01, 0, Side.UP)
    (7899.9, 0.3, 3.0)
    """
    if side is Side.NEAREST:
        return value
    scale = 10.0**decimals
    shifted = round(value * scale, _NOISE)
    return float(math.floor(shifted) if side is Side.DOWN else math.ceil(shifted)) / scale


def counts_no_case(figure: Figure) -> bool:
    """Tell a count of which some parts are unknown and the others are all nil: « at least none » says nothing."""
    return figure.state is ValueState.LOWER_BOUND and figure.value == 0 and figure.unit.dimension in _COUNTS


def bounded_words(figure: Figure, write: Writer, language: str) -> str:
    """Return the number, bound or range of a figure without its unit, or the word for what is not known.

    `figure`: the figure, in the unit that it is read in.
    """
    if figure.value is None:
        return _range_words(figure, write, language)
    if figure.is_rough:
        return _bound(figure.value, Side.NEAREST, write)
    if figure.state is not ValueState.LOWER_BOUND:
        return write(figure.value, Side.NEAREST)
    if counts_no_case(figure):
        return _NO_CASE.in_language(language)
    return _bound(figure.value, Side.DOWN, write)


def _range_words(figure: Figure, write: Writer, language: str) -> str:
    if figure.high is None:
        return figure.state.label.in_language(language)
    if figure.low is None:
        return _bound(figure.high, Side.UP, write)
    if is_narrow(figure):
        return _bound((figure.low + figure.high) / 2, Side.NEAREST, write)
    return _TO.in_language(language).join(dict.fromkeys(end_words(figure, write)))


def is_narrow(figure: Figure) -> bool:
    """Tell a value whose two ends are so near that it reads as one number; the trace gives them."""
    if figure.low is None or figure.high is None or figure.method.name == SPREAD:
        return False
    is_number = figure.unit.dimension is not Dimension.CALENDAR
    return is_number and 0 < figure.low < figure.high < figure.low * (1 + _NARROW)


def end_words(figure: Figure, write: Writer) -> tuple[str, str]:
    """Return both ends of a range; an end of a spread that is only known at least is a floor."""
    bounds = end_intervals(figure)
    if figure.low is None or figure.high is None or bounds is None:
        message = f"{figure.id}: no range of two ends"
        raise DomainError(message)
    if figure.method.name != SPREAD:
        return write(figure.low, Side.DOWN), write(figure.high, Side.UP)
    low, high = (
        write(end, Side.NEAREST) if interval.is_exact else _bound(end, Side.DOWN, write)
        for end, interval in zip((figure.low, figure.high), bounds, strict=True)
    )
    return low, high


def spell_bounds(words: str, language: str) -> str:
    """Return the words of a figure for a sentence: « au moins 12 », where a table and a drawing write « ≥ 12 ».

    >>> spell_bounds("≥\u00a012", "en")
    'at least 12'
    """
    for side, mark in _MARKS.items():
        if mark in words:
            words = words.replace(f"{mark}{NO_BREAK_SPACE}", f"{_SPELLED[side].in_language(language)} ")
    return words


def interval_words(interval: Interval, within: Interval, write: Writer, language: str) -> str:
    """Return where a number lies; empty where that says no more than `within`.

    `within`: where a number of this kind lies whatever is known.
    """
    if interval.holds(within):
        return ""
    if interval.is_exact:
        return write(interval.low, Side.NEAREST)
    if interval.high >= within.high:
        return _bound(interval.low, Side.DOWN, write)
    if interval.low <= within.low:
        return _bound(interval.high, Side.UP, write)
    ends = dict.fromkeys((write(interval.low, Side.DOWN), write(interval.high, Side.UP)))
    return _TO.in_language(language).join(ends)


def _bound(value: float, side: Side, write: Writer) -> str:
    return f"{_MARKS[side]}{NO_BREAK_SPACE}{write(value, side)}"
