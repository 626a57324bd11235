"""Calculations keep coverage, state and evidence, and refuse what must not be mixed."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autan.evidence.figures.core.arithmetic import (
    MixedBoundaryError,
    NotSummableError,
    add_figures,
    divide_figures,
    range_of_figures,
    with_unknown_parts,
)
from autan.evidence.figures.core.states import ValueState, worst_state
from autan.evidence.figures.core.units import UnitMismatchError, get_unit
from autan.ground.errors import DomainError
from autan.ground.wordings import Text
from tests.evidence.figures.making import LABEL, make_figure

values = st.lists(st.none() | st.integers(min_value=0, max_value=10**9), min_size=1, max_size=12)
signed = st.lists(st.none() | st.integers(min_value=-(10**9), max_value=10**9), min_size=1, max_size=12)


def add(*figures):
    return add_figures(figures, figure_id="tests.sum", label=LABEL)


@given(values)
def test_a_sum_is_that_of_the_known_and_counts_them(numbers):
    total = add(*[make_figure(number) for number in numbers])
    known = [number for number in numbers if number is not None]
    assert total.value == (sum(known) if known else None)
    assert (total.known, total.total) == (len(known), len(numbers))
    assert total.is_partial == (len(known) < len(numbers))


@given(values, st.randoms(use_true_random=False))
def test_the_order_does_not_matter(numbers, random):
    shuffled = list(numbers)
    random.shuffle(shuffled)
    one, other = (add(*[make_figure(n) for n in ns]) for ns in (numbers, shuffled))
    assert (one.value, one.known, one.total, one.state) == (other.value, other.known, other.total, other.state)


@given(values, values)
def test_adding_in_two_steps_is_adding_at_once(left, right):
    parts = [[make_figure(n) for n in ns] for ns in (left, right)]
    at_once = add(*parts[0], *parts[1])
    in_two = add(add(*parts[0]), add(*parts[1]))
    assert (at_once.value or 0, at_once.known, at_once.total) == (in_two.value or 0, in_two.known, in_two.total)


@given(signed)
def test_what_may_be_negative_has_a_sum_only_when_every_part_is_known(numbers):
    total = add_figures([make_figure(n) for n in numbers], figure_id="tests.sum", label=LABEL, is_signed=True)
    known = [number for number in numbers if number is not None]
    if len(known) == len(numbers):
        assert (total.value, total.state) == (sum(known), ValueState.OBSERVED)
    elif known:
        assert (total.value, total.state, total.indication) == (None, ValueState.NOT_ESTABLISHED, sum(known))
    else:
        assert (total.value, total.state) == (None, ValueState.MISSING)


def test_what_lacks_more_parts_is_a_floor_unless_a_part_is_negative():
    total = add(make_figure(4), make_figure(6))
    assert (with_unknown_parts(total).value, with_unknown_parts(total).state) == (10, ValueState.LOWER_BOUND)
    ceiling = make_figure(None, high=3, state=ValueState.ESTIMATED)
    assert (add(make_figure(4), ceiling).low, add(make_figure(4), ceiling).high) == (4, 7)
    assert (add(ceiling, ceiling).low, add(ceiling, ceiling).high) == (0, 6)
    assert with_unknown_parts(add(make_figure(4), ceiling)).value == 4
    sink = with_unknown_parts(add(make_figure(-4), make_figure(6)))
    assert (sink.value, sink.state, sink.indication) == (None, ValueState.NOT_ESTABLISHED, 2)
    unknown = make_figure(None)
    assert with_unknown_parts(unknown) == unknown


def test_a_known_sink_beside_an_unknown_one_bounds_nothing():
    assert add(make_figure(-5), make_figure(None)).state is ValueState.NOT_ESTABLISHED
    assert add(add(make_figure(-5), make_figure(None)), make_figure(20)).state is ValueState.NOT_ESTABLISHED


def test_a_missing_input_makes_a_lower_bound_and_never_a_zero():
    assert add(make_figure(5), make_figure(None)).state is ValueState.LOWER_BOUND
    nothing = add(make_figure(None), make_figure(None))
    assert nothing.value is None
    assert nothing.state is ValueState.MISSING


def test_units_of_one_dimension_are_converted_before_they_are_added():
    assert add(make_figure(1, unit="GWh"), make_figure(500, unit="MWh")).value == 1.5


@pytest.mark.parametrize("other", ["MWh_lhv", "MWh_hhv", "MWh_unstated", "tCO2e", "inhabitants"])
def test_mixed_units_are_refused(other):
    with pytest.raises(UnitMismatchError) as caught:
        add(make_figure(1), make_figure(1, unit=other))
    assert caught.value.right.code == other


@pytest.mark.parametrize("unit", ["tCO2e_per_inhabitant", "MWh_per_dwelling", "pct", "ratio"])
def test_per_head_values_and_shares_are_not_added(unit):
    with pytest.raises(NotSummableError):
        add(make_figure(1, unit=unit), make_figure(2, unit=unit))


def test_mixed_boundaries_and_periods_are_refused():
    with pytest.raises(MixedBoundaryError):
        add(make_figure(1, boundary="regulatory"), make_figure(1, boundary="footprint"))
    with pytest.raises(MixedBoundaryError):
        add(make_figure(1, year=2016), make_figure(1, year=2024))


def test_adding_nothing_is_refused():
    with pytest.raises(DomainError):
        add()


def test_a_ratio_divides_sums_and_keeps_the_weaker_coverage():
    emissions = make_figure(900, unit="tCO2e", known=3, total=4, state=ValueState.MODELLED)
    people = make_figure(200, unit="inhabitants", known=4, total=4)
    ratio = divide_figures(
        emissions, people, figure_id="tests.ratio", label=LABEL, unit=get_unit("tCO2e_per_inhabitant")
    )
    assert (ratio.value, ratio.known, ratio.total, ratio.state) == (4.5, 3, 4, ValueState.MODELLED)
    assert ratio.has_evidence


def test_a_ratio_of_two_years_is_refused_unless_it_says_so():
    pair = (make_figure(900, unit="tCO2e", year=2016), make_figure(200, unit="inhabitants", year=2021))
    options = {"figure_id": "tests.ratio", "label": LABEL, "unit": get_unit("tCO2e_per_inhabitant")}
    with pytest.raises(MixedBoundaryError):
        divide_figures(*pair, **options)
    label = Text("émissions de 2016, population de 2021", "emissions of 2016, population of 2021")
    assert divide_figures(*pair, **options, mixed_years=label).note == label


def test_a_ratio_over_nothing_is_unknown():
    ratio = divide_figures(make_figure(1), make_figure(0), figure_id="tests.ratio", label=LABEL, unit=get_unit("ratio"))
    assert ratio.value is None
    assert ratio.state is ValueState.MISSING


def test_a_ratio_of_two_territories_is_refused():
    with pytest.raises(MixedBoundaryError):
        divide_figures(
            make_figure(1),
            make_figure(1, territories=("243100633",)),
            figure_id="tests.ratio",
            label=LABEL,
            unit=get_unit("ratio"),
        )


def test_a_range_of_nothing_known_is_unknown_and_of_nothing_is_refused():
    unknown = range_of_figures([make_figure(None, unit="pct")], figure_id="tests.range", label=LABEL)
    assert (unknown.low, unknown.is_known, unknown.state) == (None, False, ValueState.MISSING)
    with pytest.raises(DomainError):
        range_of_figures([], figure_id="tests.range", label=LABEL)


def test_a_range_has_both_ends_and_its_coverage():
    shares = [make_figure(n, unit="pct") for n in (30, 80, None)]
    found = range_of_figures(shares, figure_id="tests.range", label=LABEL)
    assert (found.low, found.high, found.known, found.total) == (30, 80, 2, 3)


@given(st.lists(st.sampled_from(list(ValueState)), min_size=1))
def test_the_worst_state_is_one_of_the_given_and_nothing_not_applicable_hides_another(states):
    worst = worst_state(states)
    assert worst in states
    assert worst is not ValueState.NOT_APPLICABLE or set(states) == {ValueState.NOT_APPLICABLE}


def test_the_worst_of_no_state_is_refused():
    with pytest.raises(ValueError, match="at least one"):
        worst_state([])


def test_exact_conversion_there_and_back():
    figure = make_figure(Fraction(7), unit="ktep").in_unit(get_unit("TWh"))
    assert figure.value == pytest.approx(0.08141)
