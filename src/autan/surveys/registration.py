"""What the room gives to the others."""

from autan.questionnaires.queries.earlier_questions import EarlierQuestions
from autan.registry import register
from autan.surveys.actions.personal_data import erase_invitations, sweep_links
from autan.surveys.presenters.catalogue import CATALOGUE
from autan.surveys.presenters.desk import CAMPAIGN_LINES
from autan.surveys.presenters.evidence_kinds import EVIDENCE_KINDS
from autan.surveys.presenters.menu import SURVEYS_ENTRY
from autan.surveys.presenters.network_campaigns import NETWORK_CAMPAIGNS
from autan.surveys.presenters.network_step import SURVEY_STEP
from autan.surveys.presenters.personal_data import INVITATION_DATA
from autan.surveys.presenters.published import PUBLISHED_COUNTS, PUBLISHED_RESULTS
from autan.surveys.presenters.searching import SURVEY_SEARCH
from autan.surveys.presenters.territory_answers import TERRITORY_ANSWERS
from autan.surveys.presenters.territory_digest import NEEDS_DIGEST
from autan.surveys.queries.campaigns import questionnaires_by_campaign
from autan.surveys.queries.figures import SURVEY_FIGURES
from autan.surveys.queries.personal_data import export_invitations

register(
    *EVIDENCE_KINDS,
    SURVEY_FIGURES,
    EarlierQuestions(find=questionnaires_by_campaign),
    TERRITORY_ANSWERS,
    NETWORK_CAMPAIGNS,
    CAMPAIGN_LINES,
    SURVEYS_ENTRY,
    SURVEY_SEARCH,
    SURVEY_STEP,
    NEEDS_DIGEST,
    CATALOGUE,
    INVITATION_DATA(export=export_invitations, erase=erase_invitations, sweep=sweep_links),
    PUBLISHED_RESULTS,
    PUBLISHED_COUNTS,
)
