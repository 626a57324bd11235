"""What the room gives to the others, its evidence apart."""

from autan.coding.codings.presenters.desk import CODING_ENTRY, CODING_LINES, IDEA_SEARCH
from autan.ground.registry import register

register(CODING_LINES, CODING_ENTRY, IDEA_SEARCH)
