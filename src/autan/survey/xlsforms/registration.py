"""What the room gives to the others."""

from autan.ground.registry import register
from autan.survey.xlsforms.queries import ANSWERS, KOBO, QUESTIONNAIRES

register(*QUESTIONNAIRES, ANSWERS, KOBO)
