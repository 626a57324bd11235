"""Homes for the tests that run commands: made once by the real command, then copied."""

import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

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
