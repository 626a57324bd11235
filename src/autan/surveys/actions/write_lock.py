"""One writer of answers at a time: the lock that every action that writes answers takes."""

from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from pathlib import Path
from threading import Lock
from typing import Any

from django.db import connection

from autan.journal.actions import Act, acting
from autan.territories.models import Territory

try:
    import fcntl
except ModuleNotFoundError:  # Windows: the threads of a process still take the lock, its processes wait for SQLite
    fcntl = None  # type: ignore[assignment]

_THREADS = Lock()


@contextmanager
def serialized_write(sirens: Collection[str], **act: Any) -> Iterator[Act]:
    """Begin an act on the answers of some territories, after the other writers of answers.

    On PostgreSQL, the rows of the territories are locked until the transaction ends, in one order so that two writers
    never wait for each other. SQLite has one writer: waiting writers sleep and try again, so that with fifty of them
    the unlucky ones give up after the time-out, and the file is idle while they sleep. With a lock taken before the
    transaction, each waits only for those before it. Inside another transaction, SQLite is locked already.

    Args:
        sirens: territories whose answers are written.
        act: who acts, the name of the act and its right, as `acting` takes them.

    Raises:
        NotAllowedError: the person does not hold the right.
    """
    with ExitStack() as locks:
        if connection.vendor == "sqlite" and not connection.in_atomic_block:
            locks.enter_context(_THREADS)
            locks.enter_context(_processes_lock())
        begun = locks.enter_context(acting(**act))
        if connection.features.has_select_for_update:
            rows = Territory.objects.select_for_update(no_key=True).filter(siren__in=sirens).order_by("pk")
            list(rows.values_list("pk"))
        yield begun


def _processes_lock() -> AbstractContextManager[None]:
    """A lock for the processes of this machine, held by the system on a file beside the database."""
    database = Path(str(connection.settings_dict["NAME"]))
    return nullcontext() if fcntl is None or not database.is_file() else file_lock(database.with_suffix(".lock"))


@contextmanager
def file_lock(path: Path) -> Iterator[None]:
    """Hold an exclusive lock on a file until the block ends; wait while somebody else holds it."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # released when the file is closed
        yield
