"""What the room gives to the others."""

from autan.registry import register
from autan.site.presenters.menu import TERRITORIES_ENTRY

register(
    TERRITORIES_ENTRY,
)
