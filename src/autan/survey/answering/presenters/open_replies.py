"""The form of an open link, section by section, and what it brought, beside what a territory answers already."""

from collections.abc import Iterable, Mapping
from typing import Any

from autan.survey.answering.presenters.answering import Screen, present_screen
from autan.survey.campaigns.core.answer_revisions import AnswerRevision
from autan.survey.campaigns.models import OpenReply
from autan.survey.questionnaires.core.questionnaire import Question, Questionnaire, Section
from autan.survey.questionnaires.presenters.question_inputs import present_answer, present_value


def present_open_form(questionnaire: Questionnaire, **sent: Any) -> list[tuple[Section, tuple[dict[str, Any], ...]]]:
    """Return every section with its questions, empty or as they were sent."""
    blank: dict[str, Any] = {"answers": {}, "unsaved": {}, "proposals": {}}
    return [
        (section, present_screen(Screen(questionnaire=questionnaire, section=section, **blank, **sent)))
        for section in questionnaire.sections
    ]


def present_replies(
    questionnaire: Questionnaire, replies: Iterable[OpenReply], answers: Mapping[str, AnswerRevision]
) -> list[dict[str, Any]]:
    """Return the replies that wait, each question in the order of the questionnaire."""
    return [
        {
            "reply": reply,
            "lines": tuple(
                {
                    "rank": rank,
                    "question": question,
                    "lines": present_value(question, reply.values[question.code]),
                    "current": _printed_lines(question, answers.get(question.code)),
                }
                for rank, _section, question in questionnaire.numbered()
                if question.code in reply.values
            ),
        }
        for reply in replies
    ]


def _printed_lines(question: Question, answer: AnswerRevision | None) -> tuple[str, ...]:
    return present_answer(question, answer) if answer and answer.is_given else ()
