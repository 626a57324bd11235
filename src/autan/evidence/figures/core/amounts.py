"""What a calculation gives a figure: a number, a bound, a range, or nothing that holds, with the state that says so."""

import math
from collections.abc import Callable, Iterable
from typing import NamedTuple

from autan.evidence.figures.core.intervals import Interval
from autan.evidence.figures.core.states import ValueState, worst_state


class Amount(NamedTuple):
    """The fields of a `Figure` that say what is known of a number, ready for `replace(figure, **amount._asdict())`."""

    value: float | int | None
    low: float | int | None
    high: float | int | None
    state: ValueState
    indication: float | int | None = None


type Rounding = Callable[[float], float | int]


def as_given(number: float) -> float | int:
    """A whole number as such, for quantities that are counted."""
    return int(number) if float(number).is_integer() else number


def unknown_amount(state: ValueState = ValueState.MISSING, *, indication: float | None = None) -> Amount:
    """What is not known; an indication only where it is not established."""
    return Amount(value=None, low=None, high=None, state=state, indication=indication)


def amount_within(
    interval: Interval,
    states: Iterable[ValueState],
    *,
    within: Interval | None = None,
    indication: float | None = None,
    rounding: Rounding = float,
) -> Amount:
    """Return the amount of a number that lies in an interval.

    Args:
        interval: where the calculation puts it.
        states: states of what entered; that of a lower bound tells no longer anything beside the interval.
        within: where a number of this kind lies whatever is known: from 0 up for a ratio of quantities.
        indication: number computed from what is known, kept where the interval says nothing.
        rounding: applied to every number.

    >>> amount_within(Interval(5), [ValueState.OBSERVED]).state.value
    'lower_bound'
    >>> amount_within(Interval(0), [ValueState.OBSERVED], within=Interval(0), indication=3).state.value
    'not_established'
    """
    bounds = within or Interval()
    if interval.holds(bounds):
        return unknown_amount(
            ValueState.NOT_ESTABLISHED, indication=None if indication is None else rounding(indication)
        )
    how = worst_state([state for state in states if state is not ValueState.LOWER_BOUND] or [ValueState.OBSERVED])
    if interval.is_exact:
        return Amount(value=rounding(interval.low), low=None, high=None, state=how)
    if interval.high == math.inf:
        state = worst_state([how, ValueState.LOWER_BOUND])
        return Amount(value=rounding(interval.low), low=None, high=None, state=state)
    low = None if interval.low <= bounds.low else rounding(interval.low)
    return Amount(value=None, low=low, high=rounding(interval.high), state=how)
