"""The readers of the comments of the territories on what will be published about them."""

from autan.journal.models import Remark
from autan.journal.queries import remarks_on_many
from autan.questionnaires.core.answers.answer import Respondent
from autan.questionnaires.core.questionnaire import Question
from autan.surveys.core.objects import ANSWERS, ROOM, answers_object
from autan.surveys.queries.campaigns import CampaignView


def remarks_by_member(view: CampaignView) -> dict[str, list[Remark]]:
    """Return the comments of each territory that made some, by SIREN, oldest first. One query."""
    keys = {answers_object(view.record.slug, siren).key: siren for siren in view.sirens}
    found = remarks_on_many(ROOM, ANSWERS, keys=keys, place=None)
    return {keys[key]: remarks for key, remarks in found.items()}


def remarks_of_members(view: CampaignView) -> list[tuple[Respondent, list[tuple[Question | None, Remark]]]]:
    """Return the comments of each territory, in the order of the network, each with the question it is about."""
    found = remarks_by_member(view)
    questions = {question.code: question for question in view.questionnaire.questions}
    return [
        (member, [(questions.get(remark.place), remark) for remark in found[member.siren]])
        for member in view.respondents
        if member.siren in found
    ]
