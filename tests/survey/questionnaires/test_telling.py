"""Answers in words, in both languages."""

from dataclasses import replace
from typing import Any

import pytest

from autan.ground.texts.language import in_language
from autan.survey.questionnaires.core.kinds import AnswerState, QuestionKind
from autan.survey.questionnaires.presenters.question_inputs import present_answer
from autan.survey.questionnaires.presenters.question_inputs import present_value as told
from tests.survey.questionnaires.making import SIRENS, holds_free_text, make_answer, make_question, takes_free_text

K = QuestionKind


@pytest.mark.parametrize(
    ("kind", "value", "fr", "en"),
    [
        (K.OPEN, "du texte", ("du texte",), ("du texte",)),
        (K.SINGLE, "yes", ("Oui",), ("Yes",)),
        (K.SINGLE, {"other": "x"}, ("Autre\u00a0: x",), ("Other: x",)),
        (K.HALF_OPEN, {"choice": "no", "text": "car"}, ("Non", "car"), ("No", "car")),
        (K.MULTIPLE, {"choices": ["yes"], "other": "x"}, ("Oui", "Autre\u00a0: x"), ("Yes", "Other: x")),
        (K.NUMBER, 12500, ("12\u202f500\u00a0€",), ("€12,500",)),
        (K.PERCENTAGE, 12.5, ("12,5\u00a0%",), ("12.5%",)),
        (K.YEAR, 2003, ("2003",), ("2003",)),
        (K.DATE, "2013-03-27", ("27\u00a0mars\u00a02013",), ("27 March 2013",)),
        (K.SPLIT, {"sobriety": 50}, ("Sobriety\u00a0: 50\u00a0%",), ("Sobriety: 50%",)),
        (
            K.TABLE,
            [{"title": "A", "status": "yes", "start": 2012}],
            ("Titre\u00a0: A · État\u00a0: Oui · Début\u00a0: 2012",),
            ("Title: A · Status: Yes · Start: 2012",),
        ),
        (K.SCALE, 4, ("4",), ("4",)),
        (K.RANKING, ["sobriety", "renewables"], ("1. Sobriety", "2. Renewables"), ("1. Sobriety", "2. Renewables")),
        (K.OPEN, None, (), ()),
    ],
)  # fmt: skip
def test_a_value_is_written_for_its_reader(kind: K, value: Any, fr: tuple[str, ...], en: tuple[str, ...]) -> None:
    question = make_question(kind)
    assert told(question, value) == fr
    with in_language("en"):
        assert told(question, value) == en


@pytest.mark.parametrize(
    ("kind", "value", "is_free_text"),
    [
        (K.OPEN, "du texte", True),
        (K.OPEN, None, False),
        (K.SINGLE, "yes", False),
        (K.SINGLE, {"other": "x"}, True),
        (K.HALF_OPEN, {"choice": "no", "text": "car"}, True),
        (K.HALF_OPEN, {"choice": "no"}, False),
        (K.TABLE, [{"title": "A", "start": 2012}], True),
        (K.TABLE, [{"start": 2012}], False),
        (K.RANKING, ["sobriety", "renewables"], False),
        (K.NUMBER, 3, False),
    ],
)
def test_words_written_by_hand_are_known_as_such(kind: K, value: Any, *, is_free_text: bool) -> None:
    question = make_question(kind)
    assert holds_free_text(question, value) is is_free_text
    assert not is_free_text or takes_free_text(question) or "other" in value


@pytest.mark.parametrize("kind", [K.SINGLE, K.NUMBER, K.RANKING, K.DATE])
def test_a_question_without_words_takes_none(kind: K) -> None:
    assert not takes_free_text(make_question(kind))


def test_a_file_is_named_by_hand() -> None:
    assert takes_free_text(make_question(K.FILE))


def test_a_choice_takes_words_where_another_may_be_written() -> None:
    assert takes_free_text(replace(make_question(K.SINGLE), allows_other=True))


def test_a_number_without_symbol_stands_alone() -> None:
    assert told(make_question(K.NUMBER, unit="count"), 3) == ("3",)
    assert told(make_question(K.NUMBER, unit=""), 3) == ("3",)


def test_a_state_stands_for_a_value() -> None:
    refused = make_answer(SIRENS[0], state=AnswerState.REFUSED)
    with in_language("en"):
        assert present_answer(make_question(), refused) == ("refused",)
        assert present_answer(make_question(), make_answer(SIRENS[0], "x")) == ("x",)


def test_what_was_answered_is_written_to_the_digit() -> None:
    question = make_question(K.NUMBER)
    for value, french, english in ((12.345, "12,345\u00a0€", "€12.345"), (0.04, "0,04\u00a0€", "€0.04")):
        assert told(question, value) == (french,)
        with in_language("en"):
            assert told(question, value) == (english,)
    assert told(question, -1234567.5) == ("−1\u202f234\u202f567,5\u00a0€",)
