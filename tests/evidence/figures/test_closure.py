"""No world that the sources leave open contradicts a figure: its bounds, its words, its columns, what is claimed."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autan.evidence.figures.core.amounts import amount_within
from autan.evidence.figures.core.arithmetic import add_figures, divide_figures
from autan.evidence.figures.core.intervals import NON_NEGATIVE, Interval, compare
from autan.evidence.figures.core.numbers import axis_number, falling_order, file_numbers
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import get_unit
from autan.evidence.figures.presenters.figures import present_figure
from autan.ground.errors import DomainError
from tests.evidence.figures.making import LABEL, make_figure

TRUE = st.floats(min_value=0.01, max_value=1e7).map(lambda number: round(number, 2))
SIGNS = {"==": "__eq__", "!=": "__ne__", "<": "__lt__", "<=": "__le__", ">": "__gt__", ">=": "__ge__"}
NUMBER = re.compile(r"[0-9][0-9\u202f]*(?:,[0-9]+)?")


@st.composite
def known(draw):
    """A figure, bounded or not, and the number that it is of in one of the worlds that it allows."""
    true = draw(TRUE)
    low, high = (draw(st.none() | st.just(true) | TRUE) for _ in range(2))
    lies = Interval(
        0.0 if low is None else min(low, true),
        math.inf if high is None else max(high, true),
    )
    amount = amount_within(lies, [ValueState.OBSERVED], within=NON_NEGATIVE, indication=true)
    return make_figure(**amount._asdict()), true


def holds(figure, true):
    noise = 1e-9 * max(abs(true), 1.0)
    return figure.interval is None or figure.interval.low - noise <= true <= figure.interval.high + noise


@given(st.lists(known(), min_size=1, max_size=6))
def test_a_sum_holds_every_world(parts):
    total = add_figures([figure for figure, _ in parts], figure_id="tests.sum", label=LABEL)
    assert holds(total, sum(true for _, true in parts))


@given(known(), known())
def test_a_ratio_holds_every_world(above, below):
    ratio = divide_figures(above[0], below[0], figure_id="tests.ratio", label=LABEL, unit=get_unit("pct"), scale=100.0)
    assert holds(ratio, 100 * above[1] / below[1])


@given(known(), st.sampled_from(["fr", "en"]))
def test_no_world_contradicts_the_words(drawn, language):
    figure, true = drawn
    view = present_figure(figure, language, unit=figure.unit)
    if language == "en" or not view.is_known:
        assert view.is_known == figure.is_known
        return
    numbers = [float(text.replace("\u202f", "").replace(",", ".")) for text in NUMBER.findall(view.number)]
    step = 0.5 * 10.0 ** -len(view.number.partition(",")[2]) + 1e-6
    match view.number[0]:
        case "≥":
            assert numbers[0] <= true + 1e-6
        case "≤":
            assert numbers[0] >= true - 1e-6
        case "≈":
            assert abs(numbers[0] - true) <= 0.01 * true + step
        case _ if "à" in view.number:
            assert numbers[0] - 1e-6 <= true <= numbers[1] + 1e-6
        case _:
            assert abs(numbers[0] - true) <= step or figure.low is not None


@given(known())
def test_no_world_contradicts_the_columns_of_a_file(drawn):
    figure, true = drawn
    value, low, high = file_numbers(figure)
    assert low is None or low <= true
    assert high is None or true <= high
    assert value is None or value == true or (value == low and high is None)
    assert (axis_number(figure) is None) == (not figure.is_known) == (falling_order(figure) == math.inf)


@given(known(), known(), st.sampled_from(sorted(SIGNS)))
def test_no_world_contradicts_a_comparison(one, other, sign):
    if one[0].interval and other[0].interval:
        verdict = compare(one[0].interval, sign, other[0].interval)
        assert verdict is None or verdict == getattr(one[1], SIGNS[sign])(other[1])


def test_two_floors_give_a_ratio_that_is_not_established():
    floors = [make_figure(value, state=ValueState.LOWER_BOUND) for value in (199_994, 201_190)]
    ratio = divide_figures(*floors, figure_id="tests.ratio", label=LABEL, unit=get_unit("pct"), scale=100.0)
    assert (present_figure(ratio, "fr").number, ratio.interval) == ("non établi", None)


@pytest.mark.parametrize("below", [{"low": 0, "high": 5}, {"low": -3, "high": 5}])
def test_a_ratio_over_what_may_be_nil_is_not_established(below):
    denominator = make_figure(None, state=ValueState.OBSERVED, known=1, **below)
    ratio = divide_figures(make_figure(4), denominator, figure_id="tests.ratio", label=LABEL, unit=get_unit("pct"))
    assert ratio.state is ValueState.NOT_ESTABLISHED
    assert present_figure(ratio, "en").number == "not established"


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_a_value_or_an_end_that_is_no_number_is_refused(number):
    with pytest.raises(DomainError, match="a value is a number"):
        make_figure(number)
    for ends in ({"low": number, "high": 5}, {"low": 1, "high": number}):
        with pytest.raises(DomainError, match="two ends in order"):
            make_figure(None, state=ValueState.OBSERVED, known=1, **ends)


def test_a_rough_number_says_so_and_bounds_nothing():
    rough = make_figure(3040, unit="GWh", state=ValueState.MODELLED, is_rough=True)
    assert rough.interval is None
    assert present_figure(rough, "fr").spoken == "environ 3\u202f040\u00a0GWh"
    assert rough.content_hash != make_figure(3040, unit="GWh", state=ValueState.MODELLED).content_hash


def test_a_figure_is_put_into_a_unit_once():
    figure = make_figure(12_000)
    assert figure.in_unit(get_unit("GWh")) is figure.in_unit(get_unit("GWh"))
    assert present_figure(figure, "fr") is present_figure(figure, "fr")
    assert present_figure(figure, "en").number == "12"
