"""No word of the trade enters a core before the glossary has it, and each idea has one word."""

import re
from collections import Counter
from itertools import groupby

from tests.repo.glossary import HEADINGS, read_words
from tests.repo.tree import core_files, module_name, public_classes, python_files, relative

CLASS_NAME = re.compile(r"[A-Z][A-Za-z]+")


def test_every_row_is_complete() -> None:
    words = read_words()
    assert [word.cells for word in words if len(word.cells) != len(HEADINGS) or not all(word.cells)] == []
    assert [word.term for word in words if not word.code_names] == []


def test_every_public_class_of_a_core_is_in_the_section_of_its_room() -> None:
    known = {(name, word.section.partition(":")[0]) for word in read_words() for name in word.code_names}
    missing = [
        f"{relative(path)}: {name}"
        for path in core_files()
        for name in public_classes(path)
        if (name, module_name(path).split(".")[1]) not in known
    ]
    assert missing == []


def test_every_class_of_the_glossary_exists() -> None:
    existing = {name for path in python_files("src/") for name in public_classes(path)}
    named = {name for word in read_words() for name in word.code_names if CLASS_NAME.fullmatch(name)}
    assert named - existing == set()


def test_each_idea_has_one_word_and_each_word_one_idea() -> None:
    words = read_words()
    labels = [word.term.lower() for word in words], [word.cells[1].lower() for word in words]
    codes = [(word.section, name) for word in words for name in word.code_names]
    for names in (*labels, codes):
        assert [name for name, times in Counter(names).items() if times > 1] == []


def test_words_stand_in_alphabetical_order_inside_each_section() -> None:
    for section, words in groupby(read_words(), key=lambda word: word.section):
        terms = [word.term.lower() for word in words]
        assert terms == sorted(terms), section
