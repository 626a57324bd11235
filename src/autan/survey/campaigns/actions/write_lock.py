"""One writer of answers at a time: the lock that every action that writes answers takes."""

from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from threading import Lock
from typing import Any

from django.db import connection, transaction

from autan.ground.whole_files import file_lock
from autan.people.journal.actions import Act, acting
from autan.territories.networks.models import Territory

_THREADS = Lock()


@contextmanager
def serialized_write(sirens: Collection[str], **act: Any) -> Iterator[Act]:
    """Begin an act on the answers of some territories, told as `acting` is, after the other writers of answers."""
    with _queue(), acting(**act) as begun:
        _lock_rows(sirens)
        yield begun


@contextmanager
def lock_answers(sirens: Collection[str]) -> Iterator[None]:
    """Open a transaction in which nobody else writes the answers of some territories."""
    with _queue(), transaction.atomic():
        _lock_rows(sirens)
        yield


def _lock_rows(sirens: Collection[str]) -> None:
    """On PostgreSQL, lock the rows of the territories, in one order so that two writers never wait for each other."""
    if connection.features.has_select_for_update:
        rows = Territory.objects.select_for_update(no_key=True).filter(siren__in=sirens).order_by("pk")
        list(rows.values_list("pk"))


@contextmanager
def _queue() -> Iterator[None]:
    """On SQLite, wait for the writers that came before, and for them alone.

    SQLite has one writer: waiting writers sleep and try again, so that with fifty of them the unlucky ones give up
    after the time-out, and the file is idle while they sleep. This lock is taken before the transaction; inside another
    one, SQLite is locked already.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with _THREADS, _processes_lock():
        yield


def _processes_lock() -> AbstractContextManager[None]:
    """A lock for the processes of this machine, held by the system on a file beside the database."""
    database = Path(str(connection.settings_dict["NAME"]))
    return file_lock(database.with_suffix(".lock")) if database.is_file() else nullcontext()
