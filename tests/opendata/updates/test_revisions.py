"""What a new edition changes is counted and shown, the unknown included."""

import polars as pl

from autan.opendata.updates.core.revisions import compare_tables

OLD = pl.DataFrame(
    {
        "insee_code": ["09050", "31555", "31300"],
        "year": [2024, 2024, 2024],
        "consumption_mwh": [10.0, 100.0, None],
        "state": ["observed", "observed", "missing"],
    }
)
KEY = ["insee_code", "year"]


def test_the_same_table_is_clean():
    tables = compare_tables(OLD, OLD, key=KEY, is_same_date=True)
    assert (tables.added, tables.removed, tables.revised, tables.largest) == (0, 0, 0, ())
    assert tables.is_clean


def test_revised_values_are_counted_and_the_largest_come_first():
    new = OLD.with_columns(
        pl.Series("consumption_mwh", [15.0, 101.0, 7.0]), pl.Series("state", ["observed", "observed", "estimated"])
    )
    tables = compare_tables(OLD, new, key=KEY, is_same_date=True)
    assert tables.revised == 4
    assert [(item.key[0], item.before, item.after) for item in tables.largest] == [
        ("31300", None, 7.0),
        ("09050", 10.0, 15.0),
        ("31555", 100.0, 101.0),
    ]
    assert not tables.is_clean


def test_a_table_of_text_has_counts_and_no_largest_number():
    old, new = OLD.drop("consumption_mwh"), OLD.drop("consumption_mwh").with_columns(pl.lit("masked").alias("state"))
    tables = compare_tables(old, new, key=KEY, is_same_date=True)
    assert (tables.revised, tables.largest) == (3, ())
    assert compare_tables(OLD.select(KEY), OLD.select(KEY), key=KEY, is_same_date=True).is_clean


def test_another_date_is_compared_by_its_places():
    new = OLD.with_columns(pl.lit(2025).alias("year"), pl.col("consumption_mwh") * 3).filter(
        pl.col("insee_code") != "09050"
    )
    tables = compare_tables(OLD, new, key=KEY, is_same_date=False)
    assert (tables.added, tables.removed, tables.revised, tables.is_clean) == (0, 1, 0, False)
