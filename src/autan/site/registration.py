"""What the room gives to the others."""

from autan.registry import register
from autan.site.presenters.searching import PAGE_SEARCH
from autan.site.presenters.territories import TERRITORIES_ENTRY

register(TERRITORIES_ENTRY, PAGE_SEARCH)
