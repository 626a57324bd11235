"""The communal file of electricity and gas of the country: parsed, checked, sorted, written, beside DuckDB's read."""

import tempfile
from datetime import date
from pathlib import Path

import duckdb

from autan.opendata.measures.queries.perimeter import known_commune_codes
from autan.opendata.producers.connectors.registry import read_editions
from autan.opendata.sources.core.readings import Expectation
from autan.opendata.sources.importers import shipped_cards
from autan.opendata.updates.actions.snapshots import write_table
from tests.bench.measures import Measure, median_seconds
from tests.bench.national_file import make_national_file

SOURCE = "ore-communes"
GOAL_TIMES = 3.0


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
            )
        ]


def _read_alone(file: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE read_alone AS FROM read_csv('{file}')")


def _refresh(file: Path, table: Path, expectation: Expectation) -> None:
    card = shipped_cards()[SOURCE]
    (computed,) = read_editions(card, {file.name: file.read_bytes()}, expectation=expectation)
    write_table(computed.table, table)
