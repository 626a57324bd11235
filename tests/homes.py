"""Homes for the tests that run commands: made once by the real command, then copied."""

import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from tests.functional.demonstration import environment_of

AUTAN = Path(sys.executable).parent / "autan"


@cache
def _model() -> tempfile.TemporaryDirectory[str]:
    """A folder, removed with the process, whose `home` holds the tables and nobody's network."""
    folder = tempfile.TemporaryDirectory(prefix="autan-home-")
    home = Path(folder.name) / "home"
    subprocess.run([AUTAN, "migrate"], env=environment_of(home), check=True, capture_output=True)
    return folder


def make_home(home: Path) -> None:
    """Make a home without a network."""
    shutil.copytree(Path(_model().name) / "home", home, dirs_exist_ok=True)


def copy_into_the_tests(home: Path) -> None:
    """Put the rows and the folders of a home in the base and the home of the tests, which keeps its own key."""
    connection.ensure_connection()
    with closing(sqlite3.connect(home / "autan.sqlite3")) as base:
        base.backup(connection.connection)
    ContentType.objects.clear_cache()
    for folder in filter(Path.is_dir, home.iterdir()):
        shutil.copytree(folder, Path(settings.AUTAN_HOME) / folder.name, dirs_exist_ok=True)
