"""What the room gives to the others."""

from autan.ground.registry import register
from autan.survey.xlsforms.queries.file_formats import ANSWERS, KOBO, QUESTIONNAIRES

register(*QUESTIONNAIRES, ANSWERS, KOBO)
