"""The words that a newcomer meets: few, complete, in order, with names that the code has; each idea has one word."""

import ast
import re
from collections import Counter
from itertools import groupby

import pytest

from tests.repo.glossary import HEADINGS, NO_NAME, read_words
from tests.repo.tree import PACKAGE, nodes, python_files

pytestmark = pytest.mark.xdist_group("sources")  # each file is parsed once for all

FEWEST, MOST = 120, 180
CLASS_NAME = re.compile(r"[A-Z][a-z]\w*")
TERMS = PACKAGE / "evidence" / "figures" / "definitions" / "terms.csv"


def names_of_the_code() -> tuple[set[str], set[str]]:
    """Classes of the code; and all that it names: these, functions, arguments, fields, codes of explained words."""
    classes, names = set(), {row.partition(",")[0] for row in TERMS.read_text().splitlines()}
    for path in python_files("src/"):
        classes |= {node.name for node in nodes(path, ast.ClassDef)}
        names |= {node.name for node in nodes(path, ast.FunctionDef)}
        names |= {node.arg for node in nodes(path, ast.arg)} | {node.arg or "" for node in nodes(path, ast.keyword)}
        names |= {node.id for node in nodes(path, ast.Name) if isinstance(node.ctx, ast.Store)}
    return classes, names | classes


def test_the_glossary_is_short_enough_to_be_read() -> None:
    assert FEWEST <= len(read_words()) <= MOST


def test_every_row_is_complete() -> None:
    words = read_words()
    assert [word.cells for word in words if len(word.cells) != len(HEADINGS) or not all(word.cells)] == []
    assert [word.term for word in words if not word.code_names and word.cells[-1] != NO_NAME] == []


def test_every_name_is_one_that_the_code_has() -> None:
    classes, names = names_of_the_code()
    parts = {part for word in read_words() for name in word.code_names for part in name.split(".")}
    assert parts - names == set()
    assert {part for part in parts if CLASS_NAME.fullmatch(part)} - classes == set()


def test_each_idea_has_one_word_and_each_word_one_idea() -> None:
    words = read_words()
    terms = [word.term.lower() for word in words]
    labels = [word.cells[1].lower() for word in words if word.cells[1] != NO_NAME]
    codes = [(word.section, name) for word in words for name in word.code_names]
    for names in (terms, labels, codes):
        assert [name for name, times in Counter(names).items() if times > 1] == []


def test_words_stand_in_alphabetical_order_inside_each_section() -> None:
    for section, words in groupby(read_words(), key=lambda word: word.section):
        terms = [word.term.lower() for word in words]
        assert terms == sorted(terms), section
