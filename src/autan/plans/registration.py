"""What the room gives to the others, its evidence apart."""

from autan.plans.presenters.published import PUBLISHED_PLANS
from autan.plans.presenters.sections import MENU, PLAN_LINES, PLAN_SEARCH
from autan.registry import register

register(MENU, PLAN_LINES, PLAN_SEARCH, PUBLISHED_PLANS)
