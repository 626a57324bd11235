"""Files and functions stay small enough to be read at one sitting."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tests.repo.tree import kept_files, python_files, relative, syntax, text_of

pytestmark = pytest.mark.xdist_group("sources")  # each file is parsed once for all

LONGEST_FILE = 400
LONGEST_TEST_FILE = 500
LONGEST_FUNCTION = 50
LONGEST_STYLESHEET = 40_000
"""In letters: laid out one declaration a line, as `npx prettier --print-width 120` does, a stylesheet has many."""
WIDEST_STYLE = 120


type Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions_among(parts: Iterable[ast.AST]) -> Iterator[Function]:
    """The functions defined by these statements, and inside them: no expression holds one."""
    for part in parts:
        if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef):
            yield part
        for block in ("body", "orelse", "finalbody", "handlers", "cases"):
            yield from functions_among(getattr(part, block, ()))


def functions_of(path: Path) -> Iterator[tuple[str, int]]:
    """Name and number of lines of each function, its docstring apart."""
    # the trees of the tests are read here alone: they are not kept
    tree = syntax(path) if relative(path).startswith("src/") else ast.parse(text_of(path))
    for node in functions_among(tree.body):
        first = node.body[0]
        has_docstring = ast.get_docstring(node, clean=False) is not None
        docstring = (first.end_lineno or 0) - first.lineno + 1 if has_docstring else 0
        yield node.name, (node.end_lineno or 0) - node.lineno + 1 - docstring


@pytest.mark.parametrize(
    ("folder", "limit"), [("src/", LONGEST_FILE), ("tools/", LONGEST_FILE), ("tests/", LONGEST_TEST_FILE)]
)
def test_no_file_is_too_long(folder: str, limit: int) -> None:
    lengths = {relative(path): len(text_of(path).splitlines()) for path in python_files(folder)}
    assert lengths, f"no Python file under {folder}"
    assert {name: length for name, length in lengths.items() if length > limit} == {}


def test_no_function_is_too_long() -> None:
    long_ones = [
        f"{relative(path)}: {name} has {length} lines"
        for path in python_files("src/", "tools/", "tests/")
        for name, length in functions_of(path)
        if length > LONGEST_FUNCTION
    ]
    assert long_ones == []


def test_pages_and_scripts_are_not_too_long() -> None:
    long_ones = [
        relative(path)
        for path in kept_files()
        if path.suffix in {".js", ".html", ".sh"} and len(path.read_text().splitlines()) > LONGEST_FILE
    ]
    assert long_ones == []


def test_stylesheets_are_short_and_one_reads_each_declaration() -> None:
    stylesheets = {relative(path): path.read_text() for path in kept_files() if path.suffix == ".css"}
    assert len(stylesheets) > 10
    assert [name for name, text in stylesheets.items() if len(text) > LONGEST_STYLESHEET] == []
    wide = [
        f"{name}:{number}"
        for name, text in stylesheets.items()
        for number, line in enumerate(text.splitlines(), 1)
        if len(line) > WIDEST_STYLE and "url(" not in line
    ]
    assert wide == []
