"""The same questions put to Apache Spark, for tables that are too big for one machine.

The text of a query is that of the lake, word for word; only the engine changes (setting `AUTAN_ENGINE`). A cluster is
reached through Spark Connect and reads the files at the same paths as this machine, so the lake must be on storage that
both see. `spark://local` starts an engine of the same dialect in this process, which needs no Java.
"""

import atexit
import socket
import sys
import threading
import warnings
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import polars as pl

from autan.ground.errors import SourceError

if TYPE_CHECKING:
    from pyspark.sql.connect.session import SparkSession

LOCAL = "spark://local"
_PORT = 15002  # where Spark Connect listens unless told
_SECONDS_TO_ANSWER = 5
_worker = threading.local()


class EngineUnreachableError(SourceError):
    """The engine of the lake does not answer, or is not installed."""

    def __init__(self, address: str, reason: str) -> None:
        self.address = address
        super().__init__("moteur {address}\u00a0: {reason}", address=address, reason=reason)


def run_on_spark(address: str, sql: str, tables: Mapping[str, Path], parameters: Sequence[object] = ()) -> pl.DataFrame:
    """Run one query of the lake on Spark.

    `address`: `spark://machine:port`, or `spark://local`.
    Raises EngineUnreachableError: the extra `spark` is not installed, or nothing answers at the address.
    """
    session = _session(address)
    for name, path in tables.items():
        if _worker.views.get(name) != path:
            session.read.parquet(str(path)).createOrReplaceTempView(name)
            _worker.views[name] = path
    result = session.sql(sql, args=list(parameters)) if parameters else session.sql(sql)
    frame = pl.from_arrow(result.toArrow())
    assert isinstance(frame, pl.DataFrame)  # noqa: S101 - a table of Arrow becomes a frame, never a series
    return frame


def _session(address: str) -> "SparkSession":
    """One session for each thread: the names of tables are its own."""
    if getattr(_worker, "address", "") != address:
        _worker.session, _worker.views, _worker.address = _open_session(address), {}, address
    session: SparkSession = _worker.session
    return session


def _open_session(address: str) -> Any:
    with warnings.catch_warnings():
        # The client warns of the version of pandas, through which nothing passes here: answers travel as Arrow.
        warnings.simplefilter("ignore", FutureWarning)
        try:
            from pyspark.errors import PySparkException
            from pyspark.sql import SparkSession
        except ImportError:
            raise EngineUnreachableError(
                address, "installez le complément «\u202fspark\u202f» (pysail, pyspark-client)"
            ) from None
        try:
            _knock(address)
            _name_main_program()
            session = SparkSession.builder.remote(_connect_address(address)).create()
            session.sql("SELECT 1").toArrow()
        except (PySparkException, OSError, ValueError) as error:
            reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
            raise EngineUnreachableError(address, reason) from None
    return session


def _name_main_program() -> None:
    """Let the client work in a program that no file holds, such as `python -c` or a worker.

    It would take it for its own examples, look for a whole Spark on the machine, and end the process.
    """
    main = sys.modules["__main__"]
    if main.__spec__ is None and not hasattr(main, "__file__"):
        main.__file__ = "<autan>"


def _knock(address: str) -> None:
    """Say at once that nobody is there; the client itself would try for minutes."""
    if address != LOCAL:
        place = urlsplit(address)
        socket.create_connection((place.hostname or "", place.port or _PORT), timeout=_SECONDS_TO_ANSWER).close()


def _connect_address(address: str) -> str:
    if address == LOCAL:
        return _local_engine()
    return "sc://" + address.removeprefix("spark://")


@cache
def _local_engine() -> str:
    """Start the engine of this process once; it listens on the loopback only."""
    try:
        from pysail.spark import SparkConnectServer
    except ImportError:
        raise EngineUnreachableError(
            LOCAL, "installez le complément «\u202fspark\u202f» (pysail, pyspark-client)"
        ) from None
    server = SparkConnectServer(ip="127.0.0.1", port=0)
    server.start(background=True)
    atexit.register(server.stop)
    return f"sc://127.0.0.1:{server.listening_address[1]}"
