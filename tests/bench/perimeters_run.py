"""One way of adding the table of the bench to the EPCI of 2026, once, in a process of its own; its CPU time."""

import sys
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl

from autan.opendata.measures.queries.communal_tables import aggregate_communes
from autan.territories.perimeters.lake.register import passage_frame
from tests.bench.measures import print_cost_of
from tests.bench.perimeters_table import KEYS, MEASURE

VINTAGE = 2026


def with_autan(table: Path) -> pl.DataFrame:
    """As the product does it: sums, how many communes are known, and a refusal if one is in no EPCI."""
    return aggregate_communes(table, keys=KEYS, measures=[MEASURE], vintage=VINTAGE)


def with_pandas(table: Path) -> pd.DataFrame:
    """As anybody would write it: read, merge, group; the sums, and how many rows each of them knows."""
    passage = pd.DataFrame(passage_frame(VINTAGE).select("source_code", "siren").to_dict(as_series=False))
    joined = pd.read_parquet(table).merge(passage, left_on="insee_code", right_on="source_code")
    return joined.groupby(["siren", *KEYS])[MEASURE].agg(["sum", "count"]).reset_index()


def with_duckdb(table: Path) -> pl.DataFrame:
    """The query written by hand: join, group; the sums, and how many rows each of them knows."""
    with duckdb.connect() as connection:
        connection.register("passage", passage_frame(VINTAGE).select("source_code", "siren").to_arrow())
        keys = ", ".join(KEYS)
        query = f"""
            SELECT siren, {keys}, sum({MEASURE}) AS "sum", count({MEASURE}) AS "count"
            FROM read_parquet('{table}') JOIN passage ON insee_code = source_code GROUP BY siren, {keys}
        """  # noqa: S608 - names of our own, and a file of the bench
        return connection.sql(query).pl()


WAYS: dict[str, Callable[[Path], pl.DataFrame | pd.DataFrame]] = {
    "autan": with_autan,
    "duckdb": with_duckdb,
    "pandas": with_pandas,
}


def main(way: str, table: Path, result: Path) -> None:
    """Run one way once, print what it cost for `cost_apart` to read, and keep the result for comparison."""
    began = time.process_time()
    found = WAYS[way](table)
    seconds = time.process_time() - began
    print_cost_of(seconds)
    if isinstance(found, pl.DataFrame):
        found.write_parquet(result)
    else:
        found.to_parquet(result)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
