"""A view that reads what is posted says so: declared as one that is read alone, it would answer 405 to its own form."""

import ast
import re

import pytest

from tests.repo.tree import nodes, python_files, relative, text_of

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


def begins_from_what_stands(call: ast.Call) -> bool:
    """True of a form that is drawn with a document that is kept, to be changed."""
    return getattr(call.func, "id", "").endswith("Form") and any(word.arg == "document" for word in call.keywords)


def test_a_form_that_changes_a_document_tells_of_what_changed_meanwhile() -> None:
    pages = [path for path in python_files("src/", "tests/equipment/") if "views" in relative(path)]
    changing = [path for path in pages if any(map(begins_from_what_stands, nodes(path, ast.Call)))]
    assert len(changing) > 8
    deaf = [relative(path) for path in changing if not re.search(r"\bresting_on\(|\brevision\b", text_of(path))]
    assert deaf == [], "the last of two to save would write over the other: `resting_on(form, document)`"


def test_a_form_that_begins_from_what_stands_is_seen() -> None:
    calls = "CallForm(data, document=call); CallForm(data); tell(document=call)"
    trees = [node.value for node in ast.parse(calls).body if isinstance(node, ast.Expr)]
    assert [begins_from_what_stands(call) for call in trees if isinstance(call, ast.Call)] == [True, False, False]
