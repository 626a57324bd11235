"""The communal file of electricity and gas of the country: parsed, checked, sorted, written, beside DuckDB's read.

Then judged by every rule, beside an edition of the year before.
"""

import tempfile
import time
from datetime import date
from pathlib import Path

import duckdb
import polars as pl

from autan.opendata.measures.queries.perimeter import known_commune_codes
from autan.opendata.producers.connectors.registry import read_editions
from autan.opendata.sources.core.readings import Expectation
from autan.opendata.sources.importers import shipped_cards
from autan.opendata.updates.actions.snapshots import write_table
from autan.opendata.updates.core.revisions import compare_tables
from autan.opendata.updates.queries.edition_alerts import CompareWith, alerts_of_table
from tests.bench.measures import Measure, median_seconds
from tests.bench.national_file import make_national_file

SOURCE = "ore-communes"
GOAL_TIMES = 3.0
GOAL_JUDGED = 3.0


def run() -> list[Measure]:
    """Time of the whole refresh, apart from the network, as times that DuckDB takes to read the CSV alone."""
    with tempfile.TemporaryDirectory(prefix="autan-refresh-") as folder:
        file, table = Path(folder) / "national.csv", Path(folder) / "data.parquet"
        rows = make_national_file(file)
        expectation = Expectation(today=date(2026, 11, 25), communes=known_commune_codes())
        read_alone = median_seconds(lambda: _read_alone(file))
        refresh = median_seconds(lambda: _refresh(file, table, expectation))
        times = refresh / read_alone
        return [
            Measure(
                name=f"national refresh, {rows:,} rows, {file.stat().st_size / 1e6:.0f} MB: parse, check, sort, write",
                result=f"{refresh:.2f} s, {times:.1f} times DuckDB's read ({read_alone:.2f} s)",
                goal=f"at most {GOAL_TIMES:.0f} times",
                is_met=times <= GOAL_TIMES,
            ),
            _judged(file, expectation),
        ]


def _read_alone(file: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE read_alone AS FROM read_csv('{file}')")


def _refresh(file: Path, table: Path, expectation: Expectation) -> None:
    card = shipped_cards()[SOURCE]
    (computed,) = read_editions(card, {file.name: file.read_bytes()}, expectation=expectation)
    write_table(computed.table, table)


def _judged(file: Path, expectation: Expectation) -> Measure:
    """CPU time of all the rules on the table of the country, beside the year before."""
    card = shipped_cards()[SOURCE]
    (computed,) = read_editions(card, {file.name: file.read_bytes()}, expectation=expectation)
    table = computed.table
    change = 1 + (pl.col("insee_code").hash() % 20).cast(pl.Float64) / 100
    before = table.with_columns(
        pl.lit(2023).cast(table.schema["year"]).alias("year"), pl.col("consumption_mwh") * change
    )

    def judge() -> None:
        comparison = compare_tables(before, table, key=card.key, is_same_date=False)
        alerts_of_table(card, table, CompareWith(table=before, comparison=comparison, name="2023"))

    seconds = median_seconds(judge, runs=3, clock=time.process_time)
    places = table["insee_code"].n_unique()
    return Measure(
        name=f"an edition of {places:,} communes, {table.height:,} rows, judged by every rule, CPU",
        result=f"{seconds:.2f} s",
        goal=f"under {GOAL_JUDGED:.0f} s",
        is_met=seconds < GOAL_JUDGED,
    )
