"""The quick sums are the plain sums, whatever the kind of the keys and however many texts they hold."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from autan.territories.core.grouping import find_ends, sum_groups

KEYS = {
    "text": (pl.String, st.none() | st.text(max_size=3)),
    "small": (pl.Int8, st.none() | st.integers(-128, 127)),
    "wide": (pl.Int64, st.none() | st.integers(-(2**40), 2**40)),
    "huge": (pl.UInt64, st.none() | st.integers(0, 2**64 - 1)),
    "day": (pl.Date, st.none() | st.dates(date(2012, 1, 1), date(2013, 12, 31))),
    "flag": (pl.Boolean, st.none() | st.booleans()),
}


def plainly(table: pl.LazyFrame, keys: list[str]) -> pl.DataFrame:
    counted = pl.col("heat_mwh").count().cast(pl.Int64).alias("heat_mwh_known")
    return table.group_by(keys).agg(pl.col("heat_mwh").sum(), counted, pl.len().cast(pl.Int64).alias("rows")).collect()


def check(table: pl.LazyFrame, keys: list[str]) -> None:
    found = sum_groups(table, keys=keys, measures=["heat_mwh"], ends=find_ends(table, keys))
    assert_frame_equal(found, plainly(table, keys), check_row_order=False)


@settings(max_examples=80, deadline=None)
@given(data=st.data(), keys=st.lists(st.sampled_from(sorted(KEYS)), min_size=1, max_size=4, unique=True))
def test_any_keys(data: st.DataObject, keys: list[str]) -> None:
    row = st.fixed_dictionaries({key: KEYS[key][1] for key in keys} | {"heat_mwh": st.none() | st.integers(-100, 100)})
    rows = data.draw(st.lists(row, max_size=20))
    check(pl.LazyFrame(rows, schema={key: KEYS[key][0] for key in keys} | {"heat_mwh": pl.Int64}), keys)


@pytest.mark.parametrize("texts", [200, 2_000, 70_000])
def test_any_number_of_texts(texts: int) -> None:
    names = [f"texte {number}" for number in range(texts)]
    check(pl.LazyFrame({"text": names * 2, "heat_mwh": range(2 * texts)}), ["text"])


def test_keys_too_wide_for_one_number_take_the_plain_way() -> None:
    wide = {f"key_{number}": [str(number), "x", "x"] for number in range(5)}
    check(pl.LazyFrame(wide | {"heat_mwh": [1, 2, 3]}), list(wide))


def test_an_error_of_the_table_is_not_hidden() -> None:
    table = pl.LazyFrame({"text": ["a"], "heat_mwh": ["douze"]}).with_columns(pl.col("heat_mwh").cast(pl.Int64))
    with pytest.raises(pl.exceptions.InvalidOperationError):
        sum_groups(table, keys=["text"], measures=["heat_mwh"], ends={})
