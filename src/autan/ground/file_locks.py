"""A lock of this machine on a file, on every system: that of the system, by Django."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.files import locks


@contextmanager
def file_lock(path: Path) -> Iterator[None]:
    """Hold an exclusive lock until the block ends; wait while somebody else holds it. It falls with its process."""
    with path.open("ab") as file:
        locks.lock(file, locks.LOCK_EX)
        try:
            yield
        finally:
            locks.unlock(file)
