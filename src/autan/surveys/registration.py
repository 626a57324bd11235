"""What the room gives to the others."""

from autan.questionnaires.queries.earlier_questions import EarlierQuestions
from autan.registry import register
from autan.surveys.actions.personal_data import erase_invitations, sweep_links
from autan.surveys.presenters.menu import SURVEYS_ENTRY
from autan.surveys.presenters.network_campaigns import NETWORK_CAMPAIGNS
from autan.surveys.presenters.network_step import SURVEY_STEP
from autan.surveys.presenters.personal_data import INVITATION_DATA
from autan.surveys.queries.campaigns import questionnaires_by_campaign
from autan.surveys.queries.personal_data import export_invitations

register(
    EarlierQuestions(find=questionnaires_by_campaign),
    NETWORK_CAMPAIGNS,
    SURVEYS_ENTRY,
    SURVEY_STEP,
    INVITATION_DATA(export=export_invitations, erase=erase_invitations, sweep=sweep_links),
)
