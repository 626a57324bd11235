"""What remains to be answered: states settle a question, questions that are not asked do not count."""

import pytest

from autan.survey.questionnaires.core.answers.answer import RecordedAnswer
from autan.survey.questionnaires.core.kinds import AnswerState
from autan.survey.questionnaires.core.progress import AnsweringProgress, measure_progress
from autan.survey.questionnaires.importers import read_questionnaire
from tests.survey.questionnaires.making import SMALL_YAML

RULED = SMALL_YAML.replace("        min: 0\n", "        min: 0\n        relevance: \"q1 == 'yes'\"\n")


def progress(*answers: RecordedAnswer, text: str = RULED) -> AnsweringProgress:
    return measure_progress(read_questionnaire(text, "essai.yaml"), {answer.question: answer for answer in answers})


def answer(question: str, state: AnswerState, value: object = None) -> RecordedAnswer:
    return RecordedAnswer(campaign="c", siren="100000001", question=question, state=state, value=value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("state", "is_settled"),
    [
        (AnswerState.NO_DATA_EXISTS, True),
        (AnswerState.REFUSED, True),
        (AnswerState.NOT_APPLICABLE, True),
        (AnswerState.SKIPPED, False),
        (AnswerState.NOT_DOCUMENTED, False),
    ],
)
def test_a_state_settles_a_question_unless_it_says_nothing(state: AnswerState, is_settled: bool) -> None:  # noqa: FBT001
    found = progress(answer("q3", state))
    assert ("q3" not in [question.code for question in found.remaining]) is is_settled


def test_a_question_that_may_be_asked_counts_until_it_is_known_not_to_be() -> None:
    assert (progress().asked, progress().settled) == (3, 0)
    no = progress(answer("q1", AnswerState.ANSWERED, {"choice": "no", "text": ""}))
    assert (no.asked, no.settled, [question.code for question in no.remaining]) == (2, 1, ["q3"])
    yes = progress(answer("q1", AnswerState.ANSWERED, {"choice": "yes", "text": ""}))
    assert [question.code for question in yes.remaining] == ["q2", "q3"]


def test_a_contributor_sees_what_is_asked_of_the_sections_given() -> None:
    assert progress().within(("first",)) == progress()
    assert progress().within(()) == progress()
    assert progress().within(("elsewhere",)).asked == 0
