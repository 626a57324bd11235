"""What is required and missing, and what a check finds, is said with its severity."""

from autan.ground.expressions.core.rules import parse_rule
from autan.ground.wordings import Text
from autan.survey.answering.core.review import review_answers
from autan.survey.questionnaires.core.kinds import AnswerState, CheckSeverity, QuestionKind, Requirement
from autan.survey.questionnaires.core.questionnaire import Check
from tests.survey.questionnaires.making import make_answer, make_question, make_questionnaire

CHECK = Check(rule=parse_rule("q3 > 2"), severity=CheckSeverity.INFO, message=Text("Peu", "Few"))
ASKED = make_questionnaire(
    make_question(QuestionKind.SINGLE, code="q1", requirement=Requirement.HARD),
    make_question(code="q2", requirement=Requirement.SOFT, relevance=parse_rule("q1 == 'yes'")),
    make_question(QuestionKind.NUMBER, code="q3", checks=(CHECK,)),
)


def remarks(**values: object) -> list[tuple[str, CheckSeverity]]:
    answers = {code: make_answer("s", value, question=code) for code, value in values.items()}
    return [(remark.question, remark.severity) for remark in review_answers(ASKED, answers)]


def test_what_is_required_and_missing_is_said() -> None:
    assert remarks() == [("q1", CheckSeverity.ERROR)]
    assert remarks(q1="yes") == [("q2", CheckSeverity.WARNING)]
    assert remarks(q1="no") == []
    assert remarks(q1="yes", q2="mots") == []


def test_a_state_answers_a_required_question_unless_it_was_skipped() -> None:
    for state, count in ((AnswerState.REFUSED, 0), (AnswerState.SKIPPED, 1)):
        assert len(review_answers(ASKED, {"q1": make_answer("s", state=state, question="q1")})) == count


def test_a_check_that_fails_is_said_with_its_severity() -> None:
    assert remarks(q1="no", q3=1) == [("q3", CheckSeverity.INFO)]
    assert remarks(q1="no", q3=3) == []
