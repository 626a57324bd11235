"""What the room gives to the others."""

from autan.formats.presenters.answer_downloads import ANSWER_FILES
from autan.formats.queries.questionnaire_formats import QUESTIONNAIRE_FORMATS
from autan.registry import register

register(
    *QUESTIONNAIRE_FORMATS,
    ANSWER_FILES,
)
