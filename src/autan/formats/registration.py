"""What the room gives to the others."""

from autan.formats.presenters.answer_downloads import ANSWER_FILES
from autan.registry import register

register(ANSWER_FILES)
