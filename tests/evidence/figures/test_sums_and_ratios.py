"""Sums, ratios and ranges at their bounds: what unknown parts, sinks, floors and nothing make of them."""

from dataclasses import replace

import pytest

from autan.evidence.figures.core.arithmetic import (
    MixedBoundaryError,
    NotSummableError,
    add_figures,
    divide_figures,
    range_of_figures,
    with_unknown_parts,
)
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import UnitMismatchError, get_unit
from autan.ground.errors import DomainError
from autan.ground.wordings import Text
from tests.evidence.figures.making import LABEL, make_figure

OBSERVED, FLOOR, NONE = ValueState.OBSERVED, ValueState.LOWER_BOUND, ValueState.NOT_ESTABLISHED
ESTIMATED, MISSING = ValueState.ESTIMATED, ValueState.MISSING
UNKNOWN = make_figure(None)
PER_HEAD = get_unit("MWh_per_inhabitant")


def ranged(low: float | None, high: float, **fields):
    return make_figure(None, low=low, high=high, known=1, state=OBSERVED, **fields)


def add(*figures, is_signed: bool = False):
    return add_figures(figures, figure_id="tests.sum", label=LABEL, is_signed=is_signed)


def numbers(figure):
    return figure.value, figure.low, figure.high, figure.state


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([make_figure(4)], (4, None, None, OBSERVED)),
        ([make_figure(4), make_figure(0)], (4, None, None, OBSERVED)),
        ([make_figure(4), make_figure(6, state=ESTIMATED)], (10, None, None, ESTIMATED)),
        ([make_figure(4), make_figure(6, state=FLOOR)], (10, None, None, FLOOR)),
        ([make_figure(4), UNKNOWN], (4, None, None, FLOOR)),
        ([make_figure(0), UNKNOWN], (0, None, None, FLOOR)),
        ([make_figure(4), ranged(1, 3)], (None, 5, 7, OBSERVED)),
        ([ranged(1, 3), UNKNOWN], (1, None, None, FLOOR)),
        ([ranged(None, 3), UNKNOWN], (0, None, None, FLOOR)),
        ([make_figure(-4), make_figure(6)], (2, None, None, OBSERVED)),
        ([make_figure(-4), UNKNOWN], (None, None, None, NONE)),
        ([UNKNOWN, UNKNOWN], (None, None, None, MISSING)),
        ([make_figure(None, state=ValueState.CONFIDENTIAL), UNKNOWN], (None, None, None, MISSING)),
        ([make_figure(None, state=NONE, indication=3.0), make_figure(4)], (None, None, None, NONE)),
    ],
)
def test_a_sum_says_what_its_parts_do_and_no_more(parts, expected):
    assert numbers(add(*parts)) == expected


def test_a_sum_that_is_not_established_keeps_what_was_counted():
    assert add(make_figure(-4), UNKNOWN).indication == -4
    assert add(make_figure(None, state=NONE, indication=3.0), make_figure(4)).indication == 7
    assert add(make_figure(4), UNKNOWN).indication is None


def test_a_signed_sum_of_known_parts_is_a_sum():
    assert numbers(add(make_figure(4), make_figure(6), is_signed=True)) == (10, None, None, OBSERVED)
    assert numbers(add(make_figure(4), UNKNOWN, is_signed=True)) == (None, None, None, NONE)


def test_a_sum_keeps_its_places_its_coverage_and_its_parts():
    one = make_figure(1, id="a", territories=("1", "2"), known=1, total=2, part=Text("p", "q"), boundary="x")
    two = make_figure(2, id="b", territories=("2", "3"), known=3, total=3, boundary="x")
    total = add(one, two)
    assert (total.territories, total.known, total.total) == (("1", "2", "3"), 4, 5)
    assert (total.part, total.boundary, total.inputs, total.id) == (Text("p", "q"), "x", (one, two), "tests.sum")
    assert (total.method.name, total.period, total.unit.code) == ("add_figures", one.period, "MWh")


def test_a_sum_is_in_the_unit_of_its_first_part():
    total = add(make_figure(500, unit="MWh"), make_figure(1, unit="GWh"))
    assert (total.value, total.unit.code) == (1500, "MWh")
    with pytest.raises(UnitMismatchError) as caught:
        add(make_figure(1, unit="tCO2e"), make_figure(1))
    assert (caught.value.left.code, caught.value.right.code) == ("tCO2e", "MWh")


def test_what_is_not_added_is_refused_even_alone():
    with pytest.raises(NotSummableError) as caught:
        add(make_figure(1, unit="pct"))
    assert caught.value.unit.code == "pct"


def test_two_boundaries_are_named_in_order():
    with pytest.raises(MixedBoundaryError) as caught:
        add(make_figure(1, boundary="b"), make_figure(1, boundary="a"), make_figure(1, boundary="b"))
    assert caught.value.boundaries == ("b", "a")


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (make_figure(5), (5, None, None, FLOOR)),
        (make_figure(0), (0, None, None, FLOOR)),
        (make_figure(-1), (None, None, None, NONE)),
        (ranged(2, 5), (2, None, None, FLOOR)),
        (make_figure(5, inputs=(make_figure(-1, id="s"), make_figure(6, id="t"))), (None, None, None, NONE)),
    ],
)
def test_a_sum_that_lacks_parts_is_a_floor_or_nothing(figure, expected):
    assert numbers(with_unknown_parts(figure)) == expected


def test_a_sum_that_lacks_parts_of_either_sign_is_nothing():
    assert numbers(with_unknown_parts(make_figure(5), is_signed=True)) == (None, None, None, NONE)
    assert with_unknown_parts(make_figure(5), is_signed=True).indication == 5


def divide(above, below, **fields):
    plain = {"figure_id": "tests.ratio", "label": LABEL, "unit": PER_HEAD}
    return divide_figures(above, below, **plain | fields)


def people(value: float | None, **fields):
    return make_figure(value, unit="inhabitants", label=Text("habitants", "inhabitants"), **fields)


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        (make_figure(10), people(4), (2.5, None, None, OBSERVED)),
        (make_figure(0), people(4), (0, None, None, OBSERVED)),
        (make_figure(10), people(0), (None, None, None, MISSING)),
        (UNKNOWN, people(4), (None, None, None, MISSING)),
        (make_figure(10), people(None), (None, None, None, MISSING)),
        (make_figure(10, state=FLOOR), people(4), (2.5, None, None, FLOOR)),
        (make_figure(10), people(4, state=FLOOR), (None, None, 2.5, OBSERVED)),
        (make_figure(10, state=FLOOR), people(4, state=FLOOR), (None, None, None, NONE)),
        (ranged(10, 20), people(4, state=ESTIMATED), (None, 2.5, 5, ESTIMATED)),
        (make_figure(-10), people(4), (-2.5, None, None, OBSERVED)),
    ],
)
def test_a_ratio_says_what_its_two_terms_do(above, below, expected):
    assert numbers(divide(above, below)) == expected


def test_a_ratio_of_two_floors_keeps_what_they_give():
    assert divide(make_figure(10, state=FLOOR), people(4, state=FLOOR)).indication == 2.5


def test_a_ratio_has_the_coverage_of_its_weaker_term():
    weak = divide(make_figure(10, known=9, total=10), people(4, known=1, total=2, part=Text("îlots", "blocks")))
    assert (weak.known, weak.total, weak.part.fr) == (1, 2, "îlots")
    strong = divide(make_figure(10, known=1, total=3), people(4, known=1, total=2))
    assert (strong.known, strong.total) == (1, 3)
    none = divide(make_figure(None, known=0, total=0), people(4))
    assert (none.known, none.total) == (0, 0)


def test_a_ratio_says_what_it_divides_and_where():
    ratio = divide(make_figure(10, boundary="x"), people(4, boundary="y"))
    assert (ratio.boundary, ratio.unit, ratio.territories) == ("x/y", PER_HEAD, ("243100518",))
    assert [figure.unit.code for figure in ratio.inputs] == ["MWh", "inhabitants"]
    assert ratio.note is None


def test_a_ratio_of_one_year_bears_no_note_even_when_one_is_given():
    note = Text("deux années", "two years")
    assert divide(make_figure(10), people(4), mixed_years=note).note is None
    assert divide(make_figure(10, year=2020), people(4, year=2018), mixed_years=note).note == note


def spread(*figures):
    return range_of_figures(figures, figure_id="tests.range", label=LABEL)


def test_a_range_is_in_the_unit_of_the_first_and_counts_what_is_known():
    found = spread(make_figure(3, unit="MWh", id="a"), UNKNOWN, make_figure(1, unit="GWh", id="b", state=ESTIMATED))
    assert (found.low, found.high, found.known, found.total, found.state) == (3, 1000, 2, 3, ESTIMATED)
    assert (found.unit.code, found.method.name, found.value) == ("MWh", "range_of_figures", None)


def test_a_range_of_one_value_is_that_value_twice_and_bounds_nothing():
    found = spread(make_figure(3))
    assert (found.low, found.high, found.interval) == (3, 3, None)


def test_a_range_of_two_boundaries_or_dimensions_is_refused():
    with pytest.raises(MixedBoundaryError):
        spread(make_figure(1, boundary="a"), make_figure(1, boundary="b"))
    with pytest.raises(MixedBoundaryError):
        spread(make_figure(1, year=2020), make_figure(1, year=2021))
    with pytest.raises(UnitMismatchError):
        spread(make_figure(1), make_figure(1, unit="tCO2e"))


def test_a_range_keeps_each_place_once():
    one, two = make_figure(1, territories=("1",)), make_figure(2, territories=("2", "1"))
    assert spread(one, two, replace(one, value=3)).territories == ("1", "2")


@pytest.mark.parametrize(("act", "said"), [(add, "nothing to add"), (spread, "no figure to take a range of")])
def test_nothing_is_neither_added_nor_ranged(act, said):
    with pytest.raises(DomainError, match=said):
        act()
