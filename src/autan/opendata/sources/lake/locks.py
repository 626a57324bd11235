"""The lock of a source of the lake: one writer at a time among every command and worker that shares its folder.

An edition is compared with the one in use, then adopted: between the two nobody else may adopt one. The lock is that of
the system, so that it falls with the process that held it, and what a killed process left half-written is swept away.
"""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from autan.ground.whole_files import file_lock
from autan.opendata.sources.lake.snapshots import lake_root

COMING = ".coming-"
"""How the name of a folder begins while it is being written."""

_worker = threading.local()


@contextmanager
def lock_source(source: str) -> Iterator[None]:
    """Hold the folder of a source until the block ends; a block inside one of the same thread waits for nobody.

    `source`: slug of the source; its folder is made when it is not there.
    """
    folder = lake_root() / source
    folders: set[Path] = vars(_worker).setdefault("held", set())
    if folder in folders:
        yield
        return
    folder.mkdir(parents=True, exist_ok=True)
    with file_lock(folder.with_name(f".{folder.name}.lock")):  # beside it: what is in it is the source's
        folders.add(folder)
        try:
            _sweep(folder)
            yield
        finally:
            folders.discard(folder)


def _sweep(folder: Path) -> None:
    """Remove what a process that is no more was writing: whoever writes here holds the lock."""
    for left in (*folder.glob(f"{COMING}*"), *folder.glob(f"*/{COMING}*")):
        shutil.rmtree(left, ignore_errors=True)
