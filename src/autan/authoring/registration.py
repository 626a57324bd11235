"""What the room gives to the others."""

from autan.authoring.presenters.desk import AUTHOR_LINES
from autan.registry import register

register(AUTHOR_LINES)
