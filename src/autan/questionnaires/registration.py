"""What the room gives to the others."""

from autan.questionnaires.presenters.desk import AUTHOR_LINES
from autan.questionnaires.queries.file_formats import OWN_FORMAT
from autan.registry import register

register(
    AUTHOR_LINES,
    OWN_FORMAT,
)
