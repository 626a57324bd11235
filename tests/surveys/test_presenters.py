"""Answers in words, in both languages."""

from typing import Any

import pytest

from autan.questionnaires.core.kinds import AnswerState, QuestionKind
from autan.questionnaires.presenters.answers import holds_free_text, present_answer, present_value
from autan.surveys.core.documented.agreement import compare_figures, draw_published_ranges
from autan.surveys.core.documented.published import publish_figure
from tests.questionnaires.making import SIRENS, make_answer, make_question
from tests.surveys.test_published import RANGE, TEN_OF_ELEVEN

K = QuestionKind


@pytest.mark.parametrize(
    ("kind", "value", "fr", "en"),
    [
        (K.OPEN, "du texte", ("du texte",), ("du texte",)),
        (K.SINGLE, "yes", ("Oui",), ("Yes",)),
        (K.SINGLE, {"other": "x"}, ("Autre\u00a0: x",), ("Other: x",)),
        (K.HALF_OPEN, {"choice": "no", "text": "car"}, ("Non", "car"), ("No", "car")),
        (K.MULTIPLE, {"choices": ["yes"], "other": "x"}, ("Oui", "Autre\u00a0: x"), ("Yes", "Other: x")),
        (K.NUMBER, 12500, ("12\u202f500\u00a0€",), ("12,500\u00a0€",)),
        (K.PERCENTAGE, 12.5, ("12,5\u00a0%",), ("12.5\u00a0%",)),
        (K.YEAR, 2003, ("2003",), ("2003",)),
        (K.DATE, "2013-03-27", ("27\u00a0mars\u00a02013",), ("27 March 2013",)),
        (K.SPLIT, {"sobriety": 50}, ("Sobriety\u00a0: 50\u00a0%",), ("Sobriety: 50\u00a0%",)),
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
    assert (present_value(question, value, "fr"), present_value(question, value, "en")) == (fr, en)


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
    assert holds_free_text(make_question(kind), value) is is_free_text


def test_a_number_without_symbol_stands_alone() -> None:
    assert present_value(make_question(K.NUMBER, unit="count"), 3, "fr") == ("3",)
    assert present_value(make_question(K.NUMBER, unit=""), 3, "fr") == ("3",)


def test_a_state_stands_for_a_value() -> None:
    refused = make_answer(SIRENS[0], state=AnswerState.REFUSED)
    assert present_answer(make_question(), refused, "en") == ("refused",)
    assert present_answer(make_question(), make_answer(SIRENS[0], "x"), "en") == ("x",)


def test_published_ranges_are_drawn_when_there_are_several() -> None:
    question = make_question(K.SPLIT)
    span = compare_figures(publish_figure("c", RANGE, SIRENS), None)
    count = compare_figures(publish_figure("c", TEN_OF_ELEVEN, SIRENS), None)
    assert draw_published_ranges(question, [span, count]) is None
    chart = draw_published_ranges(question, [span, span])
    assert chart is not None
    assert [row.label.fr for row in chart.rows] == ["Sobriety", "Sobriety"]
    plain = draw_published_ranges(make_question(K.OPEN), [span, span])
    assert plain is not None
    assert plain.rows[0].label.fr == "Évaluation"
