"""What the room gives to the others."""

from autan.ground.registry import register
from autan.survey.answering.presenters.desk import CAMPAIGN_DAYS, CAMPAIGN_LINES

register(CAMPAIGN_LINES, CAMPAIGN_DAYS)
