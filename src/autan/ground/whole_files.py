"""Files of the home written whole or not at all, readable by the account of the server alone; locks on files."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from django.core.files import locks


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Write a file beside its place, under a name of its own, then put it there: two writers at once do not meet.

    When the writing fails, what stood stays, and nothing is left beside.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".coming-", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def set_mode(path: Path, mode: int) -> None:
    """Say who may open a file or a folder; one of somebody else, or on a disk without modes, stays as it is."""
    with suppress(PermissionError):
        path.chmod(mode)


@contextmanager
def file_lock(path: Path) -> Iterator[None]:
    """Hold an exclusive lock until the block ends; wait while somebody else holds it. It falls with its process."""
    with path.open("ab") as file:
        locks.lock(file, locks.LOCK_EX)
        try:
            yield
        finally:
            locks.unlock(file)
