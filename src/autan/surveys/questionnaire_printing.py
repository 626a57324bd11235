"""How is the questionnaire of a campaign laid out for print, blank or with the answers of one of its territories?"""

from django.utils import timezone

from autan.errors import DomainError
from autan.questionnaires.presenters.printed import print_questionnaire, tell_version
from autan.questionnaires.presenters.printed_values import PrintedQuestionnaire
from autan.surveys.queries.answering import find_asked_territory, standing_rows
from autan.surveys.queries.campaigns import CampaignView


class NotAskedError(DomainError):
    """A campaign does not ask this territory.

    Attributes:
        siren: what was asked for.
    """

    def __init__(self, siren: str) -> None:
        self.siren = siren
        super().__init__(f"le territoire {siren!r} n’est pas interrogé par cette campagne")


def print_campaign(view: CampaignView, *, siren: str, language: str) -> PrintedQuestionnaire:
    """Lay out the questionnaire of a campaign. Two queries when a territory is given.

    Args:
        view: the campaign.
        siren: territory whose answers are printed; empty for a blank questionnaire.
        language: `fr` or `en`.

    Raises:
        NotAskedError: the campaign does not ask this territory.
    """
    territory = find_asked_territory(view.record, siren) if siren else None
    if siren and territory is None:
        raise NotAskedError(siren)
    rows = standing_rows(view.record, siren) if territory else {}
    return print_questionnaire(
        view.questionnaire,
        language=language,
        subtitle=tell_version(view.record.title, view.questionnaire.version, language),
        respondent=territory.name if territory else "",
        answers={code: row.as_core(view.record.slug) for code, row in rows.items()} if territory else None,
        is_invented=view.record.network.is_invented,
        is_documented=view.record.is_documented,
        answered_on=max((timezone.localdate(row.at) for row in rows.values() if row.at), default=None),
    )
