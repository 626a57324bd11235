"""What the room gives to the others."""

from autan.answering.presenters.desk import CAMPAIGN_LINES
from autan.registry import register

register(CAMPAIGN_LINES)
