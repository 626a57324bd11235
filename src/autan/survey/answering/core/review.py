"""What is to be looked at again before answers are validated: required answers that are missing, checks that fail."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from autan.ground.wordings import Sentence, Text
from autan.survey.questionnaires.core.answers.answer import RecordedAnswer
from autan.survey.questionnaires.core.kinds import UNSETTLED, CheckSeverity, Requirement
from autan.survey.questionnaires.core.limits import find_breaches
from autan.survey.questionnaires.core.questionnaire import Question, Questionnaire
from autan.survey.questionnaires.core.rules import is_relevant, settle_relevance

_MISSING = Sentence("une réponse est attendue, ou ce qui en tient lieu")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPoint:
    """Something to look at again in the answers of one territory.

    `is_missing`: True for a required answer that is not there, False for a check that fails.
    """

    question: str
    severity: CheckSeverity
    message: Text
    is_missing: bool = False


def review_answers(questionnaire: Questionnaire, answers: Mapping[str, RecordedAnswer]) -> tuple[ReviewPoint, ...]:
    """List what is required and missing, what an answer may not say at once, then the checks that fail, in order.

    A question that is not relevant, or not known to be, is not required. A check that rests on an unknown answer
    does not fail. « No data exists », « refused » and « not applicable » answer a required question.
    """
    questions = {question.code: question for question in questionnaire.questions}
    relevant = settle_relevance(questions, answers)
    relevant_answers = {code: answer for code, answer in answers.items() if relevant.get(code, True) is not False}
    return tuple(
        point
        for question in questions.values()
        if relevant.get(question.code, True)
        for point in _review(question, questions, relevant_answers)
    )


def _review(
    question: Question, questions: Mapping[str, Question], answers: Mapping[str, RecordedAnswer]
) -> Iterator[ReviewPoint]:
    answer = answers.get(question.code)
    if question.requirement and (answer is None or answer.state in UNSETTLED):
        severity = CheckSeverity.ERROR if question.requirement is Requirement.HARD else CheckSeverity.WARNING
        yield ReviewPoint(question=question.code, severity=severity, message=_MISSING, is_missing=True)
    if answer is not None:
        for fault in find_breaches(question, answer.value, is_partial=answer.is_partial):
            yield ReviewPoint(question=question.code, severity=CheckSeverity.ERROR, message=fault.message)
    for check in question.checks:
        if is_relevant(check.rule, questions, answers) is False:
            yield ReviewPoint(question=question.code, severity=check.severity, message=check.message)
