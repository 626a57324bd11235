"""What the room gives to the others."""

from autan.registry import register
from autan.xlsforms.queries.file_formats import ANSWERS, KOBO, QUESTIONNAIRES

register(*QUESTIONNAIRES, ANSWERS, KOBO)
