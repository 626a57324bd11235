"""The comment beside a choice, in files whose headings are words: however it is headed, it is read or told."""

import pytest

from autan.survey.formats.importers.answers.files import read_answers
from autan.survey.questionnaires.core.questionnaire import Questionnaire
from tests.survey.limesurvey.lime_making import answer_row, question_row, read_lime

TEXT = "Avez-vous un <b>plan</b> ?"


def survey() -> Questionnaire:
    return read_lime(
        {
            "groups": [{"gid": "1", "group_order": "1"}],
            "questions": [question_row(1, "O"), question_row(2, "S", title="budget"), question_row(3, "S")],
            "answers": [answer_row(11, 1, "A1"), answer_row(12, 1, "A2")],
            "answer_l10ns": [
                {"aid": "11", "answer": "Oui", "language": "fr"},
                {"aid": "12", "answer": "Non", "language": "fr"},
            ],
            "question_l10ns": [
                {"qid": "1", "question": f"<p>{TEXT}</p>", "language": "fr"},
                {"qid": "2", "question": "Reste", "language": "fr"},
                {"qid": "3", "question": "Budget : lequel ?", "language": "fr"},
            ],
        }
    )[0]


@pytest.mark.parametrize(
    ("choice", "comment"),
    [
        ("Avez-vous un plan ?", "Avez-vous un plan ? [Commentaire]"),
        ("Avez-vous un plan ?", "Avez-vous un plan ? [Comment]"),
        ("Avez-vous un plan ?", "Avez-vous un plan ? [Commento]"),
        ("Avez-vous un plan ?", "Avez-vous un plan ?"),
        ("Avez-vous un p.. ", "Avez-vous un p..  [Com.. ]"),
        ("Q1. Avez-vous un plan ?", "Q1[comment]. Avez-vous un plan ? [Commentaire]"),
        ("Q1. Avez-vous un plan ?", "Q1. Avez-vous un plan ? [Commentaire]"),
    ],
)
def test_a_comment_is_read_however_it_is_headed(choice: str, comment: str) -> None:
    text = f'"id","submitdate","lastpage","{choice}","{comment}"\n"1","2013-05-02 10:00:00","1","Oui","Parce que"\n'
    sheet = read_answers(text.encode(), "r.csv", survey())
    assert [answer.value for answer in sheet.rows[0].answers] == [{"choice": "a1", "text": "Parce que"}]
    assert [warning.value for warning in sheet.warnings] == ["lastpage"]


def test_words_that_begin_as_a_code_does_are_those_of_their_question() -> None:
    text = '"id","submitdate","lastpage","Budget : lequel ?"\n"1","2013-05-02 10:00:00","1","Cent"\n'
    (answer,) = read_answers(text.encode(), "r.csv", survey()).rows[0].answers
    assert (answer.question, answer.value) == ("q3", "Cent")
