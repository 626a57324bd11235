"""Bounds of the values that territories give, of what an edition revises, and of what two producers say."""

from datetime import date

import polars as pl
import pytest

from autan.evidence.figures.core.states import ValueState
from autan.opendata.updates.core.own_value_checks import (
    GivenValue,
    InvalidOwnValueError,
    check_own_value,
    check_size,
    check_words,
)
from autan.opendata.updates.core.reconciliation import (
    Cells,
    SecondProducer,
    pairs_of,
    reconcile,
    reconciliation_faults,
    remarks_of,
)
from autan.opendata.updates.core.revisions import LARGEST_SHOWN, compare_tables, scale_shifts

TODAY = date(2026, 6, 18)


def given(**changes: object) -> GivenValue:
    fields = {
        "measure": "electricity_total",
        "date": "2024",
        "value": 1.5,
        "unit": "GWh",
        "reason": "r",
        "document": "d",
    }
    return GivenValue(**{**fields, **changes})  # type: ignore[arg-type]  # the attributes of the class


@pytest.mark.parametrize(
    ("changes", "value"),
    [
        ({}, 1500),
        ({"value": 0.0}, 0),
        ({"unit": "MWh"}, 1.5),
        ({"date": "2026-06-18"}, 1500),
        ({"date": "2026"}, 1500),
        ({"state": ValueState.LOWER_BOUND}, 1500),
    ],
)
def test_a_value_is_taken_in_the_unit_of_its_measure(changes: dict[str, object], value: float) -> None:
    assert check_own_value(given(**changes), today=TODAY) == value


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"measure": "magic"}, "measure"),
        ({"value": -0.1}, "value"),
        ({"value": float("nan")}, "value"),
        ({"value": float("inf")}, "value"),
        ({"unit": "tCO2e"}, "unit"),
        ({"unit": ""}, "unit"),
        ({"date": "2027"}, "date"),
        ({"date": "2026-06-19"}, "date"),
        ({"date": "2020-2021"}, "date"),
        ({"date": "2024-05"}, "date"),
        ({"date": "jadis"}, "date"),
        ({"date": ""}, "date"),
        ({"state": ValueState.MISSING}, "state"),
        ({"state": ValueState.CONFIRMED_ZERO}, "state"),
    ],
)
def test_a_value_that_cannot_be_taken_names_its_field(changes: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidOwnValueError) as caught:
        check_own_value(given(**changes), today=TODAY)
    assert (caught.value.field, caught.value.may_be_confirmed) == (field, False)
    assert str(caught.value).startswith(f"{field}\u00a0: attendu ")


def test_carbon_may_be_taken_in_and_a_nil_is_confirmed() -> None:
    assert check_own_value(given(measure="carbon_flux_forest", value=-3.0, unit="tCO2e"), today=TODAY) == -3
    states = [given(value=value, state=ValueState.ESTIMATED).kept_state for value in (0.0, 0.1)]
    assert states == [ValueState.CONFIRMED_ZERO, ValueState.ESTIMATED]


@pytest.mark.parametrize(
    ("value", "provider", "words"),
    [
        (99.0, 1.0, None),
        (100.0, 1.0, "100 fois plus grande"),
        (1.0, 99.0, None),
        (1.0, 100.0, "100 fois plus petite"),
        (-250.0, 1.0, "250 fois plus grande"),
        (0.0, 9.0, None),
        (9.0, 0.0, None),
        (9e9, None, None),
    ],
)
def test_a_value_a_hundred_times_the_provider_s_is_to_be_confirmed(
    value: float, provider: float | None, words: str | None
) -> None:
    if words is None:
        check_size(value, provider)
        return
    with pytest.raises(InvalidOwnValueError, match=words) as caught:
        check_size(value, provider)
    assert (caught.value.field, caught.value.may_be_confirmed) == ("value", True)


def test_a_value_has_a_reason_and_a_document_named_shortly() -> None:
    check_words(given(document="d" * 400))
    for changes, field in (
        ({"reason": " "}, "reason"),
        ({"document": " "}, "document"),
        ({"document": "d" * 401}, "document"),
    ):
        with pytest.raises(InvalidOwnValueError) as caught:
            check_words(given(**changes))
        assert caught.value.field == field


# --- What an edition revises -----------------------------------------------------------------------------------------


def table(*values: float | None, column: str = "consumption_mwh", year: int = 2024) -> pl.DataFrame:
    codes = [f"{rank:05}" for rank in range(len(values))]
    return pl.DataFrame({"insee_code": codes, "year": [year] * len(codes), column: values})


KEY = ("insee_code", "year")


@pytest.mark.parametrize(
    ("ratio", "factor"),
    [
        (333.0, None),
        (334.0, 1e3),
        (2999.0, 1e3),
        (3001.0, None),
        (1 / 1000, 1e-3),
        (1e6, 1e6),
        (1e-6, 1e-6),
        (1.0, None),
        (2.5, None),
    ],
)
def test_a_column_of_another_scale_is_found_within_three_times(ratio: float, factor: float | None) -> None:
    old, new = table(*[10.0] * 5), table(*[10.0 * ratio] * 5, year=2025)
    assert [shift.factor for shift in scale_shifts(old, new, key=KEY)] == ([] if factor is None else [factor])


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ([10.0] * 4, [1e4] * 4, "consumption_mwh"),
        ([10.0] * 4 + [0.0], [1e4] * 5, "consumption_mwh"),
        ([10.0] * 5, [1e4] * 4 + [0.0], "consumption_mwh"),
        ([10.0] * 5, [1e4] * 5, "dwellings"),
    ],
)
def test_few_numbers_and_what_is_counted_by_heads_have_no_scale(
    old: list[float], new: list[float], column: str
) -> None:
    assert scale_shifts(table(*old, column=column), table(*new, column=column), key=KEY) == ()


def test_the_ten_largest_revisions_are_shown_and_all_are_counted() -> None:
    old = table(*[100.0] * 12)
    new = table(*[100.0 + rank for rank in range(12)])
    comparison = compare_tables(old, new, key=KEY, is_same_date=True)
    assert (comparison.revised, comparison.added, comparison.removed) == (11, 0, 0)
    assert [revision.after for revision in comparison.largest] == [111.0 - rank for rank in range(LARGEST_SHOWN)]
    assert comparison.largest[0].key == ("00011", "2024")


def test_revisions_as_large_stay_in_the_order_of_the_table() -> None:
    comparison = compare_tables(table(*[100.0] * 40), table(*[110.0] * 40), key=KEY, is_same_date=True)
    assert [revision.key[0] for revision in comparison.largest] == [f"{rank:05}" for rank in range(LARGEST_SHOWN)]
    assert compare_tables(table(1.0).select(KEY), table(1.0).select(KEY), key=KEY, is_same_date=True).revised == 0


def test_rows_of_one_date_and_places_of_another_are_gained_and_lost() -> None:
    old = pl.concat([table(1.0, 2.0), table(1.0, year=2023)])
    new = pl.concat([table(1.0, 2.0, 3.0), table(1.0, year=2022)])
    same = compare_tables(old, new, key=KEY, is_same_date=True)
    assert (same.added, same.removed, same.is_same_date) == (2, 1, True)
    other = compare_tables(old, new, key=KEY, is_same_date=False)
    assert (other.added, other.removed, other.is_same_date) == (1, 0, False)
    assert (other.is_clean, same.is_clean) == (True, False)


# --- What two producers say ------------------------------------------------------------------------------------------

SECOND = SecondProducer(source="other", label="MWh", own=Cells(), other=Cells())


def said(**values: float) -> pl.DataFrame:
    return pl.DataFrame({"place": list(values), "value": [float(value) for value in values.values()]})


def test_places_that_both_tell_above_nil_are_laid_side_by_side() -> None:
    both = reconcile(said(b=2, a=1, c=0, d=9), said(a=4, b=3, c=5), SECOND, name="other (2024)")
    assert both.rows() == [("MWh", "other (2024)", True, "a", 1.0, 4.0), ("MWh", "other (2024)", True, "b", 2.0, 3.0)]


def test_years_before_the_first_that_can_be_compared_are_left_out() -> None:
    since = SecondProducer(source="other", label="MWh", own=Cells(), other=Cells(), since="2020", asks=False)
    years = pl.DataFrame({"place": ["76 2019", "76 2020"], "value": [1.0, 2.0]})
    both = reconcile(years, years, since, name="o")
    assert both.select("place", "asks").rows() == [("76 2020", False)]


def test_a_pair_says_its_gaps_the_widest_first() -> None:
    both = reconcile(said(a=100, b=50, c=110), said(a=100, b=100, c=100), SECOND, name="o")
    (pair,) = pairs_of(both)
    assert (pair.label, pair.other) == ("MWh", "o")
    assert (pair.low, pair.middle, pair.high) == pytest.approx((-0.5, 0, 0.1))
    assert pair.rows["place"].to_list() == ["b", "c", "a"]
    (remark,) = remarks_of(both)
    assert remark.endswith("écart médian +0.0%, de -50.0% à +10.0%")
    assert "3 valeurs" in remark.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(("own", "is_told"), [(130, 0), (131, 1), (77, 0), (76, 1)])
def test_producers_farther_apart_than_a_third_are_asked_about_in_the_places_judged(own: float, is_told: int) -> None:
    both = reconcile(said(a=own, b=900), said(a=100, b=100), SECOND, name="o")
    assert [str(fault.value) for fault in reconciliation_faults(both, ["a"])] == [f"a {own} / 100"] * is_told
    silent = SecondProducer(source="other", label="MWh", own=Cells(), other=Cells(), asks=False)
    assert list(reconciliation_faults(reconcile(said(a=own), said(a=100), silent, name="o"), ["a"])) == []
