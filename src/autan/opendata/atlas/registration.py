"""What the room gives to the others."""

from autan.ground.registry import register
from autan.opendata.atlas.presenters.search import MENU_ENTRIES, SEARCH_SOURCE

register(SEARCH_SOURCE, *MENU_ENTRIES)
