"""« Different from » is true of an unknown answer in LimeSurvey, and neither true nor false here: both ways say so."""

import pytest

from autan.survey.limesurvey.exporters.losses import list_losses
from tests.survey.limesurvey.lime_making import answer_row, part_row, question_row, read_lime

TABLES = {
    "groups": [{"gid": "1", "group_order": "1"}],
    "subquestions": [part_row(201, 2, "SQ001")],
    "answers": [answer_row(101, 1, "A1"), answer_row(102, 1, "A2")],
}


@pytest.mark.parametrize(
    ("equation", "told"),
    [
        ('Q1.NAOK != "A1"', ["q3"]),
        ('!(Q1.NAOK == "A1")', ["q3"]),
        ('Q2_SQ001.NAOK != "Y"', ["q3"]),
        ('Q1.NAOK == "A1" and Q1.NAOK != "A2"', ["q3"]),
        ('Q1.NAOK == "A1"', []),
        ("!is_empty(Q1.NAOK)", []),
        ("is_empty(Q1.NAOK)", []),
    ],
)
def test_what_rests_on_an_unknown_answer_is_told(equation: str, told: list[str]) -> None:
    questions = [question_row(1, "L"), question_row(2, "M"), question_row(3, "T", relevance=equation)]
    questionnaire, warnings = read_lime({**TABLES, "questions": questions})
    assert questionnaire.question("q3").relevance is not None
    assert [w.column for w in warnings if "tant que rien" in w.expected] == [code.upper() for code in told]
    losses = [loss for loss in list_losses(questionnaire) if "tant que rien" in loss.expected]
    assert [loss.column for loss in losses] == told
