"""What is known of a number: a value, a floor, a ceiling, a range or nothing; what a file or an axis takes of it."""

import math
from dataclasses import replace
from itertools import pairwise

import pytest

from autan.evidence.figures.core.amounts import Amount, amount_within, as_given, unknown_amount
from autan.evidence.figures.core.figures import (
    OWN_CHOICE,
    OWN_VALUE,
    SPREAD,
    Method,
    count_alerts,
    count_own,
    end_intervals,
    other_periods,
)
from autan.evidence.figures.core.intervals import NON_NEGATIVE, Interval
from autan.evidence.figures.core.numbers import (
    FileNumbers,
    axis_number,
    falling_order,
    figure_numbers,
    file_numbers,
    has_some,
)
from autan.evidence.figures.core.sources import EvidenceRef, evidence_refs, fact_refs, refs_as_json
from autan.evidence.figures.core.states import GIVEN_STATES, ValueState, state_of_count, worst_state
from autan.evidence.figures.core.units import get_unit
from autan.ground.errors import DomainError
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Text
from tests.evidence.figures.making import make_figure

OBSERVED, ESTIMATED, FLOOR = ValueState.OBSERVED, ValueState.ESTIMATED, ValueState.LOWER_BOUND
NONE = ValueState.NOT_ESTABLISHED


def method(name: str) -> Method:
    return Method(name=name, formula=Text("x", "x"))


def ranged(low: float | None, high: float, **fields):
    return make_figure(None, low=low, high=high, known=1, state=OBSERVED, **fields)


@pytest.mark.parametrize(
    ("interval", "within", "amount"),
    [
        (Interval.exactly(5), None, (5, None, None, OBSERVED)),
        (Interval.exactly(0), NON_NEGATIVE, (0, None, None, OBSERVED)),
        (Interval(5), None, (5, None, None, FLOOR)),
        (Interval(5), NON_NEGATIVE, (5, None, None, FLOOR)),
        (Interval(2, 7), None, (None, 2, 7, OBSERVED)),
        (Interval(0, 7), NON_NEGATIVE, (None, None, 7, OBSERVED)),
        (Interval(-1, 7), NON_NEGATIVE, (None, None, 7, OBSERVED)),
        (Interval(-math.inf, 7), None, (None, None, 7, OBSERVED)),
        (Interval(0, 7), None, (None, 0, 7, OBSERVED)),
        (Interval(0), NON_NEGATIVE, (None, None, None, NONE)),
        (Interval(), None, (None, None, None, NONE)),
        (Interval(), NON_NEGATIVE, (None, None, None, NONE)),
    ],
)
def test_an_amount_says_what_its_interval_does_and_no_more(interval, within, amount):
    found = amount_within(interval, [OBSERVED], within=within)
    assert (found.value, found.low, found.high, found.state) == amount


@pytest.mark.parametrize(
    ("states", "exact", "floor"),
    [
        ([], OBSERVED, FLOOR),
        ([FLOOR], OBSERVED, FLOOR),
        ([OBSERVED, ESTIMATED, FLOOR], ESTIMATED, FLOOR),
        ([ValueState.MODELLED], ValueState.MODELLED, FLOOR),
    ],
)
def test_the_state_is_the_worst_of_what_entered_but_for_floors(states, exact, floor):
    assert amount_within(Interval.exactly(1), states).state is exact
    assert amount_within(Interval(1), states).state is floor


def test_an_indication_stays_only_where_nothing_is_established():
    assert amount_within(Interval(), [OBSERVED], indication=3.4, rounding=round).indication == 3
    assert amount_within(Interval(2), [OBSERVED], indication=3).indication is None
    assert unknown_amount() == Amount(value=None, low=None, high=None, state=ValueState.MISSING)
    assert unknown_amount(NONE, indication=4).indication == 4


def test_every_number_of_an_amount_is_rounded():
    found = amount_within(Interval(1.4, 2.6), [OBSERVED], rounding=round)
    assert (found.low, found.high) == (1, 3)
    assert amount_within(Interval(1.6), [OBSERVED], rounding=round).value == 2


@pytest.mark.parametrize(("number", "given"), [(3.0, 3), (3.5, 3.5), (-2.0, -2), (0.0, 0)])
def test_what_is_counted_is_whole(number, given):
    assert (as_given(number), type(as_given(number))) == (given, type(given))


@pytest.mark.parametrize(
    ("figure", "numbers"),
    [
        (make_figure(7), (7, None, None)),
        (make_figure(0), (0, None, None)),
        (make_figure(7, state=FLOOR), (7, 7, None)),
        (ranged(2, 5), (None, 2, 5)),
        (ranged(None, 5), (None, None, 5)),
        (make_figure(None), (None, None, None)),
    ],
)
def test_a_file_holds_a_number_with_its_bounds_and_loses_none(figure, numbers):
    written = file_numbers(figure)
    assert written == FileNumbers(*numbers)
    back = figure_numbers(written._asdict())
    assert (back.value, back.low, back.high) == (figure.value, figure.low, figure.high)


def test_a_trace_without_numbers_is_of_something_unknown():
    assert figure_numbers({}) == FileNumbers(None, None, None)


@pytest.mark.parametrize(
    ("figure", "number", "order", "some"),
    [
        (make_figure(7), 7, -7, True),
        (make_figure(0), 0, 0, False),
        (make_figure(-2), -2, 2, True),
        (ranged(2, 5), 2, -2, True),
        (ranged(0, 5), 0, 0, False),
        (ranged(None, 5), 5, -5, True),
        (make_figure(None), None, math.inf, False),
    ],
)
def test_on_an_axis_a_figure_stands_at_its_value_or_at_what_bounds_it(figure, number, order, some):
    assert (axis_number(figure), falling_order(figure), has_some(figure)) == (number, order, some)


def test_an_axis_has_its_unit_and_nothing_stands_nowhere():
    assert axis_number(make_figure(2, unit="GWh"), get_unit("MWh")) == 2000
    assert axis_number(None) is None
    assert falling_order(None) == math.inf
    figures = [make_figure(None), make_figure(1), ranged(None, 9), make_figure(4)]
    assert [axis_number(one) for one in sorted(figures, key=falling_order)] == [9, 4, 1, None]


@pytest.mark.parametrize(
    ("figure", "interval"),
    [
        (make_figure(7), Interval.exactly(7)),
        (make_figure(7, state=FLOOR), Interval(7)),
        (ranged(2, 5), Interval(2, 5)),
        (ranged(None, 5), Interval(-math.inf, 5)),
        (make_figure(None), None),
        (make_figure(7, is_rough=True), None),
        (ranged(2, 5, method=method(SPREAD)), None),
    ],
)
def test_a_figure_lies_where_its_numbers_bound_it(figure, interval):
    assert figure.interval == interval


def test_the_ends_of_a_spread_of_floors_are_floors():
    parts = (make_figure(2, id="a", state=FLOOR), make_figure(5, id="b", state=FLOOR))
    spread = make_figure(None, low=2, high=5, known=1, state=FLOOR, method=method(SPREAD), inputs=parts)
    assert end_intervals(spread) == (Interval(2), Interval(5))
    assert end_intervals(replace(spread, state=OBSERVED)) == (Interval.exactly(2), Interval.exactly(5))
    assert end_intervals(replace(spread, inputs=())) == (Interval.exactly(2), Interval.exactly(5))
    in_gwh = replace(spread, low=0.002, high=0.005, unit=get_unit("GWh"))
    assert [end.low for end in end_intervals(in_gwh)] == pytest.approx([0.002, 0.005])


@pytest.mark.parametrize("figure", [make_figure(7), ranged(None, 5), make_figure(None)])
def test_what_has_not_two_ends_has_none(figure):
    assert end_intervals(figure) is None


@pytest.mark.parametrize(
    "fields",
    [
        {"value": None, "low": None, "high": math.inf},
        {"value": None, "low": -math.inf, "high": 3},
        {"value": None, "high": math.nan},
        {"value": math.inf},
        {"value": math.nan},
        {"value": None, "high": 3, "indication": 2.0},
    ],
)
def test_a_number_that_is_none_is_refused(fields):
    with pytest.raises(DomainError, match=r"tests\.x"):
        make_figure(**{"known": 1, "state": OBSERVED, **fields})


def test_a_range_of_one_number_and_coverage_of_nothing_are_taken():
    assert ranged(3, 3).is_known
    nothing = make_figure(None, known=0, total=0)
    assert (nothing.is_partial, nothing.is_known) == (False, False)
    assert make_figure(1, known=1, total=2).is_partial


def test_values_that_authorities_gave_are_counted_through_the_inputs():
    own = EvidenceRef(kind=OWN_VALUE, key="1")
    chosen = make_figure(1, id="c", method=method(OWN_CHOICE), inputs=(make_figure(2, id="d", evidence=(own,)),))
    given = make_figure(1, id="g", evidence=(own, EvidenceRef(kind="fact", key="S1"), own))
    assert count_own(make_figure(1)) == 0
    assert count_own(make_figure(3, id="t", evidence=(own,), inputs=(chosen, given))) == 1 + 1 + 2


def test_alerts_are_counted_through_the_inputs():
    below = make_figure(1, id="a", alerts=2, inputs=(make_figure(1, id="b", alerts=3),))
    assert count_alerts(make_figure(1, id="c", alerts=1, inputs=(below, below))) == 1 + 5 + 5


def ratio(above_year: int, below_year: int, figure_id: str = "r"):
    terms = (make_figure(1, id=f"{figure_id}.a", year=above_year), make_figure(1, id=f"{figure_id}.b", year=below_year))
    return make_figure(1, id=figure_id, method=method("divide_figures"), inputs=terms)


def test_the_years_that_ratios_divide_by_are_told_where_one_differs():
    assert other_periods(make_figure(1)) == ()
    assert other_periods(ratio(2020, 2020)) == ()
    assert other_periods(ratio(2020, 2018)) == (Period.year(2018),)
    assert other_periods(ratio(2020, 2020), ratio(2020, 2018, "s")) == (Period.year(2018), Period.year(2020))
    spread = make_figure(1, id="s", method=method(SPREAD), inputs=(ratio(2020, 2019), ratio(2020, 2017, "t")))
    assert other_periods(spread) == (Period.year(2017), Period.year(2019))


def test_a_ratio_that_is_not_known_divides_nothing():
    unknown = replace(ratio(2020, 2018), value=None, state=ValueState.MISSING)
    assert other_periods(make_figure(1, id="s", method=method(SPREAD), inputs=(unknown, ratio(2020, 2020, "t")))) == ()


@pytest.mark.parametrize(
    ("known", "total", "state"),
    [(0, 0, ValueState.MISSING), (0, 5, ValueState.MISSING), (5, 5, OBSERVED), (4, 5, FLOOR)],
)
def test_a_count_is_a_floor_while_some_parts_lack(known, total, state):
    assert state_of_count(known, total) is state


def test_states_are_ordered_from_the_best_known_to_the_unknown():
    order = list(ValueState)
    for better, worse in pairwise(order[:-1]):
        assert worst_state([better, worse]) is worst_state([worse, better]) is worse
    assert worst_state([ValueState.NOT_APPLICABLE, OBSERVED]) is OBSERVED
    assert worst_state([ValueState.NOT_APPLICABLE]) is ValueState.NOT_APPLICABLE


def test_what_may_be_given_and_what_may_enter_a_calculation():
    assert set(ValueState) - set(GIVEN_STATES) == {NONE}
    known = {state for state in ValueState if state.is_known}
    assert known == {OBSERVED, ValueState.CONFIRMED_ZERO, ESTIMATED, ValueState.MODELLED, FLOOR}


def test_references_are_written_and_read_again():
    refs = (*fact_refs(["S1", "S2"]), EvidenceRef(kind="lake", key="a#1"))
    assert refs_as_json(refs) == [["fact", "S1"], ["fact", "S2"], ["lake", "a#1"]]
    assert evidence_refs(refs_as_json(refs)) == refs
    assert evidence_refs([]) == ()
