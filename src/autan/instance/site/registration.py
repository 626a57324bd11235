"""What the room gives to the others."""

from autan.ground.registry import register
from autan.instance.site.presenters.searching import PAGE_SEARCH
from autan.instance.site.presenters.territories import TERRITORIES_ENTRY

register(TERRITORIES_ENTRY, PAGE_SEARCH)
