"""The files of this repository, as the tests of the house read them."""

import re
import shutil
import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from tools.build_messages import forget_files as forget_files
from tools.build_messages import nodes as nodes  # the texts of the screens are looked for in the same trees
from tools.build_messages import syntax as syntax

REPOSITORY = Path(__file__).resolve().parents[2]
PACKAGE = REPOSITORY / "src" / "autan"
_TOP = f"{REPOSITORY.as_posix()}/"
_NOT_OURS = {
    ".git",
    ".venv",
    ".tools",
    "var",
    "__pycache__",
    ".mypy_cache",
    ".ruff_cache",
    ".pytest_cache",
    ".hypothesis",
}


def _names_from_git() -> list[str]:
    """What git keeps or is about to keep; empty for an archive without its history, or a folder that git distrusts."""
    command = ["git", "-C", str(REPOSITORY), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    if shutil.which("git") is None:
        return []
    listing = subprocess.run(command, capture_output=True, text=True, check=False)
    return [name for name in listing.stdout.split("\0") if name]


@cache
def kept_files() -> tuple[Path, ...]:
    """Every file that is in the repository or about to enter it, as absolute paths, sorted."""
    names = _names_from_git()
    paths = (REPOSITORY / name for name in names) if names else REPOSITORY.rglob("*")
    # the checker of types, which runs beside these tests, writes such a file for each of its processes, then removes it
    paths = (path for path in paths if not path.name.startswith(".mypy_worker."))
    return tuple(sorted(path for path in paths if path.is_file() and not _NOT_OURS & set(relative(path).split("/"))))


def relative(path: Path) -> str:
    """The path as a reader of the repository writes it."""
    return path.as_posix().removeprefix(_TOP)


@cache
def text_of(path: Path) -> str:
    """The text of a file that is kept, read once for all that is looked for in it."""
    return path.read_text(encoding="utf-8")


def lines_with(pattern: re.Pattern[str], paths: Iterable[Path]) -> list[str]:
    """Place and text of each line of these files that a pattern finds; it finds nothing across lines."""
    return [
        f"{relative(path)}:{number}: {line.strip()[:120]}"
        for path in paths
        if pattern.search(text_of(path))
        for number, line in enumerate(text_of(path).splitlines(), 1)
        if pattern.search(line)
    ]


@cache
def python_files(*folders: str) -> tuple[Path, ...]:
    """Python files of these top folders, migrations apart (Django writes those)."""
    return tuple(
        path
        for path in kept_files()
        if path.suffix == ".py" and (name := relative(path)).startswith(folders) and "/migrations/" not in name
    )


def core_files() -> tuple[Path, ...]:
    """Every module of every room's `core`, a folder or a file."""
    return tuple(path for path in python_files("src/") if "core" in path.relative_to(PACKAGE).with_suffix("").parts)


def module_name(path: Path) -> str:
    """`autan.evidence.figures.core.units` for the file of that module."""
    parts = path.relative_to(REPOSITORY / "src").with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
