"""What the room gives to the others."""

from autan.registry import register
from autan.site.presenters.menu import TERRITORIES_ENTRY
from autan.site.presenters.searching import PAGE_SEARCH

register(TERRITORIES_ENTRY, PAGE_SEARCH)
