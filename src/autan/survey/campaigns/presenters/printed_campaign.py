"""The questionnaire of a campaign laid out for print, blank or with the answers of one of its territories."""

from django.utils import timezone

from autan.evidence.figures.queries.registry import Reader
from autan.survey.campaigns.queries.answering_access import get_asked_territory
from autan.survey.campaigns.queries.answers import readable_answers_of
from autan.survey.campaigns.queries.campaigns import CampaignView
from autan.survey.questionnaires.core.printing.layout import describe_version, print_questionnaire
from autan.survey.questionnaires.core.printing.values import PrintedQuestionnaire


def print_campaign(
    view: CampaignView, *, siren: str, reader: Reader, holds_lead_link: bool = False
) -> PrintedQuestionnaire:
    """Lay out the questionnaire of a campaign, with the answers of a territory that a reader may read.

    See `readable_answers_of` for `holds_lead_link`. Two queries when a territory is given, and those of the right
    where the campaign hides some answers.

    Raises:
        UnknownRespondentError: the campaign does not ask this territory.
    """
    questionnaire, is_invented = view.questionnaire, view.record.network.is_invented
    subtitle = describe_version(view.record.title, questionnaire.version)
    if not siren:
        return print_questionnaire(questionnaire, subtitle=subtitle, is_invented=is_invented)
    territory = get_asked_territory(view.record, siren)
    readable = readable_answers_of(view.record, territory, reader, holds_lead_link=holds_lead_link)
    answers = readable.by_question
    return print_questionnaire(
        questionnaire,
        subtitle=subtitle,
        respondent=territory.name,
        answers=answers,
        is_invented=is_invented,
        is_documented=view.record.is_documented,
        are_validated_only=readable.are_validated_only,
        answered_on=max((timezone.localdate(answer.at) for answer in answers.values()), default=None),
    )
