"""« Different from » is true of an unknown answer in LimeSurvey, and neither true nor false here: both ways say so."""

import pytest

from autan.surveys.exporters.limesurvey_letters import list_losses
from tests.surveys.lime_making import answer_row, part_row, question_row, read_lime

TABLES = {
    "groups": [{"gid": "1", "group_order": "1"}],
    "subquestions": [part_row(201, 2, "SQ001")],
    "answers": [answer_row(101, 1, "A1"), answer_row(102, 1, "A2")],
}


@pytest.mark.parametrize(
    ("equation", "is_told"),
    [
        ('Q1.NAOK != "A1"', True),
        ('!(Q1.NAOK == "A1")', True),
        ('Q2_SQ001.NAOK != "Y"', True),
        ('Q1.NAOK == "A1" and Q1.NAOK != "A2"', True),
        ('Q1.NAOK == "A1"', False),
        ("!is_empty(Q1.NAOK)", False),
        ("is_empty(Q1.NAOK)", False),
    ],
)
def test_what_rests_on_an_unknown_answer_is_told(equation: str, is_told: bool) -> None:
    questions = [question_row(1, "L"), question_row(2, "M"), question_row(3, "T", relevance=equation)]
    questionnaire, warnings = read_lime({**TABLES, "questions": questions})
    assert questionnaire.question("q3").relevance is not None
    assert any("tant que rien n’est répondu" in warning.expected for warning in warnings) is is_told
    losses = [loss for loss in list_losses(questionnaire) if "tant que rien" in loss.expected]
    assert [loss.column for loss in losses] == (["q3"] if is_told else [])
