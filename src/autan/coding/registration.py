"""What the room gives to the others, its evidence apart."""

from autan.coding.presenters.desk import CODING_ENTRY, CODING_LINES, IDEA_SEARCH
from autan.registry import register

register(CODING_LINES, CODING_ENTRY, IDEA_SEARCH)
