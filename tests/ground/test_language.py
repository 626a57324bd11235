"""Words and numbers come in the language under way."""

from datetime import date

import pytest

from autan.ground.texts import language
from autan.ground.texts.core.texts import plural
from autan.ground.wordings import Sentence, Text


@pytest.mark.parametrize(
    ("code", "current", "word", "number", "colon"),
    [
        ("fr", "fr", "énergie", "1\u202f234,5", "\u00a0:"),
        ("en-gb", "en", "energy", "1,234.5", ":"),
        ("de", "fr", "énergie", "1\u202f234,5", "\u00a0:"),
    ],
)
def test_everything_is_written_in_the_language_under_way(
    code: str, current: str, word: str, number: str, colon: str
) -> None:
    with language.in_language(code):
        assert language.current_language() == current
        assert language.words(Text("énergie", "energy")) == word
        assert language.number(1234.5, decimals=1) == number
        assert language.exact_number(1234.5) == number
        assert language.colon() == colon
    assert language.words(None) == ""


def test_a_sentence_is_a_text_whose_english_is_in_the_catalogue() -> None:
    sentence, text = Sentence("voir la preuve"), Text("voir la preuve", "see the evidence")
    assert (sentence.fr, sentence.en) == (text.fr, text.en)
    assert sentence == text
    assert {sentence, text} == {text}
    for code in ("fr", "en-gb"):
        with language.in_language(code):
            assert language.words(sentence) == language.words(text)


def test_what_a_sentence_names_is_said_in_its_language() -> None:
    sentence = Sentence("{label} : {proof}", label=Text("énergie", "energy"), proof=Sentence("voir la preuve"))
    assert (sentence.fr, sentence.en) == ("énergie : voir la preuve", "energy: see the evidence")


def test_days_and_marks_follow_the_language() -> None:
    with language.in_language("en"):
        assert (language.day(date(2013, 7, 2)), language.typeset('"eau"')) == ("2 July 2013", "“eau”")
    with language.in_language("fr"):
        assert language.typeset("l'eau") == "l’eau"


@pytest.mark.parametrize(
    ("count", "word"), [(0, ("an", "years")), (1, ("an", "year")), (1.5, ("an", "years")), (2, ("ans", "years"))]
)
def test_the_plural_is_that_of_each_language(count: float, word: tuple[str, str]) -> None:
    found = plural(count, Text("an", "year"), Text("ans", "years"))
    assert (found.fr, found.en) == word
