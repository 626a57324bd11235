"""A file taken in as its page and its command do, without either."""

from pathlib import Path
from typing import Any

from autan.evidence.imports.actions import run_import
from autan.evidence.imports.core import Import, Preview, Upload
from autan.ground.tables.importers.tables import read_file
from autan.people.accounts.models import Person


def upload_of(path: Path, **options: Any) -> Upload:
    """Return a file of the disk as somebody gives it."""
    return Upload(file=path.name, data=read_file(path), options=options)


def take_in(importing: Import[Any], path: Path, *, by: Person | None = None, removes: bool = False) -> Preview[Any]:
    """Take a file in; return what was written."""
    return run_import(importing, upload_of(path), by=by, removes=removes)
