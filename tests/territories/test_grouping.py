"""The quick sums are the plain sums, whatever the kind of the keys and however many values they take."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from autan.territories.core.grouping import find_values, sum_groups

KEYS = {
    "text": (pl.String, st.none() | st.text(max_size=3)),
    "small": (pl.Int8, st.none() | st.integers(-128, 127)),
    "wide": (pl.Int64, st.none() | st.integers(-(2**40), 2**40)),
    "huge": (pl.UInt64, st.none() | st.integers(0, 2**64 - 1)),
    "day": (pl.Date, st.none() | st.dates(date(2012, 1, 1), date(2013, 12, 31))),
    "flag": (pl.Boolean, st.none() | st.booleans()),
}
MEASURES = ["heat_mwh", "dwellings"]
floats = st.none() | st.integers(-1000, 1000).map(float)  # whole, so that the order of the sums does not show


def plainly(table: pl.LazyFrame, keys: list[str], measures: list[str]) -> pl.DataFrame:
    sums = [
        column
        for name in measures
        for column in (pl.col(name).sum(), pl.col(name).count().cast(pl.Int64).alias(f"{name}_known"))
    ]
    return table.group_by(keys).agg(*sums, pl.len().cast(pl.Int64).alias("rows")).collect()


def check(table: pl.LazyFrame, keys: list[str], measures: list[str]) -> None:
    found = sum_groups(table, keys=keys, measures=measures, values=find_values(table, keys))
    assert_frame_equal(found, plainly(table, keys, measures), check_row_order=False)


@settings(max_examples=100, deadline=None)
@given(
    data=st.data(),
    keys=st.lists(st.sampled_from(sorted(KEYS)), min_size=1, max_size=4, unique=True),
    measures=st.sampled_from([["heat_mwh"], ["dwellings"], MEASURES]),
)
def test_any_keys_and_measures(data: st.DataObject, keys: list[str], measures: list[str]) -> None:
    values = {key: KEYS[key][1] for key in keys} | {"heat_mwh": floats, "dwellings": st.none() | st.integers(0, 2**60)}
    rows = data.draw(st.lists(st.fixed_dictionaries(values), max_size=20))
    schema = {key: KEYS[key][0] for key in keys} | {"heat_mwh": pl.Float64, "dwellings": pl.Int64}
    check(pl.LazyFrame(rows, schema=schema), keys, measures)


@settings(max_examples=100, deadline=None)
@given(
    rows=st.lists(
        st.fixed_dictionaries({"text": KEYS["text"][1], "small": KEYS["small"][1], "heat_mwh": floats}), max_size=40
    )
)
def test_keys_of_a_cube(rows: list[dict[str, object]]) -> None:
    schema = {"text": pl.String, "small": pl.Int8, "heat_mwh": pl.Float64}
    check(pl.LazyFrame(rows, schema=schema), ["text", "small"], ["heat_mwh"])


def test_texts_that_the_head_of_the_table_does_not_hold() -> None:
    rows = 250_000
    texts = pl.Series(["waste", "energy"] * (rows // 2 - 1) + ["rare", None])
    table = pl.LazyFrame({"text": texts, "heat_mwh": [1.0] * rows})
    check(table, ["text"], ["heat_mwh"])


@pytest.mark.parametrize("texts", [2_000, 50_000])
def test_many_texts(texts: int) -> None:
    names = [f"texte {number}" for number in range(texts)]
    table = pl.LazyFrame({"text": names * 2, "year": [2016, 2024] * texts, "heat_mwh": [1.0] * 2 * texts})
    check(table, ["text", "year"], ["heat_mwh"])


def test_a_cube_that_would_be_too_large_is_not_made() -> None:
    table = pl.LazyFrame({"year": [0, 10**12], "heat_mwh": [1.0, None]})
    check(table, ["year"], ["heat_mwh"])


def test_an_error_of_the_table_is_not_hidden() -> None:
    table = pl.LazyFrame({"text": ["a"], "heat_mwh": ["douze"]}).with_columns(pl.col("heat_mwh").cast(pl.Float64))
    with pytest.raises(pl.exceptions.InvalidOperationError):
        sum_groups(table, keys=["text"], measures=["heat_mwh"], values={})
