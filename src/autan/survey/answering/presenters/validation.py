"""What the lead of a territory is shown before validating the whole: what is left, in conflict, commented, doubted."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from autan.survey.answering.core.review import review_answers
from autan.survey.campaigns.core.answer_revisions import AnswerRevision
from autan.survey.questionnaires.core.kinds import AnswerConfidence
from autan.survey.questionnaires.core.progress import measure_progress
from autan.survey.questionnaires.core.questionnaire import Question, Questionnaire, Section


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtList:
    """Questions under one heading, each with its section and its number."""

    title: str
    questions: tuple[tuple[Section, int, Question], ...]


def list_doubts(
    questionnaire: Questionnaire,
    answers: Mapping[str, AnswerRevision],
    *,
    pending: Collection[str],
    commented: Collection[str],
) -> tuple[DoubtList, ...]:
    """Return what is to be seen before the whole is validated, one list a reason; none when there is nothing.

    `pending` are the questions of which something typed is not recorded, `commented` those that a comment is about.
    """
    remaining = {question.code for question in measure_progress(questionnaire, answers).remaining}
    failing = {point.question for point in review_answers(questionnaire, answers) if not point.is_missing}
    doubted = {code for code, answer in answers.items() if answer.confidence is AnswerConfidence.UNSURE}
    reasons: Iterable[tuple[str, Collection[str]]] = (
        (_("En conflit, ou tapé et non enregistré"), pending),
        (_("À corriger ou à vérifier"), failing),
        (_("Sans réponse"), remaining),
        (_("Marqué «\u202fà vérifier\u202f»"), doubted),
        (_("Commenté"), commented),
    )
    places = [(section, rank, question) for rank, section, question in questionnaire.numbered()]
    lists = (
        DoubtList(title=title, questions=tuple(place for place in places if place[2].code in codes))
        for title, codes in reasons
    )
    return tuple(doubts for doubts in lists if doubts.questions)
