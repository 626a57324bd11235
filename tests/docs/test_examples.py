"""The examples in the docstrings say what the functions really answer."""

import doctest
import importlib

import pytest

from tests.repo.tree import module_name, python_files

WITH_EXAMPLES = sorted(module_name(path) for path in python_files("src/") if ">>> " in path.read_text())


@pytest.mark.parametrize("module", WITH_EXAMPLES)
def test_the_examples_of_a_module_hold(module: str) -> None:
    failed, tried = doctest.testmod(importlib.import_module(module), optionflags=doctest.ELLIPSIS)
    assert tried
    assert failed == 0
