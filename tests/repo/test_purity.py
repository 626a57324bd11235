"""Every `core` stands alone: no Django, no database, no file, no clock, no chance, no network."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repo import core_guard
from tests.repo.tree import REPOSITORY, core_files, module_name, nodes, relative

pytestmark = pytest.mark.xdist_group("sources")  # each file is parsed once for all

ROOMS_WITH_A_CORE = {"figures", "networks", "observatory", "campaigns", "results", "answering", "codings", "editions"}
READERS = {"open", "input", "print", "today", "now", "utcnow", "exec", "eval"}


def import_apart(source: Path, *modules: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-B", core_guard.__file__, str(source), *modules],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin"},
        cwd="/",
    )


def test_every_core_is_imported_without_django_files_or_clock() -> None:
    modules = [module_name(path) for path in core_files()]
    assert {name.split(".")[2] for name in modules} >= ROOMS_WITH_A_CORE
    result = import_apart(REPOSITORY / "src", *modules)
    assert result.returncode == 0, result.stderr


def write_core(folder: Path, name: str, text: str) -> None:
    core = folder / "autan" / "evidence" / "figures" / "core"
    core.mkdir(parents=True, exist_ok=True)
    for package in (core, *list(core.parents)[:3]):
        (package / "__init__.py").touch()
    (core / f"{name}.py").write_text(text)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("from django.db import models", "imports django.db"),
        ("import duckdb", "imports duckdb"),
        ("from pathlib import Path", "imports pathlib"),
        ("import os", "imports os"),
        ("import time", "imports time"),
        ("import random", "imports random"),
        ("import yaml", "imports yaml"),
        ("from autan.evidence.figures.queries import registry", "imports autan.evidence.figures.queries"),
        ("import autan.people.journal.models", "imports autan.people.journal.models"),
        ("text = open('/etc/hostname').read()", "opens /etc/hostname"),
    ],
)
def test_an_impure_core_is_refused(line: str, reason: str, tmp_path: Path) -> None:
    write_core(tmp_path, "tainted", f"{line}\n")
    result = import_apart(tmp_path, "autan.evidence.figures.core.tainted")
    assert result.returncode != 0
    assert reason in result.stderr


def test_a_pure_core_passes_the_guard(tmp_path: Path) -> None:
    write_core(
        tmp_path, "pure", "import math\nimport numpy\nimport polars\nfrom autan.evidence.figures.core import other\n"
    )
    write_core(tmp_path, "other", "import json\n")
    result = import_apart(tmp_path, "autan.evidence.figures.core.pure")
    assert result.returncode == 0, result.stderr


def reads_the_world(call: ast.Call) -> bool:
    """True for a call that needs no import to read a file, the clock or a person, and for Polars reading files."""
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    of_polars = getattr(getattr(call.func, "value", None), "id", "") in {"pl", "polars"}
    return name in READERS or (of_polars and name.startswith(("read_", "scan_")))


def imported_names(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []


def test_no_function_of_a_core_reads_the_world() -> None:
    """What happens only when a function is called is looked for in the text."""
    found = []
    for path in core_files():
        for node in (*nodes(path, ast.Call), *nodes(path, ast.Import), *nodes(path, ast.ImportFrom)):
            if isinstance(node, ast.Call) and reads_the_world(node):
                found.append(f"{relative(path)}:{node.lineno}: {ast.unparse(node)}")
            taken = [name for name in imported_names(node) if not name.startswith("autan")]
            found += [f"{relative(path)}: imports {name}" for name in taken if not core_guard.is_allowed(name)]
    assert found == []


@pytest.mark.parametrize(
    "line", ["open('x')", "date.today()", "datetime.now()", "pl.read_csv('x')", "pl.scan_parquet('x')"]
)
def test_a_call_that_reads_the_world_is_seen(line: str) -> None:
    call = ast.parse(line).body[0]
    assert isinstance(call, ast.Expr)
    assert isinstance(call.value, ast.Call)
    assert reads_the_world(call.value)


def test_a_class_of_a_core_says_whether_its_values_are_frozen() -> None:
    """A value that nobody may change is its own key; what is filled while a text is read says `frozen=False`."""
    silent = {
        row.name
        for path in core_files()
        for row in nodes(path, ast.ClassDef)
        if any(
            ast.unparse(mark).startswith("dataclass") and "frozen=" not in ast.unparse(mark)
            for mark in row.decorator_list
        )
    }
    assert silent == set()
