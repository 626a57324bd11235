"""The law of mergers on its engine: sums, order, coverage, marks, the unknown; and its worked example."""

from collections.abc import Sequence
from typing import Any

import duckdb
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from autan.territories.perimeters.core.perimeter_sql import RowMark, codes_outside
from tests.territories.networks.making import Row, add_by_hand, add_with_sql, passage_of

CODES = [f"0100{digit}" for digit in range(8)]
FORMER = [f"0200{digit}" for digit in range(4)]
SIRENS = ["100000000", "200000000", "300000000"]
KEYS = ["sector", "year"]

members = st.dictionaries(st.sampled_from(CODES), st.sampled_from(SIRENS), min_size=1)
merges = st.lists(
    st.tuples(st.sampled_from(FORMER), st.sampled_from([*CODES, *FORMER]), st.integers(1970, 2026)), max_size=6
).map(lambda steps: [step for step in steps if step[0] != step[1]])
passages = st.builds(passage_of, members, merges)
tables = st.lists(
    st.fixed_dictionaries(
        {
            "insee_code": st.sampled_from([*CODES, *FORMER, "99999"]),
            "sector": st.sampled_from(["waste", "road_transport", None]),
            "year": st.sampled_from([2016, 2024, None]),
            "heat_mwh": st.none() | st.integers(-1000, 1000),
        }
    ),
    max_size=40,
    unique_by=lambda row: (row["insee_code"], row["sector"], row["year"]),
)
laws = settings(max_examples=25, deadline=None)


def aggregate(
    rows: Sequence[Row], passage: pl.DataFrame, keys: Sequence[str] = KEYS, **options: Any
) -> dict[tuple[Any, ...], Any]:
    found = add_with_sql(rows, passage, keys, {"heat_mwh": "BIGINT"}, **options)
    added = {row[: len(keys) + 1]: row[len(keys) + 1 :] for row in found}
    assert len(added) == len(found), "one row for each territory and keys"
    return added


@laws
@given(rows=tables, passage=passages)
def test_the_sums_are_those_of_plain_python(rows: list[Row], passage: pl.DataFrame) -> None:
    by_hand = add_by_hand(rows, passage, KEYS, "heat_mwh")
    assert aggregate(rows, passage) == by_hand
    assert aggregate(rows, passage, is_single=True) == by_hand


@laws
@given(rows=tables, passage=passages)
def test_the_total_is_the_sum_of_the_parts(rows: list[Row], passage: pl.DataFrame) -> None:
    mapped = set(passage["source_code"])
    given_total = sum(row["heat_mwh"] or 0 for row in rows if row["insee_code"] in mapped)
    assert sum(total or 0 for total, _, _ in aggregate(rows, passage).values()) == given_total


@laws
@given(rows=tables, passage=passages, chance=st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(rows: list[Row], passage: pl.DataFrame, chance: Any) -> None:
    shuffled = list(rows)
    chance.shuffle(shuffled)
    assert aggregate(shuffled, passage) == aggregate(rows, passage)


@laws
@given(rows=tables, passage=passages)
def test_known_communes_are_never_more_than_communes_and_the_unknown_is_never_zero(
    rows: list[Row], passage: pl.DataFrame
) -> None:
    for total, known, present in aggregate(rows, passage).values():
        assert 0 <= known <= present
        assert total is not None or known == 0


@laws
@given(rows=tables, passage=passages)
def test_adding_to_the_communes_of_the_vintage_first_gives_the_same_sums(
    rows: list[Row], passage: pl.DataFrame
) -> None:
    by_commune = passage.with_columns(siren=pl.col("insee_code"))
    first = aggregate(rows, by_commune)
    communes = [
        {"insee_code": code, "sector": sector, "year": year, "heat_mwh": total}
        for (code, sector, year), (total, _, _) in first.items()
    ]
    direct = {group: total for group, (total, _, _) in aggregate(rows, passage).items()}
    assert {group: total for group, (total, _, _) in aggregate(communes, passage).items()} == direct


@laws
@given(rows=tables, passage=passages)
def test_adding_over_a_key_gives_the_sums_without_it(rows: list[Row], passage: pl.DataFrame) -> None:
    by_year = [row for row in rows if row["sector"] == "waste"]
    finer, coarser = aggregate(by_year, passage), aggregate(by_year, passage, ["sector"])
    for group, (total, _, _) in coarser.items():
        parts = [part for (siren, sector, _), (part, _, _) in finer.items() if (siren, sector) == group]
        assert (total or 0) == sum(part or 0 for part in parts)


CAHORS, OTHER = "200023737", "200067106"
BELLEFONT = passage_of(
    {"46156": CAHORS, "46042": CAHORS, "46001": OTHER}, [("46077", "46156", 2017), ("46327", "46156", 2017)]
)


def rows_of(values: dict[str, int | None]) -> list[Row]:
    return [{"insee_code": code, "heat_mwh": value} for code, value in values.items()]


def test_the_worked_example_of_the_algorithm_page() -> None:
    table = rows_of({"46077": 900, "46327": 1100, "46156": 1700, "46042": 50_000, "46001": 7})
    assert aggregate(table, BELLEFONT, ()) == {(CAHORS,): (53_700, 2, 2), (OTHER,): (7, 1, 1)}


def test_a_commune_with_an_unknown_part_is_added_but_is_not_known() -> None:
    table = rows_of({"46077": 900, "46327": None, "46156": 1700})
    assert aggregate(table, BELLEFONT, ()) == {(CAHORS,): (2600, 0, 1)}


def test_nothing_known_is_not_zero() -> None:
    assert aggregate(rows_of({"46042": None, "46001": 0}), BELLEFONT, ()) == {
        (CAHORS,): (None, 0, 1),
        (OTHER,): (0, 1, 1),
    }


def test_each_measure_has_its_own_coverage() -> None:
    table = [
        {"insee_code": "46042", "gas_mwh": 5.5, "heat_mwh": 1},
        {"insee_code": "46156", "gas_mwh": None, "heat_mwh": 2},
    ]
    found = add_with_sql(table, BELLEFONT, (), {"gas_mwh": "DOUBLE", "heat_mwh": "BIGINT"})
    assert found == [(CAHORS, 5.5, 1, 3, 2, 2)]


def test_communes_are_marked_once_whatever_their_rows() -> None:
    table = [
        {"insee_code": "46077", "heat_mwh": 5, "state": "lower_bound"},
        {"insee_code": "46327", "heat_mwh": 6, "state": "lower_bound"},
        {"insee_code": "46156", "heat_mwh": None, "state": "confidential"},
        {"insee_code": "46042", "heat_mwh": 7, "state": "lower_bound"},
    ]
    marks = [
        RowMark(name="lower_bounds", condition="state = 'lower_bound'", is_of_known=True),
        RowMark(name="secrets", condition="state = 'confidential'"),
    ]
    assert aggregate(table, BELLEFONT, (), marks=marks) == {(CAHORS,): (18, 1, 2, 1, 1)}


def test_codes_of_no_territory_are_found_once_each() -> None:
    table = pl.DataFrame({"insee_code": ["99999", "46077", "22016", "99999", None]})
    with duckdb.connect() as connection:
        connection.register("communal_table", table.to_arrow())
        connection.register("perimeter", BELLEFONT.to_arrow())
        fetchall = connection.sql(codes_outside("communal_table", code="insee_code")).fetchall()
    assert fetchall == [("22016",), ("99999",)]
