"""No word of the trade enters a core before the glossary has it, and each idea has one word."""

import re
from collections import Counter

from tests.repo.glossary import HEADINGS, read_tables, read_words
from tests.repo.tree import REPOSITORY, core_files, public_classes, python_files, relative

CLASS_NAME = re.compile(r"[A-Z][A-Za-z]+")


def test_every_row_is_complete() -> None:
    assert [row for row in read_tables() if len(row) != len(HEADINGS) or not all(row)] == []
    assert [word.term for word in read_words() if not word.code_names] == []


def test_every_public_class_of_a_core_is_in_the_glossary() -> None:
    known = {name for word in read_words() for name in word.code_names}
    missing = [
        f"{relative(path)}: {name}" for path in core_files() for name in public_classes(path) if name not in known
    ]
    assert missing == []


def test_every_class_of_the_glossary_exists() -> None:
    existing = {name for path in python_files("src/") for name in public_classes(path)}
    named = {name for word in read_words() for name in word.code_names if CLASS_NAME.fullmatch(name)}
    assert named - existing == set()


def test_each_idea_has_one_word() -> None:
    words = read_words()
    for names in (
        [word.term.lower() for word in words],
        [name for word in words for name in word.code_names],
    ):
        assert [name for name, times in Counter(names).items() if times > 1] == []


def test_words_stand_in_the_order_of_the_alphabet_inside_each_room() -> None:
    sections = re.split(r"^## ", (REPOSITORY / "GLOSSARY.md").read_text(), flags=re.MULTILINE)[1:]
    for section in sections:
        terms = [line.split(" | ")[0].strip("| ").lower() for line in section.splitlines() if line.startswith("| ")]
        terms = [term for term in terms if term != "term" and set(term) - set("-|: ")]
        assert terms == sorted(terms), section.splitlines()[0]
