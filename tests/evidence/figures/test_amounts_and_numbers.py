"""What is known of a number: a value, a floor, a ceiling, a range or nothing; what a file or an axis takes of it."""

import math
from itertools import pairwise

import pytest

from autan.evidence.figures.core.amounts import Amount, amount_within, unknown_amount
from autan.evidence.figures.core.figures import (
    SPREAD,
    Method,
    end_intervals,
)
from autan.evidence.figures.core.intervals import Interval
from autan.evidence.figures.core.numbers import (
    FileNumbers,
    axis_number,
    falling_order,
    figure_numbers,
)
from autan.evidence.figures.core.sources import EvidenceRef, evidence_refs, fact_refs, refs_as_json
from autan.evidence.figures.core.states import GIVEN_STATES, ValueState, state_of_count, worst_state
from autan.evidence.figures.core.units import get_unit
from autan.ground.errors import DomainError
from autan.ground.wordings import Text
from tests.evidence.figures.making import make_figure

OBSERVED, ESTIMATED, FLOOR = ValueState.OBSERVED, ValueState.ESTIMATED, ValueState.LOWER_BOUND
NONE = ValueState.NOT_ESTABLISHED


def method(name: str) -> Method:
    return Method(name=name, formula=Text("x", "x"))


def ranged(low: float | None, high: float, **fields):
    return make_figure(None, low=low, high=high, known=1, state=OBSERVED, **fields)


def test_an_indication_stays_only_where_nothing_is_established():
    assert amount_within(Interval(), [OBSERVED], indication=3.4, rounding=round).indication == 3
    assert amount_within(Interval(2), [OBSERVED], indication=3).indication is None
    assert unknown_amount() == Amount(value=None, low=None, high=None, state=ValueState.MISSING)
    assert unknown_amount(NONE, indication=4).indication == 4


def test_a_trace_without_numbers_is_of_something_unknown():
    assert figure_numbers({}) == FileNumbers(None, None, None)


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


def test_the_ends_of_a_spread_are_read_in_its_unit_and_without_parts_are_its_numbers():
    parts = (make_figure(2, id="a", state=FLOOR), make_figure(5, id="b", state=FLOOR))
    fields = {"known": 1, "state": FLOOR, "method": method(SPREAD)}
    in_gwh = make_figure(None, low=0.002, high=0.005, unit="GWh", inputs=parts, **fields)
    assert [end.low for end in end_intervals(in_gwh)] == pytest.approx([0.002, 0.005])
    assert end_intervals(make_figure(None, low=2, high=5, **fields)) == (Interval.exactly(2), Interval.exactly(5))


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
