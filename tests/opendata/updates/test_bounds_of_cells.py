"""Bounds of the checks of cells, places and years of an edition, and of what it gains: told beyond, silent within."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import polars as pl
import pytest

from autan.ground.errors import Fault
from autan.opendata.updates.core.cell_checks import (
    exchanged_faults,
    hidden_total_faults,
    jump_faults,
    other_carrier_faults,
    point_faults,
    proportional_faults,
    repeated_year_faults,
    weather_faults,
    year_faults,
)
from autan.opendata.updates.core.gained_values import (
    EditionPair,
    groups_of_split,
    pair_editions,
    pair_years,
    row_faults,
    split_words,
    zero_faults,
    zero_share_faults,
)

KEY = ("insee_code", "year", "carrier")
type Cells = Mapping[str, float | None]


def told(faults: Iterator[Fault]) -> list[str]:
    return [str(fault.value).replace("\u00a0", " ") for fault in faults]


def edition(cells: Cells, *, carrier: str = "gas", year: int = 2020, column: str = "consumption_mwh") -> pl.DataFrame:
    """A table of one carrier and one year, by place."""
    values = [None if value is None else float(value) for value in cells.values()]
    data = {"insee_code": list(cells), column: pl.Series(values, dtype=pl.Float64)}
    return pl.DataFrame(data).with_columns(year=pl.lit(year), carrier=pl.lit(carrier))


def laid(
    old: Cells, new: Cells, *, holders: Mapping[str, str] | None = None, column: str = "consumption_mwh"
) -> EditionPair:
    frames = edition(old, column=column), edition(new, year=2021, column=column)
    return pair_editions(*frames, key=KEY, place="insee_code", holders=holders or {})


def places(count: int, value: float | None = 10.0, start: str = "31") -> dict[str, float | None]:
    return {f"{start}{rank:03}": value for rank in range(count)}


# --- Laid side by side -----------------------------------------------------------------------------------------------


def test_two_editions_are_laid_by_place_and_split_and_what_is_not_known_stays_so() -> None:
    twice = pl.concat([edition({"a": 1, "b": None}), edition({"a": 2, "b": None})])
    pair = pair_editions(twice, edition({"a": 5, "c": 7}), key=KEY, place="insee_code", holders={"a": "9", "b": "9"})
    assert (pair.place, pair.splits, pair.measures) == ("insee_code", ("carrier",), ("consumption_mwh",))
    assert dict(pair.old.select("insee_code", "consumption_mwh").iter_rows()) == {"a": 3.0, "b": None}
    assert pair.new.select("insee_code", "territory", "consumption_mwh").rows() == [("a", "9", 5.0)]
    assert pair.other.select("insee_code", "territory", "consumption_mwh").rows() == [("c", "c", 7.0)]


def test_of_a_series_the_years_that_both_editions_have_are_laid() -> None:
    old = pl.concat([edition({"a": 1}), edition({"a": 2}, year=2021)])
    new = pl.concat([edition({"a": 3}, year=2021), edition({"a": 4}, year=2022)])
    pair = pair_editions(old, new, key=KEY, place="insee_code", holders={})
    assert pair.splits == ("year", "carrier")
    assert pair.new.select("year", "consumption_mwh").rows() == [(2021, 3.0)]


def test_what_is_written_beside_a_number_neither_splits_nor_counts() -> None:
    table = edition({"a": 1}).with_columns(operator=pl.lit("x"), masked_meshes=pl.lit(2), label=pl.lit("y"))
    pair = pair_editions(table, table, key=(*KEY, "operator"), place="insee_code", holders={})
    assert (pair.splits, pair.measures) == (("carrier",), ("consumption_mwh",))


def series(values: Mapping[int, float], code: str = "a") -> pl.DataFrame:
    data = {"code": [code] * len(values), "year": list(values), "value": [float(value) for value in values.values()]}
    return pl.DataFrame(data).with_columns(mesh=pl.lit("epci"), category=pl.lit(""))


SERIES_KEY = ("mesh", "code", "year", "category")


def test_each_year_of_a_series_is_laid_beside_the_one_before_but_those_that_were_known() -> None:
    table = series({2018: 1, 2020: 2, 2021: 3})
    pair = pair_years(table, None, key=SERIES_KEY, holders={})
    assert pair is not None
    assert (pair.is_of_years, pair.wholes, pair.splits) == (True, ("mesh", "year"), ("mesh", "year", "category"))
    assert sorted(pair.old.select("year", "value").rows()) == [(2020, 1.0), (2021, 2.0)]
    assert sorted(pair.new.select("year", "value").rows()) == [(2020, 2.0), (2021, 3.0)]
    known = pair_years(table, series({2018: 1, 2020: 2}), key=SERIES_KEY, holders={})
    assert known is not None
    assert known.new.select("year", "value").rows() == [(2021, 3.0)]
    assert pair_years(table, table, key=SERIES_KEY, holders={}) is None
    assert pair_years(series({2020: 1}), None, key=SERIES_KEY, holders={}) is None


def test_groups_come_in_the_order_of_their_words() -> None:
    rows = pl.DataFrame({"carrier": ["gas", "coal", "gas"], "value": [1, 2, 3]})
    assert [(split, group.height) for split, group in groups_of_split(rows, ("carrier",))] == [
        (("coal",), 1),
        (("gas",), 2),
    ]
    assert [split for split, _group in groups_of_split(rows, ())] == [()]
    assert list(groups_of_split(rows.clear(), ())) == []
    assert (split_words(("gas", 2020)), split_words(())) == ("gas 2020", "ensemble")


# --- What comes and goes ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("zeros", "known", "is_told"), [(3, 50, 0), (4, 50, 1), (5, 500, 0), (6, 500, 1)])
def test_zeros_that_come_together_are_told_beyond_a_few(zeros: int, known: int, is_told: int) -> None:
    old = places(known) | places(zeros, None, "82")
    words = told(zero_faults(laid(old, places(known) | places(zeros, 0.0, "82"))))
    assert [text.partition(" (")[0] for text in words] == [f"gas : {zeros} zéros nouveaux"] * is_told


@pytest.mark.parametrize(("zeros", "is_told"), [(3, 0), (4, 1)])
def test_four_zeros_in_one_territory_are_told_in_any_edition(zeros: int, is_told: int) -> None:
    mine = places(zeros, None, "82")
    pair = laid(places(900) | mine, places(900) | dict.fromkeys(mine, 0.0), holders=dict.fromkeys(mine, "T"))
    assert told(zero_faults(pair)) == [f"gas : {zeros} zéros nouveaux (T {zeros})"] * is_told


@pytest.mark.parametrize(
    ("column", "before", "is_told"),
    [
        ("consumption_mwh", 8.0, 1),
        ("power_kw", 8.0, 1),
        ("consumption_mwh", 0.0, 0),
        ("inhabitants", 8.0, 0),
        ("inhabitants", None, 1),
    ],
)
def test_a_zero_is_new_after_an_unknown_and_after_an_amount_of_what_flows(
    column: str, before: float | None, is_told: int
) -> None:
    pair = laid(places(9) | places(5, before, "82"), places(9) | places(5, 0.0, "82"), column=column)
    assert len(told(zero_faults(pair))) == is_told


@pytest.mark.parametrize(
    ("zeros", "rows", "usual", "is_told"),
    [(19, 20, 0, 0), (20, 99, 0, 1), (20, 100, 0, 0), (40, 100, 20, 0), (41, 100, 20, 1)],
)
def test_zeros_far_more_frequent_than_usual_are_told_from_twenty_on(
    zeros: int, rows: int, usual: int, is_told: int
) -> None:
    old = places(100 - usual) | places(usual, 0.0, "32")
    new = places(rows - zeros, 10.0, "82") | places(zeros, 0.0, "83")
    words = told(zero_share_faults(laid(old, new)))
    assert [text.partition(" (")[0] for text in words] == [f"gas : {zeros} zéros"] * is_told


@pytest.mark.parametrize(("count", "known", "is_told"), [(3, 50, 0), (4, 50, 1), (5, 500, 0), (6, 500, 1)])
def test_values_that_many_places_gain_or_lose_are_told(count: int, known: int, is_told: int) -> None:
    few, many = places(known), places(known) | places(count, 10.0, "82")
    holders = dict.fromkeys(many, "T")
    gained = laid(few, many, holders=holders)
    assert told(row_faults(gained, is_same_date=True)) == [f"gas : {count} valeurs ajoutées (T {count})"] * is_told
    oil = edition(many, carrier="oil")
    frames = (pl.concat([edition(cells), oil]) for cells in (many, few))
    lost = pair_editions(*frames, key=KEY, place="insee_code", holders=holders)
    assert told(row_faults(lost, is_same_date=False)) == [f"gas : {count} valeurs perdues (T {count})"] * is_told
    assert told(row_faults(lost, is_same_date=True)) == []


def test_zeros_and_places_that_are_gone_whole_are_no_values_lost_or_gained() -> None:
    few, zeros = places(50), places(50) | places(9, 0.0, "82")
    holders = dict.fromkeys(zeros, "T")
    assert told(row_faults(laid(few, zeros, holders=holders), is_same_date=True)) == []
    assert told(row_faults(laid(places(60), few), is_same_date=False)) == []


# --- Totals among the rows -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("parts", "whole", "is_told"), [(5, 1000, 1), (4, 1000, 0), (5, 999, 0), (5, 1001, 0)])
def test_a_row_worth_all_the_others_is_told_among_six_from_a_thousand_on(
    parts: int, whole: float, is_told: int
) -> None:
    each = min(whole, 1000) / parts
    cells = places(parts, each) | {"31999": float(whole)}
    pair = laid(cells, cells)
    assert told(hidden_total_faults(edition(cells), pair, key=KEY)) == ["31999"] * is_told


def test_a_row_named_a_total_is_told_where_a_place_is_split_no_further() -> None:
    cells = places(3)
    table = edition(cells).with_columns(operator=pl.lit(" Total "), activity=pl.lit("total"))
    assert told(hidden_total_faults(table, laid(cells, cells), key=(*KEY, "operator", "activity"))) == [" Total "]
    assert told(hidden_total_faults(table, laid(cells, cells), key=KEY)) == []


# --- Cells, places and years -----------------------------------------------------------------------------------------


def two_carriers(gas: Sequence[float], oil: Sequence[float]) -> pl.DataFrame:
    codes = [f"31{rank:03}" for rank in range(len(gas))]
    return pl.concat(
        edition(dict(zip(codes, values, strict=True)), carrier=carrier)
        for carrier, values in (("gas", gas), ("oil", oil))
    )


@pytest.mark.parametrize(
    ("gas", "oil", "new_gas", "new_oil", "is_told"),
    [
        (1000, 600, 600, 1000, 1),  # 1.67 times apart
        (1000, 650, 650, 1000, 0),  # 1.54 times
        (1000, 500, 610, 1000, 1),  # back within 1.25 times
        (1000, 500, 640, 1000, 0),
        (1000, 500, 1000, 500, 0),
        (99, 40, 40, 99, 0),  # too small to be worth a question
        (100, 40, 40, 100, 1),
    ],
)
def test_two_carriers_exchanged_in_one_place_are_told(
    gas: float, oil: float, new_gas: float, new_oil: float, is_told: int
) -> None:
    frames = two_carriers([gas, 9], [oil, 9]), two_carriers([new_gas, 9], [new_oil, 9])
    pair = pair_editions(*frames, key=KEY, place="insee_code", holders={})
    assert told(exchanged_faults(pair)) == ["31000 gas et oil"] * is_told


def test_two_neighbours_that_changed_places_are_told_and_places_of_two_departments_are_not() -> None:
    neighbours = laid({"31001": 900, "31002": 100}, {"31001": 100, "31002": 900})
    assert told(exchanged_faults(neighbours)) == ["31001 et 31002"]
    assert told(exchanged_faults(laid({"31001": 900, "82002": 100}, {"31001": 100, "82002": 900}))) == []


@pytest.mark.parametrize(
    ("before", "after", "is_register", "is_told"),
    [
        (200, 799, 0, 0),
        (200, 800, 0, 1),
        (800, 200, 0, 1),
        (800, 201, 0, 0),
        (100, 599, 0, 0),  # less than 500 more
        (100, 600, 0, 1),
        (100, 999, 1, 0),
        (100, 1000, 1, 1),
    ],
)
def test_a_cell_that_jumps_is_told_by_how_much_and_how_many_times(
    before: float, after: float, is_register: int, is_told: int
) -> None:
    pair = laid(places(4) | {"82000": before}, places(4) | {"82000": after})
    words = told(jump_faults(pair, is_register=bool(is_register)))
    assert words == [f"82000 gas {before} → {after}"] * is_told
    few = laid(places(3) | {"82000": before}, places(3) | {"82000": after})
    assert told(jump_faults(few, is_register=bool(is_register))) == []


@pytest.mark.parametrize(
    ("ratio", "count", "of_years", "is_told"),
    [(0.76, 20, 0, 1), (0.78, 20, 0, 0), (0.76, 19, 0, 0), (1.31, 20, 0, 1), (1.29, 20, 0, 0), (1.31, 20, 1, 0)],
)
def test_all_places_together_move_as_years_do(ratio: float, count: int, of_years: int, is_told: int) -> None:
    pair = replace(laid(places(count, 100.0), places(count, 100.0 * ratio)), is_of_years=bool(of_years))
    assert told(year_faults(pair)) == [f"gas : × {ratio:.2f} ensemble"] * is_told


def test_what_is_counted_in_people_may_move_as_it_does() -> None:
    assert told(year_faults(laid(places(20, 100.0), places(20, 10.0), column="inhabitants"))) == []


@pytest.mark.parametrize(
    ("ratio", "count", "is_told"), [(1.1, 20, 1), (1.1, 19, 0), (1.0004, 20, 0), (1.4, 5, 1), (1.4, 4, 0), (1.2, 5, 0)]
)
def test_one_ratio_for_all_places_is_told_from_few_where_years_do_not_move_so(
    ratio: float, count: int, is_told: int
) -> None:
    old = {f"31{rank:03}": 1000.0 + 37 * rank for rank in range(count)}
    pair = laid(old, {code: value * ratio for code, value in old.items()})
    assert told(proportional_faults(pair)) == [f"gas : la référence multipliée par {ratio:.4g}"] * is_told


def test_places_that_each_move_in_their_own_way_are_not_multiplied() -> None:
    old = {f"31{rank:03}": 1000.0 for rank in range(30)}
    new = {code: 1000.0 * (1.1 + rank / 500) for rank, code in enumerate(old)}
    assert told(proportional_faults(laid(old, new))) == []
    assert told(proportional_faults(laid(places(30, 99.0), places(30, 198.0)))) == [], "amounts too small"


@pytest.mark.parametrize(("count", "same", "is_told"), [(19, 19, 0), (20, 19, 1), (20, 18, 0)])
def test_a_year_that_repeats_the_one_before_is_told(count: int, same: int, is_told: int) -> None:
    tables = [series({2020: 10, 2021: 10 if rank < same else 11}, code=f"{rank:02}") for rank in range(count)]
    pair = pair_years(pl.concat(tables), None, key=SERIES_KEY, holders={})
    assert pair is not None
    words = told(repeated_year_faults(pair))
    assert ["valeurs de l’année précédente" in text for text in words] == [True] * is_told


@pytest.mark.parametrize(("before", "is_told"), [(10, 1), (9, 0)])
def test_a_large_quantity_that_falls_to_nothing_is_told(before: float, is_told: int) -> None:
    tables = [series({2020: 10, 2021: 10 + rank}, code=f"{rank:02}") for rank in range(1, 4)]
    pair = pair_years(
        pl.concat([*tables, series({2020: before, 2021: 0}, code="99")]), None, key=SERIES_KEY, holders={}
    )
    assert pair is not None
    assert [text.startswith("99 ") for text in told(repeated_year_faults(pair))] == [True] * is_told


@pytest.mark.parametrize(("after", "count", "is_told"), [(1.26, 5, 1), (1.25, 5, 0), (0.74, 5, 1), (1.26, 4, 0)])
def test_degree_days_move_as_those_of_the_others(after: float, count: int, is_told: int) -> None:
    old = places(count, 1000.0)
    new = {**places(count, 1000.0), "31000": 1000.0 * after}
    pair = laid(old, new, column="value")
    assert [text.startswith("31000 gas") for text in told(weather_faults(pair))] == [True] * is_told


def points(rates: Sequence[float], count: int = 20, carrier: str = "gas") -> pl.DataFrame:
    cells = {f"31{rank:03}": rate * count for rank, rate in enumerate(rates)}
    return edition(cells, carrier=carrier).with_columns(delivery_points=pl.lit(count))


@pytest.mark.parametrize(
    ("rate", "count", "usual", "is_told"),
    [(25.0, 20, 20, 0), (25.5, 20, 20, 1), (4.0, 20, 20, 0), (3.9, 20, 20, 1), (99.0, 19, 20, 0), (99.0, 20, 19, 0)],
)
def test_the_energy_of_a_delivery_point_lies_within_the_usual_range(
    rate: float, count: int, usual: int, is_told: int
) -> None:
    table, reference = points([rate], count), points([10.0] * usual)
    words = told(point_faults(table, reference, place="insee_code", amount="consumption_mwh"))
    assert words == [f"31000 {rate:.3g}"] * is_told


@pytest.mark.parametrize(
    ("gas", "power", "is_told"), [(110, 100, 0), (111, 100, 1), (20, 2, 0), (21, 2, 1), (111, 0, 0)]
)
def test_homes_have_no_more_points_of_gas_than_of_electricity(gas: int, power: int, is_told: int) -> None:
    table = pl.concat([points([9.0], gas, "natural_gas"), points([9.0], power, "electricity")])
    assert told(other_carrier_faults(table, place="insee_code")) == [f"31000 {gas} > {power}"] * is_told
