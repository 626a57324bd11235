"""Names say what a thing is for; nothing unfinished or hushed stays in the tree."""

import ast
import re
from pathlib import Path

import pytest

from tests.repo.tree import REPOSITORY, kept_files, lines_with, nodes, python_files, relative

pytestmark = pytest.mark.xdist_group("sources")  # each file is parsed once for all

SAY_NOTHING = {"util", "utils", "helper", "helpers", "common", "base", "misc", "manager", "managers"}
NAMED_BY_DJANGO = {"src/autan/ground/sqlite/base.py"}
"""An engine of database is looked up by this name, and by no other."""
# Put together here, so that this file does not hold them itself.
UNFINISHED = re.compile(
    "|".join(["TO" + "DO", "FIX" + "ME", "X" + "XX", "NotImplemented" + "Error", "pragma: no " + "cover"])
)
HUSHED = re.compile(r"#\s*(?:type:\s*" + r"ignore|no" + r"qa)(?![ \t]*[\[:])")


def says_nothing(path: Path) -> bool:
    """True when a part of the path is one of the words that say nothing, alone or at the end of a name."""
    parts = [*path.parts[:-1], path.stem]
    return any(part in SAY_NOTHING or part.rpartition("_")[2] in SAY_NOTHING for part in parts)


@pytest.mark.parametrize("name", ["src/autan/utils.py", "src/autan/instance/site/date_helpers.py", "tests/common/x.py"])
def test_a_name_that_says_nothing_is_seen(name: str) -> None:
    assert says_nothing(Path(name))


def test_no_module_has_a_name_that_says_nothing() -> None:
    files = [path.relative_to(REPOSITORY) for path in python_files("src/", "tests/", "tools/")]
    assert {str(path) for path in files if says_nothing(path)} == NAMED_BY_DJANGO


def test_files_are_in_snake_case() -> None:
    files = [path for path in kept_files() if relative(path).startswith(("src/", "tests/", "tools/"))]
    pattern = re.compile(r"[a-z0-9_.]+|__[a-z]+__\.py|__pycache__")
    parts = {part for path in files for part in path.relative_to(REPOSITORY).parts if path.suffix == ".py"}
    assert sorted(part for part in parts if not pattern.fullmatch(part)) == []


def test_nothing_unfinished_stays() -> None:
    assert lines_with(UNFINISHED, python_files("src/", "tools/", "tests/")) == []


def test_every_hushed_check_names_its_rule() -> None:
    assert lines_with(HUSHED, python_files("src/", "tools/", "tests/")) == []


# what a package of somebody else raises, at import or of a damaged file, cannot be listed
CODE_OF_OTHERS = {"src/autan/ground/plugins.py", "src/autan/ground/received_files.py"}


def test_no_except_catches_everything() -> None:
    def catches_everything(handler: ast.ExceptHandler) -> bool:
        kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
        return any(kind is None or getattr(kind, "id", "") in {"Exception", "BaseException"} for kind in kinds)

    texts = [
        f"{relative(path)}:{node.lineno}"
        for path in python_files("src/")
        if relative(path) not in CODE_OF_OTHERS
        for node in nodes(path, ast.ExceptHandler)
        if catches_everything(node)
    ]
    assert texts == []
