"""What is left to answer in a campaign: questions of a territory, and members who have some left."""

from collections.abc import Mapping

from autan.survey.campaigns.core.answer_revisions import AnswerRevision
from autan.survey.campaigns.models import Campaign
from autan.survey.campaigns.queries.answers import answers_by_member
from autan.survey.campaigns.queries.campaigns import view_of
from autan.survey.campaigns.queries.questionnaires import questionnaire_of
from autan.survey.questionnaires.core.progress import measure_progress
from autan.survey.results.queries.figures import state_of

_COUNTED: dict[str, tuple[object, int]] = {}
"""By campaign: what the count rests on, and how many members have questions left."""


def questions_left(campaign: Campaign, answers: Mapping[str, AnswerRevision]) -> int:
    """Return how many questions a territory has still to answer. No query."""
    return len(measure_progress(questionnaire_of(campaign), answers).remaining)


def members_left(campaign: Campaign) -> int:
    """Return how many members have questions left, kept until an answer, a member or the questionnaire changes.

    The queries of `state_of`, and one when something has changed.
    """
    state = (campaign.questionnaire.document, state_of(campaign.slug))
    kept = _COUNTED.get(campaign.slug)
    if kept is not None and kept[0] == state:
        return kept[1]
    answers = answers_by_member(campaign)
    left = sum(questions_left(campaign, answers.get(siren, {})) > 0 for siren in view_of(campaign).sirens)
    _COUNTED[campaign.slug] = (state, left)
    return left
