"""What the room gives to the others."""

from autan.atlas.presenters.menu import MENU_ENTRIES
from autan.atlas.presenters.search import SEARCH_SOURCE
from autan.registry import register

register(SEARCH_SOURCE, *MENU_ENTRIES)
