"""What the room gives to the others."""

from autan.questionnaires.queries.earlier_questions import EarlierQuestions
from autan.registry import register
from autan.surveys.actions.personal_data import erase_invitations, sweep_links
from autan.surveys.presenters.personal_data import INVITATION_DATA
from autan.surveys.presenters.sections import NETWORK_CAMPAIGNS, SURVEY_STEP, SURVEYS_ENTRY
from autan.surveys.queries.campaigns import questionnaires_by_campaign
from autan.surveys.queries.invitations import export_invitations

register(
    EarlierQuestions(find=questionnaires_by_campaign),
    NETWORK_CAMPAIGNS,
    SURVEYS_ENTRY,
    SURVEY_STEP,
    INVITATION_DATA(export=export_invitations, erase=erase_invitations, sweep=sweep_links),
)
