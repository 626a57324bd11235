"""What the room gives to the others."""

from autan.limesurvey.queries.file_formats import ANSWERS, QUESTIONNAIRES
from autan.registry import register

register(*QUESTIONNAIRES, ANSWERS)
