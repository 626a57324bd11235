"""What the lead of a territory is shown before validating the whole: what is left, doubted, and will be published."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from autan.people.journal.queries import remarks_on
from autan.survey.answering.core.review import review_answers
from autan.survey.campaigns.core.answer_revisions import AnswerRevision
from autan.survey.campaigns.core.campaigns import answers_object
from autan.survey.campaigns.queries.campaigns import CampaignView
from autan.survey.questionnaires.core.kinds import AnswerConfidence
from autan.survey.questionnaires.core.kinds.registry import kind_of
from autan.survey.questionnaires.core.progress import measure_progress
from autan.survey.questionnaires.core.questionnaire import Questionnaire
from autan.survey.questionnaires.presenters.question_inputs import present_answer
from autan.survey.results.queries.results import read_responses


def list_doubts(
    questionnaire: Questionnaire,
    answers: Mapping[str, AnswerRevision],
    *,
    pending: Collection[str],
    commented: Collection[str],
) -> tuple[dict[str, Any], ...]:
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
        {"title": title, "questions": tuple(place for place in places if place[2].code in codes)}
        for title, codes in reasons
    )
    return tuple(doubts for doubts in lists if doubts["questions"])


def preview_publication(view: CampaignView, siren: str) -> dict[str, Any]:
    """Return what will be published about a territory; an answer that is no longer asked for is not. Two queries."""
    remarks = remarks_on(answers_object(view.record.slug, siren))
    questions = view.questionnaire.questions
    responses = dict(
        zip((question.code for question in questions), read_responses(view, questions, including=[siren]), strict=True)
    )
    lines: dict[str, list[dict[str, Any]]] = {}
    for rank, section, question in view.questionnaire.numbered():
        answer = responses[question.code].answers.get(siren)
        if answer is not None:
            line = {
                "rank": rank,
                "question": question,
                "words": present_answer(question, answer),
                "is_free_text": kind_of(question).holds_free_text(question, answer.value),
                "rows": kind_of(question).tabulate(responses[question.code]).rows,
                "remarks": tuple(remark for remark in remarks if remark.place == question.code),
            }
            lines.setdefault(section.code, []).append(line)
    return {
        "view": view,
        "sections": tuple(
            (section, tuple(lines[section.code])) for section in view.questionnaire.sections if section.code in lines
        ),
        "remarks": tuple(remark for remark in remarks if not remark.place),
    }
