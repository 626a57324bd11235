"""Rows that are made once for the tests of a file, each of which finds them as they were made."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import translation

from autan.ground import request_cache

if TYPE_CHECKING:
    from pytest_django.plugin import DjangoDbBlocker


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
