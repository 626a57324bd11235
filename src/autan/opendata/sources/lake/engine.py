"""The query engine of the lake: plain SQL over snapshots, run by DuckDB, or by Spark when the settings say so.

This is the only module that speaks DuckDB.
"""

import threading
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import duckdb
import polars as pl
from django.conf import settings

from autan.opendata.sources.lake.snapshots import CHECKED_AT_FIRST_USE, Snapshot, verify_snapshot
from autan.opendata.sources.lake.spark import run_on_spark


@lru_cache(maxsize=512)
def _verify_once(snapshot: Snapshot) -> None:
    if not snapshot.table.is_file() or snapshot.table.stat().st_size <= CHECKED_AT_FIRST_USE:
        verify_snapshot(snapshot)


_worker = threading.local()
EngineError = duckdb.Error
"""What DuckDB raises: a table that it cannot read, or a query that is wrong."""


def _connection() -> duckdb.DuckDBPyConnection:
    """One connection in memory for each thread; extensions are never fetched."""
    if not hasattr(_worker, "connection"):
        _worker.connection = duckdb.connect(config={"autoinstall_known_extensions": "false"})
        _worker.views = {}
    connection: duckdb.DuckDBPyConnection = _worker.connection
    return connection


def run_query(sql: str, tables: Mapping[str, Snapshot | Path], parameters: Sequence[object] = ()) -> pl.DataFrame:
    """Run one query over snapshots.

    Raises:
        DamagedSnapshotError: a table was changed since it was adopted.
        EngineUnreachableError: another engine is set (`AUTAN_ENGINE`), and does not answer.
    """
    paths = {name: _path_of(table) for name, table in tables.items()}
    if settings.AUTAN_ENGINE != "duckdb":
        return run_on_spark(settings.AUTAN_ENGINE, sql, paths, parameters)
    connection = _connection()
    for name, path in paths.items():
        _show_table(connection, name, path)
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


def _show_table(connection: duckdb.DuckDBPyConnection, name: str, path: Path) -> None:
    if _worker.views.get(name) != path:
        literal = str(path).replace("'", "''")
        connection.execute(f"CREATE OR REPLACE TEMP VIEW \"{name}\" AS SELECT * FROM read_parquet('{literal}')")  # noqa: S608 - a path of our own lake, quoted
        _worker.views[name] = path
