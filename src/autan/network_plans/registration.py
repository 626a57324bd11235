"""What the room gives to the others."""

from autan.network_plans.presenters.sections import CATALOGUE, NETWORK_PLANS, PCET_MAP, STANDING_MAP
from autan.network_plans.queries.figures import PLAN_FIGURES
from autan.registry import register

register(PLAN_FIGURES, NETWORK_PLANS, STANDING_MAP, PCET_MAP, CATALOGUE)
