"""One writer of answers at a time: the lock that every action that writes answers takes."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from autan.ground.whole_files import write_queue
from autan.people.journal.actions import Act, acting
from autan.territories.networks.models import Territory


@contextmanager
def serialized_write(sirens: Collection[str], **act: Any) -> Iterator[Act]:
    """Begin an act on the answers of some territories, told as `acting` is, after the other writers of answers."""
    with acting(**act) as begun:
        _lock_rows(sirens)
        yield begun


@contextmanager
def lock_answers(sirens: Collection[str]) -> Iterator[None]:
    """Open a transaction in which nobody else writes the answers of some territories."""
    with write_queue(), transaction.atomic():
        _lock_rows(sirens)
        yield


def _lock_rows(sirens: Collection[str]) -> None:
    """On PostgreSQL, lock the rows of the territories, in one order so that two writers never wait for each other."""
    if connection.features.has_select_for_update:
        rows = Territory.objects.select_for_update(no_key=True).filter(siren__in=sirens).order_by("pk")
        list(rows.values_list("pk"))
