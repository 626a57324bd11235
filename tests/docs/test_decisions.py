"""Decisions are numbered once, listed by their titles, and a number that is missing is explained."""

import re

from tests.docs.pages import links, read
from tests.repo.tree import REPOSITORY

PAGES = sorted((REPOSITORY / "docs" / "decisions").glob("0*.md"))


def test_each_number_is_given_once_or_said_to_be_missing() -> None:
    numbers = [int(page.name[:4]) for page in PAGES]
    explained = {int(number) for number in re.findall(r"\b\d{2}\b(?=[,:])", read("docs/decisions/README.md"))}
    assert len(set(numbers)) == len(numbers)
    assert set(range(1, max(numbers) + 1)) - set(numbers) == explained


def test_each_decision_is_listed() -> None:
    listed = {target.rpartition("/")[2] for target in links(read("docs/README.md")) if "decisions/0" in target}
    assert listed == {page.name for page in PAGES}
