"""Modules and files of the code that the documents name are there."""

import re
from pathlib import Path

import pytest

from tests.docs.pages import documents
from tests.repo.tree import PACKAGE, REPOSITORY, relative

MODULE = re.compile(r"(?<![\w.])autan((?:\.[a-z_]+){2,})")
FILE = re.compile(r"(?<![\w/])(?:src|tests|tools)/[\w/.-]*\w")


def is_module(name: str) -> bool:
    """True for a module, or for what a module defines: the last part of the name."""
    places = [PACKAGE.joinpath(*parts) for parts in (name.split("."), name.split(".")[:-1])]
    return places[0].is_dir() or any(place.with_suffix(".py").is_file() for place in places)


@pytest.mark.parametrize("page", documents(), ids=relative)
def test_modules_and_files_that_a_page_names_exist(page: Path) -> None:
    text = page.read_text()
    modules = [name for name in MODULE.findall(text) if not is_module(name[1:])]
    files = [name for name in FILE.findall(text) if not (REPOSITORY / name).exists()]
    assert (modules, files) == ([], [])
