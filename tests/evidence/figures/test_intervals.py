"""Arithmetic of bounds: any world drawn inside the inputs gives a result inside the output."""

import math
from statistics import fmean, median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autan.evidence.figures.core.amounts import amount_within
from autan.evidence.figures.core.intervals import (
    NON_NEGATIVE,
    Interval,
    IntervalError,
    is_first,
    is_last,
    least_of,
    mean_of,
    median_of,
    most_of,
    rank_among,
    total_of,
)
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.wording import Side, round_to_side

NUMBERS = st.floats(min_value=-1e6, max_value=1e6, allow_nan=False).map(lambda number: round(number, 3))
QUANTITIES = st.floats(min_value=0, max_value=1e6, allow_nan=False).map(lambda number: round(number, 3))


@st.composite
def worlds(draw, numbers=NUMBERS, least=-math.inf):
    """An interval, either end open or not, and a number inside it; `least` is the low end of an open one."""
    true = draw(numbers)
    low, high = (draw(st.one_of(st.just(true), st.just(None), numbers)) for _ in range(2))
    return Interval(least if low is None else min(low, true), math.inf if high is None else max(high, true)), true


def holds(interval, number):
    """True when a number is in an interval, to the noise of binary fractions."""
    noise = 1e-9 * max(abs(number), 1.0)
    return interval.low - noise <= number <= interval.high + noise


@given(worlds(), worlds())
def test_sums_differences_and_products(one, other):
    (a, x), (b, y) = one, other
    assert holds(a.plus(b), x + y)
    assert holds(a.minus(b), x - y)
    assert holds(a.times(b), x * y)


@given(worlds(), worlds())
def test_quotients(one, other):
    (a, x), (b, y) = one, other
    if y:
        assert holds(a.over(b), x / y)
        assert holds(a.growth_since(b), x / y - 1)


@given(worlds(QUANTITIES, 0.0), worlds(QUANTITIES, 0.0))
def test_shares(one, other):
    (part, x), (rest, y) = one, other
    if x + y:
        assert holds(part.share_beside(rest), x / (x + y))


@given(st.lists(worlds(), min_size=1, max_size=6))
def test_totals_means_medians_and_ends(drawn):
    parts, numbers = [interval for interval, _ in drawn], [number for _, number in drawn]
    assert holds(total_of(parts), sum(numbers))
    assert holds(mean_of(parts), fmean(numbers))
    assert holds(median_of(parts), median(numbers))
    assert holds(least_of(parts), min(numbers))
    assert holds(most_of(parts), max(numbers))


@given(worlds(), st.lists(worlds(), max_size=6))
def test_ranks(one, others):
    (own, x), parts = one, [interval for interval, _ in others]
    numbers = [number for _, number in others]
    best, worst = rank_among(own, parts)
    assert best <= 1 + sum(number > x for number in numbers) <= worst
    assert not is_first(own, parts) or all(x >= number for number in numbers)
    assert not is_last(own, parts) or all(x <= number for number in numbers)


@given(worlds(QUANTITIES, 0.0), st.sampled_from([None, NON_NEGATIVE]))
def test_what_a_figure_is_given_holds_the_number(drawn, within):
    interval, true = drawn
    amount = amount_within(interval, [ValueState.OBSERVED], within=within, indication=true)
    if amount.state is ValueState.NOT_ESTABLISHED:
        assert (amount.value, amount.low, amount.high, amount.indication) == (None, None, None, true)
    elif amount.value is None:
        assert (amount.low or 0) <= true <= amount.high
    elif amount.state is ValueState.LOWER_BOUND:
        assert amount.value <= true
    else:
        assert amount.value == true


@given(QUANTITIES, st.integers(0, 3))
def test_a_floor_is_rounded_down_and_a_ceiling_up(value, decimals):
    assert round_to_side(value, decimals, Side.DOWN) <= value + 1e-6
    assert round_to_side(value, decimals, Side.UP) >= value - 1e-6
    assert abs(round_to_side(value, decimals, Side.DOWN) - value) < 10.0**-decimals


@pytest.mark.parametrize("ends", [(2, 1), (math.nan, 1), (1, math.nan), (math.inf, math.inf), (-math.inf, -math.inf)])
def test_an_interval_without_a_number_is_refused(ends):
    with pytest.raises(IntervalError, match="two ends in order"):
        Interval(*ends)


def test_what_may_be_nil_divides_nothing():
    assert Interval(1, 2).over(Interval(-1, 1)) == Interval()
    assert Interval(1, 2).over(Interval(-4, -2)) == Interval(-1.0, -0.25)
    assert Interval(-1, 2).share_beside(Interval(1, 1)) == Interval()
    assert Interval(0, 0).share_beside(NON_NEGATIVE) == Interval()


def test_two_floors_say_nothing():
    floors = Interval(199_994), Interval(201_190)
    assert floors[0].minus(floors[1]) == Interval()
    assert floors[0].over(floors[1]).holds(NON_NEGATIVE)
