"""Files of the home written whole or not at all, readable by the account of the server alone; locks on files."""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Lock
from typing import IO, BinaryIO

from django.core.files import locks
from django.db import connection

_THREADS = Lock()
_MOST_SECONDS, _LOOK_SECONDS = 10, 0.001


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Write a file beside its place, under a name of its own, then put it there: two writers at once do not meet.

    When the writing fails, what stood stays, and nothing is left beside.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".coming-", dir=path.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def file_lock(path: Path) -> Iterator[None]:
    """Hold an exclusive lock until the block ends; wait while somebody else holds it. It falls with its process."""
    with path.open("ab") as file:
        locks.lock(file, locks.LOCK_EX)
        try:
            yield
        finally:
            locks.unlock(file)


@contextmanager
def write_queue() -> Iterator[None]:
    """On SQLite, wait for the writers that came before, and for them alone, then let the block open its transaction.

    SQLite has one writer: waiting writers sleep and try again, so that with fifty of them the unlucky ones give up
    after the time-out, and the file is idle while they sleep. This lock is taken before the transaction; inside another
    one, SQLite is locked already. After ten seconds, behind one long act, SQLite says what it has to say.
    """
    with ExitStack() as turn:
        if connection.vendor == "sqlite" and not connection.in_atomic_block:
            _wait_turn(turn, Path(str(connection.settings_dict["NAME"])))
        yield


def _wait_turn(turn: ExitStack, database: Path) -> None:
    """Wait behind the threads of this process, then behind the processes of this machine, ten seconds in all."""
    until = time.monotonic() + _MOST_SECONDS
    if not _THREADS.acquire(timeout=_MOST_SECONDS):
        return
    turn.callback(_THREADS.release)
    if not database.is_file():  # in memory, no other process has it
        return
    place: IO[bytes] = turn.enter_context(database.with_suffix(".lock").open("ab"))
    while not locks.lock(place, locks.LOCK_EX | locks.LOCK_NB) and time.monotonic() < until:
        time.sleep(_LOOK_SECONDS)
