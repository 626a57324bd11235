"""Lines of a plan as its page sends them: numbers as the language of the page writes them, words as they are."""

import pytest

from autan.ground.texts.language import in_language
from autan.plans.plans.core.sections import FieldKind
from autan.plans.plans.forms import posted_lines
from autan.plans.plans.importers.definitions import plan_sections

NUMBERS = {FieldKind.NUMBER, FieldKind.QUANTITY}


@pytest.mark.parametrize(
    ("language", "typed", "kept"),
    [("en", "12,600", "12600"), ("en", "1.5", "1.5"), ("fr", "12 600", "12 600"), ("fr", "1,5", "1,5")],
)
def test_a_number_of_a_line_is_kept_so_that_it_is_read_the_same_in_any_language(language, typed, kept):
    sections = plan_sections()
    places = [(section.code, field.code) for section in sections for field in section.fields if field.kind in NUMBERS]
    posted = {f"{section}/new:{code}": typed for section, code in places}
    with in_language(language):
        lines = posted_lines(sections, posted, own="")
    assert {text for rows in lines.values() for row in rows for text in row.typed.values()} == {kept}
    assert {(section, code) for section, rows in lines.items() for row in rows for code in row.typed} == set(places)


def test_words_and_amounts_are_kept_as_they_are():
    sections = plan_sections()
    others = [
        (section.code, field.code) for section in sections for field in section.fields if field.kind not in NUMBERS
    ]
    with in_language("en"):
        lines = posted_lines(sections, {f"{section}/new:{code}": "12,600" for section, code in others}, own="")
    assert {text for rows in lines.values() for row in rows for text in row.typed.values()} == {"12,600"}
