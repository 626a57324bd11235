"""Answers as a reader sees them, in the language of the page."""

from autan.ground.texts.language import words
from autan.survey.questionnaires.core.answers.answer import RecordedAnswer
from autan.survey.questionnaires.core.answers.values import AnswerValue
from autan.survey.questionnaires.core.kinds.registry import format_answer, kind_of
from autan.survey.questionnaires.core.questionnaire import Question


def present_answer(question: Question, answer: RecordedAnswer) -> tuple[str, ...]:
    """Return the words of an answer: its value, one item a line, or its state."""
    return tuple(words(line) for line in format_answer(question, answer))


def present_value(question: Question, value: AnswerValue) -> tuple[str, ...]:
    """Return the words of a value, one item a line; nothing for no value."""
    return tuple(words(line) for line in kind_of(question).format_value(question, value))
