"""Bounds of what is plausible in a new edition: what is told just beyond each, and what is silent just within."""

from collections.abc import Iterator, Sequence

import polars as pl
import pytest

from autan.ground.errors import Fault
from autan.opendata.updates.core.plausibility import (
    PeopleBounds,
    change_faults,
    cut_fault,
    moved_faults,
    name_some,
    people_faults,
    same_numbers_fault,
    shift_faults,
    swapped_faults,
    unit_faults,
    unmasked_faults,
)
from autan.opendata.updates.core.revisions import EditionComparison, ScaleShift

BOUNDS = PeopleBounds(column="consumption_mwh", lowest=5.0, highest=50.0)


def told(faults: Iterator[Fault]) -> list[tuple[str | None, str]]:
    """Column and value of each fault."""
    return [(fault.column, str(fault.value)) for fault in faults]


def beyond_people(
    rates: Sequence[float], bounds: PeopleBounds = BOUNDS, people: int = 100, **columns: Sequence[object]
) -> list[tuple[str | None, str]]:
    """What is told of territories `1`, `2`…, each of so many people and of so much for each of them."""
    sirens = [str(rank) for rank in range(1, len(rates) + 1)]
    table = pl.DataFrame({bounds.column: [rate * 100.0 for rate in rates], **columns})
    counted = dict.fromkeys(sirens, people)
    return told(people_faults(table, bounds, pl.Series("territory", sirens, dtype=pl.String), counted))


@pytest.mark.parametrize(
    ("rates", "value"),
    [
        ([4.9, 4.9], None),
        ([4.9, 4.9, 9], "4.9 par habitant, territoire médian"),
        ([5, 5, 5], None),
        ([50, 50, 50], None),
        ([50.5, 50.5, 9], "50.5 par habitant, territoire médian"),
        ([0, 4.9, 4.9], None),
    ],
)
def test_the_median_territory_lies_within_what_people_do(rates: list[float], value: str | None) -> None:
    assert beyond_people(rates) == ([] if value is None else [("consumption_mwh", value)])


@pytest.mark.parametrize(("odd", "value"), [(1000, None), (1010, "5 1.01e+03"), (0.1, None), (0.09, "5 0.09")])
def test_a_territory_a_hundred_times_the_median_is_told_among_five(odd: float, value: str | None) -> None:
    expected = [] if value is None else [("consumption_mwh", value)]
    assert beyond_people([10, 10, 10, 10, odd]) == expected
    assert beyond_people([10, 10, 10, odd]) == []
    silent = PeopleBounds(column="consumption_mwh", lowest=5.0, highest=50.0, reads_outliers=False)
    assert beyond_people([10, 10, 10, 10, odd], silent) == []


@pytest.mark.parametrize(("odd", "is_told"), [(2.5, 0), (2.4, 1), (100, 0), (101, 1)])
def test_inhabitants_are_told_from_half_the_least_to_twice_the_most(odd: float, is_told: int) -> None:
    bounds = PeopleBounds(column="population_inhabitants", lowest=5.0, highest=50.0)
    assert len(beyond_people([10, 10, 10, 10, odd], bounds)) == is_told


def test_what_nobody_lives_in_and_what_is_outside_any_territory_is_left_out() -> None:
    assert beyond_people([1, 1, 1], people=0) == []
    table = pl.DataFrame({"consumption_mwh": [1.0, 1.0, 1.0]})
    territory = pl.Series("territory", ["1", "2", None])
    assert told(people_faults(table, BOUNDS, territory, {"1": 1, "2": 1})) == []


def test_six_odd_territories_are_named_by_five() -> None:
    (fault,) = beyond_people([10] * 20 + [2000] * 6)
    assert fault[1] == "21 2e+03, 22 2e+03, 23 2e+03, 24 2e+03, 25 2e+03"


def test_the_rows_of_one_sector_or_the_totals_alone_are_read_where_there_are_any() -> None:
    homes = PeopleBounds(column="consumption_mwh", lowest=5.0, highest=50.0, sector="residential")
    rates = [10, 10, 10, 900, 900, 900]
    sectors = ["residential"] * 3 + ["industry"] * 3
    assert beyond_people(rates, homes, sector=sectors) == []
    assert beyond_people(rates, homes, sector=["industry"] * 6) != []
    assert beyond_people(rates, carrier=["total"] * 3 + ["gas"] * 3) == []
    assert beyond_people([9, 9, 9], carrier=["total"] * 3) == []


def test_another_unit_than_people_is_divided_by_where_both_are_known() -> None:
    bounds = PeopleBounds(column="consumption_mwh", lowest=5.0, highest=50.0, by="dwellings")
    homes = [100, 100, 100, None]
    assert beyond_people([2, 2, 2, 90], bounds, dwellings=homes) == [
        ("consumption_mwh", "2 par dwellings, territoire médian")
    ]
    assert beyond_people([9, 9, 9, 9e9], bounds, dwellings=homes) == []


def split_table(places: Sequence[str], **sums: float) -> pl.DataFrame:
    rows = [(place, sector, value) for place in places for sector, value in sums.items()]
    return pl.DataFrame(rows, schema=["insee_code", "sector", "consumption_mwh"], orient="row")


SPLIT = ("insee_code", "sector")
FIVE, OTHERS = [f"3100{n}" for n in range(5)], [f"8200{n}" for n in range(5)]


@pytest.mark.parametrize(
    ("places", "more", "value"),
    [
        (FIVE, 1.15, None),
        (FIVE, 1.2, "homes et shops"),
        (OTHERS, 2.4, None),
        (OTHERS, 2.5, "homes et shops"),
        (FIVE[:4], 2.4, None),
    ],
)
def test_two_sectors_that_changed_places_are_told_where_they_were_apart(
    places: list[str], more: float, value: str | None
) -> None:
    old, new = split_table(FIVE, homes=100 * more, shops=100), split_table(places, homes=100, shops=100 * more)
    assert told(swapped_faults(new, old, key=SPLIT)) == ([] if value is None else [("sector", value)])
    assert told(swapped_faults(old, old, key=SPLIT)) == []


def test_what_moved_without_changing_places_is_no_exchange() -> None:
    old = split_table(FIVE, homes=100, shops=40)
    assert told(swapped_faults(split_table(FIVE, homes=70, shops=70), old, key=SPLIT)) == []
    assert told(swapped_faults(split_table(FIVE, homes=100), old, key=SPLIT)) == []


def test_columns_that_changed_places_are_told_among_three() -> None:
    old = pl.DataFrame({"insee_code": FIVE, "houses": [9] * 5, "flats": [2] * 5, "empty": [1] * 5})
    new = old.with_columns(houses=pl.col("flats"), flats=pl.col("houses"))
    assert told(swapped_faults(new, old, key=["insee_code"])) == [("colonnes", "flats et houses")]
    assert told(swapped_faults(new.drop("empty"), old.drop("empty"), key=["insee_code"])) == []


def amounts(values: Sequence[float | None], column: str = "consumption_mwh", year: int = 2020) -> pl.DataFrame:
    codes = [f"{rank:05}" for rank in range(len(values))]
    return pl.DataFrame({"insee_code": codes, "year": [year] * len(codes), column: values})


@pytest.mark.parametrize(
    ("rows", "changed", "value"), [(19, 0, None), (20, 0, "100%"), (20, 1, "95%"), (20, 2, None), (40, 2, "95%")]
)
def test_the_numbers_of_the_last_edition_under_another_year_are_told(
    rows: int, changed: int, value: str | None
) -> None:
    old = amounts([5.0] * rows)
    new = amounts([6.0] * changed + [5.0] * (rows - changed), year=2021)
    words = told(same_numbers_fault(old, new, key=("insee_code", "year")))
    assert [text.replace("\u202f", "").replace("\u00a0", "").split(" ")[0] for _column, text in words] == (
        [] if value is None else [value]
    )


def test_zeros_and_columns_without_a_unit_are_no_repeated_numbers() -> None:
    key = ("insee_code", "year")
    assert told(same_numbers_fault(amounts([0.0] * 30), amounts([0.0] * 30), key=key)) == []
    assert told(same_numbers_fault(amounts([5.0] * 30, "rank"), amounts([5.0] * 30, "rank"), key=key)) == []
    half = amounts([5.0] * 19 + [0.0])
    assert told(same_numbers_fault(half, half, key=key)) == []


@pytest.mark.parametrize(
    ("unit", "most"), [("MtCO2e", 1e3), ("ktCO2e", 1e6), ("TWh", 3e3), ("GWh PCS", 3e6), ("MWh", None)]
)
def test_no_value_of_a_series_is_more_than_all_france(unit: str, most: float | None) -> None:
    table = pl.DataFrame({"code": ["b", "a"], "year": [2020, 2021], "value": [most or 9e9, most or 9e9]})
    assert told(unit_faults(table, unit)) == []
    more = table.with_columns(pl.col("value") + 1)
    words = told(unit_faults(more, unit))
    assert words == ([] if most is None else [("value", f"a 2021 {most + 1:.0f}, b 2020 {most + 1:.0f}")])


@pytest.mark.parametrize(("rows", "bare", "is_told"), [(19, 19, 0), (20, 10, 0), (20, 11, 1), (21, 11, 1), (30, 0, 0)])
def test_masked_meshes_that_are_gone_from_more_than_half_are_told(rows: int, bare: int, is_told: int) -> None:
    old = amounts([1.0] * rows + [0.0] * 50, "masked_meshes")
    new = amounts([0.0] * bare + [1.0] * (rows - bare) + [0.0] * 50, "masked_meshes", year=2021)
    words = told(unmasked_faults(new, old, key=("insee_code", "year")))
    expected = ("masked_meshes", f"{bare} lignes sur {rows} n’ont plus de maille masquée")
    assert words == [expected] * is_told


@pytest.mark.parametrize(
    ("column", "after", "is_told"),
    [
        ("consumption_mwh", 160, 0),
        ("consumption_mwh", 161, 1),
        ("consumption_mwh", 63, 0),
        ("consumption_mwh", 62, 1),
        ("emissions_tco2e", 161, 1),
        ("population_inhabitants", 130, 0),
        ("population_inhabitants", 131, 1),
        ("dwellings", 150, 0),
        ("dwellings", 151, 1),
        ("power_kw", 600, 0),
        ("power_kw", 601, 1),
        ("rank", 9_000, 0),
        ("consumption_mwh", 0, 0),
    ],
)
def test_a_total_moves_as_much_as_its_unit_does_in_a_year(column: str, after: float, is_told: int) -> None:
    old, new = amounts([100.0], column), amounts([float(after)], column, year=2021)
    words = told(moved_faults(old, new, key=("insee_code", "year"), holders={"00000": "9"}))
    assert words == [(column, f"9 100 → {after}")] * is_told


def test_what_moves_in_a_place_and_not_in_its_territory_is_silent() -> None:
    old, new = amounts([100.0, 100.0]), amounts([10.0, 190.0])
    key, holders = ("insee_code", "year"), {"00000": "9", "00001": "9"}
    assert told(moved_faults(old, new, key=key, holders=holders)) == []
    assert len(told(moved_faults(old, new, key=key, holders={}))) == 1
    assert told(moved_faults(old, new.clear(), key=key, holders=holders)) == []


def codes_of(count: int, start: str = "31") -> list[str]:
    return [f"{start}{rank:03}" for rank in range(count)]


@pytest.mark.parametrize(("present", "wanted", "is_told"), [(50, 53, 0), (50, 54, 1), (49, 60, 0), (50, 50, 0)])
def test_a_table_cut_in_a_territory_is_told_from_four_communes_on(present: int, wanted: int, is_told: int) -> None:
    codes = codes_of(present)
    words = told(cut_fault([*codes, codes[0]], {"9": codes_of(wanted)}))
    assert words == [(None, f"communes présentes\u00a0: 9 {present} sur {wanted}")] * is_told


def test_a_territory_that_goes_on_in_another_department_or_has_no_row_is_not_cut() -> None:
    codes = codes_of(50)
    assert (
        told(cut_fault(codes, {"9": [*codes, *codes_of(9, "82")], "8": [f"319{rank:02}" for rank in range(9)]})) == []
    )


@pytest.mark.parametrize(
    ("removed", "revised", "rows", "faults"),
    [
        (3, 20, 100, []),
        (4, 20, 100, ["4 lignes ou lieux perdus"]),
        (3, 21, 100, ["21 valeurs révisées"]),
        (10, 50, 1000, []),
        (11, 51, 1000, ["11 lignes ou lieux perdus", "51 valeurs révisées"]),
    ],
)
def test_a_few_rows_lost_or_revised_are_silent(removed: int, revised: int, rows: int, faults: list[str]) -> None:
    comparison = EditionComparison(is_same_date=True, added=0, removed=removed, revised=revised)
    assert [value for _column, value in told(change_faults(comparison, rows=rows))] == faults


def test_a_column_of_another_scale_is_told_with_its_edition() -> None:
    shifts = [ScaleShift(column="a_mwh", factor=1000.0), ScaleShift(column="b_mwh", factor=0.001)]
    assert told(shift_faults(shifts, "de 2020")) == [
        ("a_mwh", "environ 1000 fois l’édition de 2020"),
        ("b_mwh", "environ 1/1000 fois l’édition de 2020"),
    ]


@pytest.mark.parametrize(
    ("count", "words"),
    [(1, "0"), (5, "0, 1, 2, 3, 4"), (6, "0, 1, 2, 3, 4 et 1 autre"), (8, "0, 1, 2, 3, 4 et 3 autres")],
)
def test_five_are_named_and_the_others_are_counted(count: int, words: str) -> None:
    assert str(name_some([str(rank) for rank in range(count)])) == words
