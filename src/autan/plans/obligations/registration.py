"""What the room gives to the others, its evidence apart."""

from autan.ground.registry import register
from autan.plans.obligations.presenters.sections import PAGE_EXTENSIONS

register(*PAGE_EXTENSIONS)
