"""Imports a module while refusing what a `core` may not touch. Run apart: `python core_guard.py FOLDER MODULE...`

A core may import the standard library (without what reads files, clocks, chance or the network), NumPy, Polars,
the tree of errors, wordings and other cores. Opening a file while it is imported is refused too.
"""

import builtins
import importlib
import sys
from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Any, cast

IMPURE = frozenset(
    {"asyncio", "ctypes", "glob", "http", "importlib", "io", "logging", "multiprocessing", "os", "pathlib"}
    | {"pickle", "platform", "random", "secrets", "select", "shelve", "shutil", "socket", "sqlite3", "ssl"}
    | {"subprocess", "tempfile", "threading", "time", "urllib", "uuid", "webbrowser"}
)
PURE = frozenset({"autan.ground.errors", "autan.ground.wordings"})
LIBRARIES = frozenset({"numpy", "polars", "Stemmer"})  # the same values give the same results, nothing else is read
_import = builtins.__import__


class ImpureImportError(ImportError):
    """A core module imports what it may not."""


def is_core(module: str) -> bool:
    """True for `autan.<room>.core` and what is inside."""
    return module.startswith("autan.") and "core" in module.split(".")[1:]


def is_allowed(name: str) -> bool:
    """True when a core may import this module."""
    top = name.partition(".")[0]
    if top == "autan":
        return name == "autan" or name in PURE or is_core(name)
    return top in LIBRARIES or (top in sys.stdlib_module_names and top not in IMPURE)


def _names(name: str, wanted: Sequence[str]) -> list[str]:
    """The modules that an import statement reaches: `from autan.evidence.figures import core` reaches the core only."""
    if name.partition(".")[0] != "autan" or is_core(name) or name in PURE:
        return [name]
    return [f"{name}.{item}" for item in wanted] or [name]


def _guarded(
    name: str,
    importing: Mapping[str, Any] | None = None,
    local: Mapping[str, Any] | None = None,
    wanted: Sequence[str] | None = (),
    level: int = 0,
) -> ModuleType:
    importer = str((importing or {}).get("__name__", ""))
    if is_core(importer) and not level:
        for reached in _names(name, wanted or ()):
            if not is_allowed(reached):
                message = f"{importer} imports {reached}"
                raise ImpureImportError(message)
    return _import(name, importing, local, wanted or (), level)


def _refuse_files(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open" and not str(arguments[0]).endswith((".py", ".pyc", ".so")):
        message = f"a core opens {arguments[0]} while it is imported"
        raise ImpureImportError(message)


def import_guarded(modules: Sequence[str]) -> None:
    """Import each module under guard.

    Raises:
        ImpureImportError: one of them reaches for what a core may not touch.
    """
    builtins.__import__ = cast("Any", _guarded)
    sys.addaudithook(_refuse_files)
    for module in modules:
        importlib.import_module(module)


if __name__ == "__main__":
    sys.path.insert(0, sys.argv[1])
    import_guarded(sys.argv[2:])
