"""Every variable that the product reads is documented, and nothing else is."""

import ast
import re

from tests.docs.pages import read
from tests.repo.tree import python_files, syntax

VARIABLE = re.compile(r"AUTAN_[A-Z_]+|DATABASE_URL|XDG_DATA_HOME")


def variables_read() -> set[str]:
    return {
        node.value
        for path in python_files("src/")
        if VARIABLE.search(path.read_text(encoding="utf-8"))
        for node in ast.walk(syntax(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and VARIABLE.fullmatch(node.value)
    }


def test_every_variable_is_documented_and_every_documented_variable_is_read() -> None:
    documented = set(re.findall(r"^\| `([A-Z_]+)`", read("docs/reference/settings.md"), flags=re.MULTILINE))
    assert documented == variables_read()
