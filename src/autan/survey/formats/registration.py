"""What the room gives to the others."""

from autan.ground.registry import register
from autan.survey.formats.presenters import ANSWER_FILES

register(ANSWER_FILES)
