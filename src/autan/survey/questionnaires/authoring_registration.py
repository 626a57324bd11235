"""What the room gives to the others."""

from autan.ground.registry import register
from autan.survey.questionnaires.presenters.desk import AUTHOR_LINES

register(AUTHOR_LINES)
