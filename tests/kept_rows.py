"""Rows that several tests begin with, made once: kept for the tests of a file, or written again for each."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.utils import timezone, translation

from autan.ground import request_cache
from autan.people.journal.models import JournalEntry

if TYPE_CHECKING:
    from pytest_django.plugin import DjangoDbBlocker

_READS = ("SELECT", "SAVEPOINT", "RELEASE", "PRAGMA", "WITH")


@contextmanager
def rows_kept(blocker: "DjangoDbBlocker") -> Iterator[None]:
    """Keep what is written as the block begins for the tests that run in it; it is undone as the block ends.

    For fixtures of a file (`scope="module"`): what a test writes is undone to it, being in a transaction inside.
    """
    translation.activate("fr")
    request_cache.end()
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@dataclass(frozen=True, slots=True)
class _Made:
    """What a fixture wrote, statement by statement, and what it gave."""

    writes: list[tuple[str, Any, bool]]
    value: Any


_MADE: dict[tuple[Any, ...], _Made] = {}


def written_again[Value](make: Callable[..., Value]) -> Callable[..., Value]:
    """Make the rows of a fixture once in a process: from the same base, its statements alone are run the next times.

    The base is the same where each table has given the same numbers: those of a test are taken back with its rows.
    For what writes in the base alone. Outside a transaction, or where numbers are not taken back (PostgreSQL), it is
    made each time.
    """

    @wraps(make)
    def make_or_write(**given: Any) -> Value:
        if connection.vendor != "sqlite" or not connection.in_atomic_block:
            return make(**given)
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, seq FROM sqlite_sequence ORDER BY name")
            key = (make.__module__, make.__qualname__, repr(given), *cursor.fetchall())
        if key not in _MADE:
            return _make(make, given, key)
        _write(_MADE[key].writes)
        return deepcopy(_MADE[key].value)

    return make_or_write


def _write(writes: list[tuple[str, Any, bool]]) -> None:
    """Run the statements; the lines of the journal are of this moment, since what the product keeps goes by them."""
    newest = JournalEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    with connection.cursor() as cursor:
        for sql, parameters, is_many in writes:
            (cursor.executemany if is_many else cursor.execute)(sql, parameters)
    JournalEntry.objects.filter(pk__gt=newest).update(at=timezone.now())


def _make[Value](make: Callable[..., Value], given: dict[str, Any], key: tuple[Any, ...]) -> Value:
    writes: list[tuple[str, Any, bool]] = []

    def note(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:  # noqa: FBT001 - as Django calls it
        if not sql.lstrip().upper().startswith(_READS):
            writes.append((sql, deepcopy(parameters), many))
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(note):
        value = make(**given)
    if not any(sql.startswith("ROLLBACK") for sql, _parameters, _many in writes):
        _MADE[key] = _Made(writes, deepcopy(value))
    return value
