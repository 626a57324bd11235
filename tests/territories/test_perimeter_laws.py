"""What holds for every table and every passage: sums, order, coverage, the unknown."""

from collections.abc import Sequence
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from autan.territories.core.perimeters import aggregate_to_epci
from tests.territories.making import Row, add_by_hand, passage_of

CODES = [f"0100{digit}" for digit in range(8)]
FORMER = [f"0200{digit}" for digit in range(4)]
SIRENS = ["100000000", "200000000", "300000000"]
SCHEMA = {"insee_code": pl.String, "sector": pl.String, "year": pl.Int16, "heat_mwh": pl.Int64}
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
laws = settings(max_examples=60, deadline=None)


def aggregate(
    rows: Sequence[Row], passage: pl.DataFrame, keys: Sequence[str] = KEYS, dtype: type[pl.DataType] = pl.Int64
) -> dict[tuple[Any, ...], Any]:
    table = pl.LazyFrame(list(rows), schema=SCHEMA).with_columns(pl.col("heat_mwh").cast(dtype))
    found = aggregate_to_epci(table, passage=passage, keys=keys, measures=["heat_mwh"])
    assert found.select("siren", *keys).is_unique().all()
    return {row[: len(keys) + 1]: row[len(keys) + 1 :] for row in found.iter_rows()}


@laws
@given(rows=tables, passage=passages)
def test_the_sums_are_those_of_plain_python(rows: list[Row], passage: pl.DataFrame) -> None:
    by_hand = add_by_hand(rows, passage, KEYS, "heat_mwh")
    assert aggregate(rows, passage) == by_hand
    assert aggregate(rows, passage, dtype=pl.Float64) == by_hand


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
    for total, known, communes in aggregate(rows, passage).values():
        assert 0 <= known <= communes
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
