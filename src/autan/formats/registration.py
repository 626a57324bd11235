"""What the room gives to the others."""

from autan.formats.queries.questionnaire_formats import QUESTIONNAIRE_FORMATS
from autan.registry import register

register(
    *QUESTIONNAIRE_FORMATS,
)
