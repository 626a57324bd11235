"""What the room gives to the others, its evidence apart."""

from autan.plans.presenters import sections
from autan.plans.presenters.published import PUBLISHED_PLANS
from autan.registry import register

register(*sections.PAGE_EXTENSIONS, PUBLISHED_PLANS)
