"""Transactions of SQLite begin in the order in which they were asked for, whatever opens them."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from time import monotonic, sleep
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import ConnectionHandler

pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has many writers")
WRITERS = 12


@pytest.fixture
def base(tmp_path: Path, django_db_blocker: Any) -> Iterator[ConnectionHandler]:
    """A base on the disk, with one table, that each thread opens for itself."""
    handler = ConnectionHandler({"default": {**connection.settings_dict, "NAME": str(tmp_path / "base.sqlite3")}})
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(transaction, "connections", handler)
        with handler["default"].cursor() as cursor:
            cursor.execute("CREATE TABLE line (rank INTEGER NOT NULL)")
        yield handler
        handler["default"].close()


def write(base: ConnectionHandler, rank: int, *, fails: bool) -> None:
    with suppress(IntegrityError), transaction.atomic(), base["default"].cursor() as cursor:
        cursor.execute("INSERT INTO line VALUES (%s)", [rank])
        if fails:
            cursor.execute("INSERT INTO line VALUES (NULL)")
    base["default"].close()


def test_who_came_first_writes_first_and_who_fails_gives_the_turn(base: ConnectionHandler) -> None:
    has_begun, may_end = Event(), Event()

    def hold() -> None:
        with transaction.atomic():
            has_begun.set()
            may_end.wait(20)
        base["default"].close()

    threads = [Thread(target=hold)]
    threads[0].start()
    assert has_begun.wait(20)
    for rank in range(WRITERS):
        threads.append(Thread(target=write, args=(base, rank), kwargs={"fails": rank == 3}))
        threads[-1].start()
        sleep(0.01)  # they come in this order
    may_end.set()
    for thread in threads:
        thread.join(20)
    with base["default"].cursor() as cursor:
        written = [rank for (rank,) in cursor.execute("SELECT rank FROM line ORDER BY rowid").fetchall()]
    assert written == [rank for rank in range(WRITERS) if rank != 3]


def test_a_system_without_locks_of_files_waits_for_none(
    base: ConnectionHandler, monkeypatch: pytest.MonkeyPatch
) -> None:
    for flag in ("LOCK_EX", "LOCK_NB"):
        monkeypatch.setattr(f"django.core.files.locks.{flag}", 0)
    monkeypatch.setattr("django.core.files.locks.lock", lambda *_file_and_flags: False)
    monkeypatch.setattr("autan.ground.sqlite.turns._MOST_SECONDS", 2)
    began = monotonic()
    write(base, 1, fails=False)
    assert monotonic() - began < 1
