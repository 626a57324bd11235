"""The files of this repository, as the tests of the house read them."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
PACKAGE = REPOSITORY / "src" / "autan"
_NOT_OURS = {".git", ".venv", ".tools", "var", "node_modules", "__pycache__"}


@cache
def kept_files() -> tuple[Path, ...]:
    """Every file that is in the repository or about to enter it, as absolute paths, sorted."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    if listing.returncode:  # an archive without its history
        found = (path for path in REPOSITORY.rglob("*") if not _NOT_OURS & set(path.parts))
    else:
        found = (REPOSITORY / name for name in listing.stdout.split("\0") if name)
    return tuple(sorted(path for path in found if path.is_file()))


def relative(path: Path) -> str:
    """The path as a reader of the repository writes it."""
    return path.relative_to(REPOSITORY).as_posix()


def python_files(*folders: str) -> tuple[Path, ...]:
    """Python files of these top folders, migrations apart (Django writes those)."""
    return tuple(
        path
        for path in kept_files()
        if path.suffix == ".py" and relative(path).startswith(folders) and "migrations" not in path.parts
    )


def core_files() -> tuple[Path, ...]:
    """Every module of every room's `core`."""
    return tuple(path for path in python_files("src/") if "core" in path.relative_to(PACKAGE).parts[:-1])


def module_name(path: Path) -> str:
    """`autan.evidence.core.units` for the file of that module."""
    parts = path.relative_to(REPOSITORY / "src").with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def syntax(path: Path) -> ast.Module:
    """The file, parsed."""
    return ast.parse(path.read_text(), filename=str(path))


def public_classes(path: Path) -> Iterator[str]:
    """Names of the public classes at the top of a module."""
    for node in syntax(path).body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield node.name
