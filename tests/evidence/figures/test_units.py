"""Units convert exactly, and only into what measures the same thing."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autan.evidence.figures.core.units import UnitMismatchError, convert, get_unit, units_like
from autan.ground.errors import DomainError

ENERGY = ["J", "kWh", "MWh", "GWh", "TWh", "tep", "ktep"]


@pytest.mark.parametrize(
    ("value", "unit", "expected", "target"),
    [
        (1, "TWh", 1000, "GWh"),
        (1, "kWh", 3_600_000, "J"),
        (1, "tep", Fraction(1163, 100), "MWh"),
        (1, "ktep_lhv", Fraction(1163, 100), "GWh_lhv"),
        (1, "ktCO2e", 1000, "tCO2e"),
        (1, "MEUR", 1000, "kEUR"),
        (Fraction(1, 4), "ratio", 25, "pct"),
    ],
)
def test_known_values(value, unit, expected, target):
    assert convert(value, from_unit=get_unit(unit), to_unit=get_unit(target)) == expected


@given(
    st.integers(), st.sampled_from(ENERGY), st.sampled_from(ENERGY), st.sampled_from(["", "_lhv", "_hhv", "_unstated"])
)
def test_there_and_back_loses_nothing(value, one, other, basis):
    start, end = get_unit(one + basis), get_unit(other + basis)
    there = convert(value, from_unit=start, to_unit=end)
    assert convert(there, from_unit=end, to_unit=start) == value


def test_a_float_stays_a_float():
    assert convert(2.5, from_unit=get_unit("GWh"), to_unit=get_unit("MWh")) == 2500.0


def test_lower_and_higher_calorific_values_never_convert():
    with pytest.raises(UnitMismatchError) as caught:
        convert(1, from_unit=get_unit("GWh_lhv"), to_unit=get_unit("GWh_hhv"))
    assert caught.value.left.code == "GWh_lhv"


def test_an_unknown_unit_is_named_with_the_known_ones():
    with pytest.raises(DomainError, match=r"kWhh.*known: .*kWh"):
        get_unit("kWhh")


@pytest.mark.parametrize(
    ("unit", "is_summable"), [("MWh", True), ("territories", True), ("pct", False), ("tCO2e_per_inhabitant", False)]
)
def test_shares_and_per_head_values_are_not_summable(unit, is_summable):
    assert get_unit(unit).is_summable == is_summable


def test_a_unit_that_is_a_word_is_singular_as_each_language_has_it():
    unit = get_unit("installations")
    assert [unit.written(value).fr for value in (0, 1.5, 2, None)] == [
        "installation", "installation", "installations", "installations",
    ]  # fmt: skip
    assert [unit.written(value).en for value in (0, 1, 1.5)] == ["installations", "installation", "installations"]
    assert get_unit("MWh").written(1).fr == "MWh"


def test_what_a_quantity_may_be_typed_in():
    assert [other.code for other in units_like(get_unit("kW"))] == ["kW", "MW"]
    assert [other.code for other in units_like(get_unit("communes"))] == ["communes"]
    assert [get_unit(code).is_summable for code in ("MWh", "pct", "MWh_per_inhabitant")] == [True, False, False]
