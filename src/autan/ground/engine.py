"""Plain SQL over Parquet files and frames, run by DuckDB in memory: the only module that speaks it."""

import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb

type Relation = duckdb.DuckDBPyRelation
type Connection = duckdb.DuckDBPyConnection
EngineError = duckdb.Error
"""What DuckDB raises: a table that it cannot read, or a query that is wrong."""


def connect(*, threads: int | None = None) -> Connection:
    """Return a connection of its own, in memory. Extensions are never fetched."""
    few = {"threads": threads} if threads else {}
    return duckdb.connect(config={"autoinstall_known_extensions": "false", **few})


_worker = threading.local()


def connection_to(files: Mapping[str, Path], *, is_large: bool = False) -> Connection:
    """Return the connection of this thread, to which Parquet files are shown by name; it stays open.

    A question on a small table takes 1 ms of CPU on one thread, and 3 when DuckDB shares it among several; to open a
    connection takes 20.

    `is_large`: another connection, of several threads.
    """
    connections: dict[bool, tuple[Connection, dict[str, Path]]]
    connections = vars(_worker).setdefault("connections", {})
    if is_large not in connections:
        connections[is_large] = connect(threads=None if is_large else 1), {}
    connection, views = connections[is_large]
    for name, path in files.items():
        if views.get(name) != path:
            show_file(connection, name, path)
            views[name] = path
    return connection


def show_file(connection: Connection, name: str, path: Path) -> None:
    """Give a Parquet file a name in the queries of a connection."""
    query = f"SELECT * FROM read_parquet({literal(str(path))})"  # noqa: S608 - a path of our own, quoted
    connection.execute(f"CREATE OR REPLACE TEMP VIEW {quoted(name)} AS {query}")


def file_rows(path: Path, query: str) -> list[tuple[Any, ...]]:
    """Return the answer of one Parquet file, called `file`, to a query."""
    connection = connection_to({})
    show_file(connection, "file", path)
    return connection.sql(query).fetchall()


def show_frame(connection: Connection, name: str, frame: Any) -> None:
    """Give a frame (pandas, or any that gives Arrow) a name in the queries of a connection."""
    # of Arrow it is the stream that is read: for frames of Polars by their type, DuckDB asks for PyArrow
    gives_arrow = hasattr(frame, "__arrow_c_stream__") and not is_pandas(frame)
    connection.register(name, _Stream(frame) if gives_arrow else frame)


def is_pandas(frame: Any) -> bool:
    """Say whether a frame is one of pandas."""
    return type(frame).__module__.partition(".")[0] == "pandas"


class _Stream:
    """A frame that says nothing but its Arrow stream."""

    def __init__(self, frame: Any) -> None:
        self.__arrow_c_stream__ = frame.__arrow_c_stream__

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(name)


def quoted(name: str) -> str:
    """Return a name as SQL quotes it."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Return a text as SQL quotes it."""
    return "'" + text.replace("'", "''") + "'"
