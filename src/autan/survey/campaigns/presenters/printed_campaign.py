"""The questionnaire of a campaign laid out for print, blank or with the answers of one of its territories."""

from django.utils import timezone

from autan.survey.campaigns.queries.answering_access import get_asked_territory
from autan.survey.campaigns.queries.answers import answers_of
from autan.survey.campaigns.queries.campaigns import CampaignView
from autan.survey.questionnaires.core.printing.layout import describe_version, print_questionnaire
from autan.survey.questionnaires.core.printing.values import PrintedQuestionnaire


def print_campaign(view: CampaignView, *, siren: str) -> PrintedQuestionnaire:
    """Lay out the questionnaire of a campaign. Two queries when a territory is given.

    Raises:
        UnknownRespondentError: the campaign does not ask this territory.
    """
    territory = get_asked_territory(view.record, siren) if siren else None
    answers = answers_of(view.record, siren) if territory else {}
    return print_questionnaire(
        view.questionnaire,
        subtitle=describe_version(view.record.title, view.questionnaire.version),
        respondent=territory.name if territory else "",
        answers=dict(answers) if territory else None,
        is_invented=view.record.network.is_invented,
        is_documented=view.record.is_documented,
        answered_on=max((timezone.localdate(answer.at) for answer in answers.values()), default=None),
    )
