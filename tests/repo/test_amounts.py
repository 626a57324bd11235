"""A figure goes into words by one function, and into a number by another: neither can lose its bounds.

Words: `present_figure`, `figure_text` and their like, over `evidence/figures/core/wording.py`. Numbers for files, axes
and orders: `evidence/figures/core/numbers.py`. What follows refuses the other roads.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.repo.tree import REPOSITORY, nodes, python_files, relative, syntax

pytestmark = pytest.mark.xdist_group("sources")  # each file is parsed once for all

ENDS = {"value", "low", "high"}
EVIDENCE = "src/autan/evidence/figures/core/"
SHOWN = re.compile(
    r"/(presenters|renderers|exporters|templatetags|views|cli|library)(/|\.py$)|chart_specs|series_charts"
)
WRITERS = {
    "format", "format_exactly", "format_number", "number", "exact_number", "number_text", "amount_text", "exact_text",
    "round", "str", "repr",
}  # fmt: skip
EXCEPTIONS: dict[str, str] = {}
"""Files that take the number of a figure otherwise, and why: none."""


def reads_of_a_figure(tree: ast.AST) -> Iterator[tuple[ast.Attribute, list[ast.AST]]]:
    """Every `.value`, `.low`, `.high` of what is called or typed a figure, with what it stands in, nearest last."""
    yield from _visit(tree, [], frozenset())


def may_read_a_figure(path: Path) -> bool:
    """Whether a file is worth walking through: it reads an end of a figure, if its types held everywhere in it."""
    typed = frozenset(argument.arg for argument in nodes(path, ast.arg) if _is_typed_a_figure(argument))
    return any(node.attr in ENDS and _is_figure(node.value, typed) for node in nodes(path, ast.Attribute))


def _is_typed_a_figure(argument: ast.arg) -> bool:
    return argument.annotation is not None and ast.unparse(argument.annotation) in {"Figure", "Figure | None"}


def _visit(node: ast.AST, above: list[ast.AST], typed: frozenset[str]) -> Iterator[tuple[ast.Attribute, list[ast.AST]]]:
    if isinstance(node, ast.FunctionDef | ast.Lambda):
        arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        typed -= {argument.arg for argument in arguments}
        typed |= {argument.arg for argument in arguments if _is_typed_a_figure(argument)}
    if isinstance(node, ast.Attribute) and node.attr in ENDS and _is_figure(node.value, typed):
        yield node, above
    for child in ast.iter_child_nodes(node):
        yield from _visit(child, [*above, node], typed)


def _is_figure(node: ast.AST, typed: frozenset[str]) -> bool:
    match node:
        case ast.Name(id=name):
            return name in typed or name == "figure" or name.endswith("_figure")
        case ast.Attribute(attr=name):
            return name == "figure" or name.endswith("_figure")
        case ast.Subscript(value=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name == "figures" or name.endswith("_figures")
        case ast.Call(func=ast.Attribute(attr="in_unit")):
            return True
        case ast.Call(func=ast.Name(id=name)):
            return name == "readable_figure" or name.endswith("_figure")
    return False


def _is_asked_for_alone(above: list[ast.AST]) -> bool:
    """True for `figure.value is None`: whether there is a number, and not which."""
    asked = above[-1]
    return isinstance(asked, ast.Compare) and all(isinstance(op, ast.Is | ast.IsNot) for op in asked.ops)


def _is_written(above: list[ast.AST]) -> bool:
    for node in reversed(above):
        if isinstance(node, ast.FormattedValue):
            return True
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            return name in WRITERS
        if isinstance(node, ast.stmt | ast.comprehension):
            return False
    return False


def _is_unknown_as_nil(above: list[ast.AST]) -> bool:
    """True for `figure.value or 0`."""
    return isinstance(above[-1], ast.BoolOp) and isinstance(above[-1].op, ast.Or)


def _faults(source: ast.AST, name: str) -> list[str]:
    is_shown = SHOWN.search(name) is not None
    return [
        f"{name}:{node.lineno} {ast.unparse(node)}"
        for node, above in reads_of_a_figure(source)
        if not _is_asked_for_alone(above) and (is_shown or _is_written(above) or _is_unknown_as_nil(above))
    ]


def test_nothing_else_takes_the_number_out_of_a_figure() -> None:
    faults = [
        fault
        for path in python_files("src/")
        if not (name := relative(path)).startswith(EVIDENCE) and name not in EXCEPTIONS
        if may_read_a_figure(path)
        for fault in _faults(syntax(path), name)
    ]
    assert faults == []


def test_no_page_writes_the_number_of_a_figure() -> None:
    wrong = re.compile(r"\{[{%][^}]*\b(?:\w+_)?figure\.(?:value|low|high)\b")
    pages = (REPOSITORY / "src").rglob("templates/**/*.html")
    assert [relative(path) for path in pages if wrong.search(path.read_text())] == []


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("presenters/pages.py", "x = [row.figure.value]"),
        ("presenters.py", "def write(item: Figure) -> str: return words(item.low)"),
        ("renderers/csv.py", "cells = (figures[code].value, '')"),
        ("cli/show.py", "x = f'{figure.value if figure.is_known else 0}'"),
        ("core/sentences.py", "x = f'{figure.value} sur 11'"),
        ("core/sentences.py", "def write(whole: Figure | None) -> Text: return number_text(whole.value)"),
        ("core/sums.py", "x = sum(figure.value or 0 for figure in figures)"),
        ("queries/order.py", "x = sorted(known, key=lambda code: -(figures[code].value or 0.0))"),
        ("presenters/units.py", "x = number(figure.in_unit(unit).value)"),
    ],
)
def test_the_other_roads_are_seen(file: str, line: str) -> None:
    assert _faults(ast.parse(line), f"src/autan/district/room/{file}")


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("presenters/pages.py", "known = [figure for figure in figures if figure.value is not None]"),
        ("presenters/pages.py", "x = [Sector(code).value, state.value, value.low]"),
        ("core/sums.py", "x = figure.value"),
    ],
)
def test_other_values_are_left_alone(file: str, line: str) -> None:
    assert _faults(ast.parse(line), f"src/autan/district/room/{file}") == []


def test_exceptions_are_still_needed() -> None:
    assert [name for name in EXCEPTIONS if not _faults(syntax(Path(REPOSITORY / name)), name)] == []
