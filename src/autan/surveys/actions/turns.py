"""Writers who take turns, where the database has one writer at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from django.db import connection, transaction

_TURN = Lock()


@contextmanager
def in_turn() -> Iterator[None]:
    """Open a transaction, after the other threads of this process where the database is SQLite.

    SQLite lets waiting writers try again now and then: with fifty of them, the unlucky ones give up after the time-out.
    In line, each waits only for those before it.
    """
    if connection.vendor != "sqlite":
        with transaction.atomic():
            yield
        return
    with _TURN, transaction.atomic():
        yield
