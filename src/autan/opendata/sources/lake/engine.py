"""The query engine of the lake: plain SQL over snapshots, run by DuckDB, or by Spark when the settings say so.

DuckDB itself is spoken by `ground/engine.py`.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import polars as pl
from django.conf import settings

from autan.ground.engine import EngineError as EngineError
from autan.ground.engine import connection_to
from autan.ground.heavy_work import keep_to_page
from autan.opendata.sources.lake.snapshots import CHECKED_AT_FIRST_USE, Snapshot, verify_snapshot
from autan.opendata.sources.lake.spark import run_on_spark


@lru_cache(maxsize=512)
def _verify_once(snapshot: Snapshot) -> None:
    if not snapshot.table.is_file() or snapshot.table.stat().st_size <= CHECKED_AT_FIRST_USE:
        verify_snapshot(snapshot)


def run_query(sql: str, tables: Mapping[str, Snapshot | Path], parameters: Sequence[object] = ()) -> pl.DataFrame:
    """Run one query over snapshots.

    Raises:
        DamagedSnapshotError: a table was changed since it was adopted.
        EngineUnreachableError: another engine is set (`AUTAN_ENGINE`), and does not answer.
        LaneNeeded: the page cost enough already; see `autan.ground.heavy_work`.
    """
    keep_to_page()
    paths = {name: _path_of(table) for name, table in tables.items()}
    if settings.AUTAN_ENGINE != "duckdb":
        return run_on_spark(settings.AUTAN_ENGINE, sql, paths, parameters)
    is_large = any(not path.is_file() or path.stat().st_size > CHECKED_AT_FIRST_USE for path in paths.values())
    connection = connection_to(paths, is_large=is_large)
    if parameters:
        # Handed to the client of DuckDB, one parameter is enough for it to import pandas where it is installed.
        connection.execute(f"PREPARE lake_query AS {sql}")
        sql = f"EXECUTE lake_query({', '.join(map(_literal, parameters))})"
    return pl.DataFrame(connection.sql(sql))


def _literal(value: object) -> str:
    """Return a text, a whole number or a boolean as DuckDB writes it; a text has no escape but its doubled quotes."""
    match value:
        case bool() | int():
            return str(value)
        case str():
            return " || chr(0) || ".join("'" + part.replace("'", "''") + "'" for part in value.split("\0"))
    raise TypeError(type(value).__name__)


def _path_of(table: Snapshot | Path) -> Path:
    """The Parquet file of a table; a snapshot is checked the first time."""
    if isinstance(table, Path):
        return table
    _verify_once(table)
    return table.table
