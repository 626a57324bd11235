"""Writers who take turns, where the database has one writer at a time."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from threading import Lock

from django.db import connection, transaction

try:
    import fcntl
except ModuleNotFoundError:  # Windows: the threads of a process still take turns, its processes wait for SQLite
    fcntl = None  # type: ignore[assignment]

_TURN = Lock()


@contextmanager
def in_turn() -> Iterator[None]:
    """Open a transaction, after the other writers where the database is SQLite.

    SQLite lets waiting writers sleep and try again: with fifty of them, the unlucky ones give up after the time-out,
    and the file is idle while they sleep. In line, each waits only for those before it.
    """
    if connection.vendor != "sqlite":
        with transaction.atomic():
            yield
        return
    with _TURN, _turn_of_processes(), transaction.atomic():
        yield


def _turn_of_processes() -> AbstractContextManager[None]:
    """A line for the processes of this machine, kept by the system on a file beside the database."""
    database = Path(str(connection.settings_dict["NAME"]))
    return nullcontext() if fcntl is None or not database.is_file() else hold_turn(database.with_suffix(".turn"))


@contextmanager
def hold_turn(path: Path) -> Iterator[None]:
    """Wait for one’s turn on a file, and keep it until the block ends."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # let go when the file is closed
        yield
