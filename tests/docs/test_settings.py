"""Every variable that the product reads is documented, and nothing else is."""

import ast
import re

import pytest

from tests.docs.pages import read
from tests.repo.tree import nodes, python_files, text_of

pytestmark = pytest.mark.xdist_group("sources")  # each file is parsed once for all

VARIABLE = re.compile(r"AUTAN_[A-Z_]+|DATABASE_URL|XDG_DATA_HOME")


def variables_read() -> set[str]:
    return {
        node.value
        for path in python_files("src/")
        if VARIABLE.search(text_of(path))
        for node in nodes(path, ast.Constant)
        if isinstance(node.value, str) and VARIABLE.fullmatch(node.value)
    }


def test_every_variable_is_documented_and_every_documented_variable_is_read() -> None:
    documented = set(re.findall(r"^\| `([A-Z_]+)`", read("docs/reference/settings.md"), flags=re.MULTILINE))
    assert documented == variables_read()
