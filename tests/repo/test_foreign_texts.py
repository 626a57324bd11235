"""Texts of others made to be read again and again, of 40,000 signs, are read in time that grows as they do."""

import time
from collections.abc import Callable

import pytest

from autan.coding.codings.core.codebook import Code
from autan.coding.codings.core.qda.descriptions import read_description
from autan.ground.texts.core.money import read_amount
from autan.ground.wordings import Text
from autan.plans.action_files.core.doubts import mask_people
from autan.plans.action_search.core.similarity import plain_title
from autan.plans.projects.core.axes import read_axis
from autan.survey.limesurvey.core.texts import from_html
from autan.survey.xlsforms.core.rules import names_in, split_conjunction

SIGNS, MOST_SECONDS = 40_000, 0.5
"""What is read again from each sign takes ten seconds at this size; what is read once takes some milliseconds."""


def described(text: str) -> object:
    return read_description(Code(key="c", label=Text("C", "C")), f"Exemple : {text}")


READERS: dict[str, tuple[Callable[[str], object], tuple[str, ...]]] = {
    "the example of a code": (described, ("«", "« ", "« a »", " ")),
    "the names of a rule": (names_in, ("${", "${a", "${ ")),
    "the parts of a rule": (split_conjunction, ("(", "'", "and ", "a and ")),
    "an amount": (read_amount, ("1 ", " ", "1-", "d'")),
    "people in a cell": (mask_people, ("a@", "a.", "M. A", "Mme A ", "06 ", "1")),
    "a title": (plain_title, ("1", "1.", "action ", "a", " ")),
    "an axis": (read_axis, ("1.", "1", "axe ", " ")),
    "the text of a question": (from_html, ("<", "<a ", "<br ", "href=", "<script")),
}


@pytest.mark.parametrize("name", READERS)
def test_a_text_made_to_be_read_again_costs_little(name: str) -> None:
    read, units = READERS[name]
    for unit in units:
        for head in ("", "«"):
            text = head + unit * (SIGNS // len(unit)) + "x"
            began = time.process_time()
            read(text)
            assert time.process_time() - began < MOST_SECONDS, (name, unit)
