"""A view that reads what is posted says so: declared as one that is read alone, it would answer 405 to its own form."""

import ast

import pytest

from tests.repo.tree import nodes, python_files, relative

pytestmark = pytest.mark.xdist_group("sources")  # each file is parsed once for all

READ_ALONE = {"public", "guarded", "require_safe"}


def reads_a_form(view: ast.FunctionDef) -> bool:
    """True of `request.POST`, `request.FILES`, and of a method that is compared with POST."""
    return any(
        (isinstance(node, ast.Attribute) and node.attr in {"POST", "FILES"})
        or (isinstance(node, ast.Constant) and node.value == "POST")
        for node in ast.walk(view)
    )


def names_of(decorator: ast.expr) -> set[str]:
    return {node.id for node in ast.walk(decorator) if isinstance(node, ast.Name)}


def is_read_alone(view: ast.FunctionDef) -> bool:
    return any(names_of(decorator) & READ_ALONE for decorator in view.decorator_list)


def test_no_view_that_is_read_alone_reads_a_form() -> None:
    views = [
        (path, view)
        for path in python_files("src/")
        if "views" in relative(path)
        for view in nodes(path, ast.FunctionDef)
        if is_read_alone(view)
    ]
    assert len(views) > 150
    assert [f"{relative(path)} {view.name}" for path, view in views if reads_a_form(view)] == []


def test_a_form_that_is_read_is_seen() -> None:
    view = ast.parse("@guarded('why')\ndef view(request):\n    if request.method == 'POST':\n        erase()").body[0]
    assert isinstance(view, ast.FunctionDef)
    assert is_read_alone(view)
    assert reads_a_form(view)
