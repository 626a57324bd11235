"""Files and functions stay small enough to be read at one sitting."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.repo.tree import kept_files, nodes, python_files, relative

LONGEST_FILE = 400
LONGEST_TEST_FILE = 500
LONGEST_FUNCTION = 50


def functions_of(path: Path) -> Iterator[tuple[str, int]]:
    """Name and number of lines of each function, its docstring apart."""
    functions: list[ast.FunctionDef | ast.AsyncFunctionDef]
    functions = [*nodes(path, ast.FunctionDef), *nodes(path, ast.AsyncFunctionDef)]
    for node in functions:
        first = node.body[0]
        has_docstring = ast.get_docstring(node, clean=False) is not None
        docstring = (first.end_lineno or 0) - first.lineno + 1 if has_docstring else 0
        yield node.name, (node.end_lineno or 0) - node.lineno + 1 - docstring


@pytest.mark.parametrize(
    ("folder", "limit"), [("src/", LONGEST_FILE), ("tools/", LONGEST_FILE), ("tests/", LONGEST_TEST_FILE)]
)
def test_no_file_is_too_long(folder: str, limit: int) -> None:
    lengths = {relative(path): len(path.read_text().splitlines()) for path in python_files(folder)}
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


def test_stylesheets_and_scripts_are_not_too_long() -> None:
    long_ones = [
        relative(path)
        for path in kept_files()
        if path.suffix in {".css", ".js", ".html", ".sh"} and len(path.read_text().splitlines()) > LONGEST_FILE
    ]
    assert long_ones == []
