"""What the room gives to the others."""

from autan.ground.registry import register
from autan.survey.limesurvey.queries import ANSWERS, QUESTIONNAIRES

register(*QUESTIONNAIRES, ANSWERS)
