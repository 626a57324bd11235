"""Each kind of question accepts its own form of answer, and says what is wrong with another."""

from typing import Any

import pytest

from autan.survey.questionnaires.core.answers.values import MAX_ROWS, MAX_TEXT, InvalidAnswerError
from autan.survey.questionnaires.core.kinds import AnswerState, QuestionKind, Scope
from autan.survey.questionnaires.core.questionnaire import Bounds
from tests.survey.questionnaires.making import STATUS, check_value, make_question

K = QuestionKind


@pytest.mark.parametrize(
    ("kind", "fields", "given", "kept"),
    [
        (K.OPEN, {}, "  du texte ", "du texte"),
        (K.HALF_OPEN, {}, {"choice": "yes", "text": " détail "}, {"choice": "yes", "text": "détail"}),
        (K.HALF_OPEN, {}, {"text": "seul"}, {"choice": None, "text": "seul"}),
        (K.HALF_OPEN, {}, {"choice": "no"}, {"choice": "no", "text": ""}),
        (K.SINGLE, {}, "planned", "planned"),
        (K.SINGLE, {"allows_other": True}, {"other": "ailleurs"}, {"other": "ailleurs"}),
        (K.MULTIPLE, {}, {"choices": ["no", "yes"]}, {"choices": ["yes", "no"]}),
        (K.MULTIPLE, {}, {"choices": []}, {"choices": []}),
        (K.MULTIPLE, {"allows_other": True}, {"choices": [], "other": "x"}, {"choices": [], "other": "x"}),
        (K.NUMBER, {}, 12.5, 12.5),
        (K.PERCENTAGE, {}, 100, 100),
        (
            K.SPLIT,
            {},
            {"renewables": 20, "sobriety": 50, "efficiency": 30},
            {"sobriety": 50, "efficiency": 30, "renewables": 20},
        ),
        (K.SCALE, {}, 5, 5),
        (K.RANKING, {}, ["renewables", "sobriety"], ["renewables", "sobriety"]),
        (K.DATE, {}, "2013-03-27", "2013-03-27"),
        (K.YEAR, {}, 2003, 2003),
        (
            K.TABLE,
            {},
            [{"title": "A", "status": "yes", "cost_eur": 10, "start": 2012}],
            [{"title": "A", "status": "yes", "cost_eur": 10, "start": 2012}],
        ),
    ],
)
def test_an_answer_is_kept_in_its_written_form(kind: K, fields: dict[str, Any], given: Any, kept: Any) -> None:
    assert check_value(make_question(kind, **fields), given) == kept


@pytest.mark.parametrize(
    ("kind", "fields", "given", "words"),
    [
        (K.OPEN, {}, "  ", "un texte est attendu"),
        (K.OPEN, {}, 12, "un texte est attendu"),
        (K.OPEN, {}, "x" * (MAX_TEXT + 1), "20\u202f000 au plus"),
        (K.HALF_OPEN, {}, {}, "un choix ou un texte"),
        (K.HALF_OPEN, {}, "yes", "un objet de clés choice, text"),
        (K.HALF_OPEN, {}, {"choice": "maybe"}, "Oui, Prévu, Non"),
        (K.SINGLE, {}, {"other": "ailleurs"}, "Oui, Prévu, Non"),
        (K.SINGLE, {}, ["yes"], "Oui, Prévu, Non"),
        (K.SINGLE, {"allows_other": True}, {"other": ""}, "un texte est attendu"),
        (K.MULTIPLE, {}, {"choices": ["yes", "yes"]}, "coché deux fois"),
        (K.MULTIPLE, {}, {"choices": "yes"}, "une liste de choix"),
        (K.MULTIPLE, {}, {"choices": ["maybe"]}, "un choix est attendu"),
        (K.MULTIPLE, {}, {"choices": [], "other": "x"}, "un objet de clés choices"),
        (K.NUMBER, {}, "12", "un nombre est attendu"),
        (K.NUMBER, {}, True, "un nombre est attendu"),
        (K.NUMBER, {}, float("nan"), "un nombre est attendu"),
        (K.NUMBER, {"bounds": Bounds(low=0)}, -1, "hors des bornes (0 à …)"),
        (K.PERCENTAGE, {}, 101, "hors des bornes (0 à 100)"),
        (K.SPLIT, {}, {"sobriety": 50, "efficiency": 30}, "une part est attendue pour : renewables"),
        (K.SPLIT, {}, {"sobriety": 50, "efficiency": 30, "renewables": 10}, "90\u00a0% et non 100"),
        (K.SPLIT, {}, {"sobriety": -50, "efficiency": 130, "renewables": 20}, "hors des bornes"),
        (K.SCALE, {}, 6, "hors des bornes (1 à 5)"),
        (K.SCALE, {}, 2.5, "un nombre entier"),
        (K.RANKING, {}, [], "dans l’ordre"),
        (K.RANKING, {}, "sobriety", "dans l’ordre"),
        (K.RANKING, {}, ["sobriety", "sobriety"], "classé deux fois"),
        (K.RANKING, {}, ["gone"], "un choix est attendu"),
        (K.DATE, {}, "2013-02-30", "une date possible"),
        (K.DATE, {}, 2013, "une date possible"),
        (K.YEAR, {}, 1500, "hors des bornes"),
        (K.YEAR, {}, 2003.5, "un nombre entier"),
        (K.YEAR, {}, float("inf"), "un nombre est attendu"),
        (K.TABLE, {}, [], "lignes sont attendues"),
        (K.TABLE, {}, "lignes", "lignes sont attendues"),
        (K.TABLE, {}, [{"title": "A"}] * (MAX_ROWS + 1), "lignes sont attendues"),
        (K.TABLE, {}, [{}], "une ligne est vide"),
        (K.TABLE, {}, [{"inconnue": 1}], "un objet de clés title, status"),
        (K.TABLE, {}, [{"status": "maybe"}], "un choix est attendu"),
    ],
)
def test_another_form_is_refused_with_what_was_expected(
    kind: K, fields: dict[str, Any], given: Any, words: str
) -> None:
    with pytest.raises(InvalidAnswerError) as caught:
        check_value(make_question(kind, **fields), given)
    assert caught.value.question == "q1"
    assert any(words in problem for problem in caught.value.problems), caught.value.problems


def test_every_kind_scope_and_state_has_its_words() -> None:
    for member in (*QuestionKind, *Scope, *AnswerState):
        assert member.label.fr
        assert member.label.en
        assert member.label.fr != member.label.en or member.value in {"date"}


def test_a_choice_list_names_its_choices() -> None:
    assert STATUS.label_of("planned").fr == "Prévu"
    assert STATUS.label_of("gone").fr == "gone"
    assert "texte" not in Bounds(low=0, high=1)
