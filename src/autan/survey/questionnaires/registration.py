"""What the room gives to the others."""

from autan.ground.registry import register
from autan.survey.questionnaires.actions.drafts import DRAFT
from autan.survey.questionnaires.presenters.drafts import AUTHOR_LINES
from autan.survey.questionnaires.queries import OWN_FORMAT

register(OWN_FORMAT, AUTHOR_LINES, DRAFT)
