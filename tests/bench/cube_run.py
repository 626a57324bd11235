"""One way of adding fifty million rows to the EPCI in every combination, once, in a process of its own."""

import os
import sys
import time
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl

from tests.bench.measures import print_cost_of

KEYS = ("sector", "carrier", "year")
SUBSETS = [list(subset) for size in range(len(KEYS) + 1) for subset in combinations(KEYS, size)]


def with_autan(table: Path, perimeter: Path) -> float:
    """As the product does it."""
    return _whole(_autan(table))


def with_spark(table: Path, perimeter: Path) -> float:
    """The product again, the same text on Spark in this process."""
    os.environ["AUTAN_ENGINE"] = "spark://local"
    return _whole(_autan(table))


def _autan(table: Path) -> pl.DataFrame:
    os.environ["DJANGO_SETTINGS_MODULE"] = "autan.instance.project.settings"
    import django

    django.setup()
    from autan.opendata.measures.queries.cubes import add_up

    return add_up(table).frame


def _whole(frame: pl.DataFrame) -> float:
    is_whole = (pl.col("is_all_sector") + pl.col("is_all_carrier") + pl.col("is_all_year")) == 3
    return float(frame.filter(is_whole)["consumption_kwh"].sum())


def with_duckdb(table: Path, perimeter: Path) -> float:
    """A query by hand: join, add, then every combination of the sums."""
    found = duckdb.sql(f"""
        WITH placed AS (
          SELECT p.siren, sector, carrier, year, sum(consumption_kwh) AS kwh, count(*) AS n, count(consumption_kwh) AS k
          FROM read_parquet('{table}') AS t JOIN read_parquet('{perimeter}') AS p ON p.source_code = t.insee_code
          GROUP BY ALL
        )
        SELECT siren, sector, carrier, year, grouping(sector) + grouping(carrier) + grouping(year) AS level,
               sum(kwh) AS kwh, sum(n), sum(k)
        FROM placed GROUP BY siren, CUBE (sector, carrier, year)
    """).pl()  # noqa: S608 - paths of the bench
    return float(found.filter(pl.col("level") == 3)["kwh"].sum())


def with_polars(table: Path, perimeter: Path) -> float:
    """Lazy frames on the streaming engine."""
    places = pl.scan_parquet(perimeter).select("source_code", "siren")
    joined = pl.scan_parquet(table).join(places, left_on="insee_code", right_on="source_code")
    values = pl.col("consumption_kwh")
    leaves = joined.group_by("siren", *KEYS).agg(values.sum(), pl.len().alias("n"), values.count().alias("k"))
    placed = leaves.collect(engine="streaming")
    cube = [placed.group_by("siren", *subset).agg(pl.col("consumption_kwh", "n", "k").sum()) for subset in SUBSETS]
    return float(cube[0]["consumption_kwh"].sum())


def with_pandas(table: Path, perimeter: Path) -> float:
    """As a script would."""
    places = pd.read_parquet(perimeter)
    joined = pd.read_parquet(table).merge(places, left_on="insee_code", right_on="source_code")
    placed = joined.groupby(["siren", *KEYS])["consumption_kwh"].agg(["sum", "size", "count"]).reset_index()
    cube = [placed.groupby(["siren", *subset])[["sum", "size", "count"]].sum() for subset in SUBSETS]
    return float(cube[0]["sum"].sum())


WAYS: dict[str, Callable[[Path, Path], float]] = {
    "autan": with_autan,
    "duckdb": with_duckdb,
    "polars": with_polars,
    "spark": with_spark,
    "pandas": with_pandas,
}


def main(way: str, table: Path, perimeter: Path, result: Path) -> None:
    """Run one way, twice when the first is needed to wake an engine, and keep its total for comparison."""
    if way in {"autan", "spark"}:
        WAYS[way](perimeter.with_name("small.parquet"), perimeter)
    began = time.perf_counter()
    total = WAYS[way](table, perimeter)
    print_cost_of(time.perf_counter() - began)
    result.write_text(repr(total))


if __name__ == "__main__":
    main(sys.argv[1], *map(Path, sys.argv[2:]))
