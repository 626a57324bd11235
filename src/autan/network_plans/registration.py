"""What the room gives to the others, its evidence apart."""

from autan.network_plans.presenters import sections
from autan.registry import register

register(*sections.PAGE_EXTENSIONS)
