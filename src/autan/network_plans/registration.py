"""What the room gives to the others."""

from autan.network_plans.presenters.catalogue import CATALOGUE
from autan.network_plans.presenters.figure_source import PLAN_FIGURES
from autan.network_plans.presenters.sections import NETWORK_PLANS, PCET_MAP, STANDING_MAP
from autan.registry import register

register(PLAN_FIGURES, NETWORK_PLANS, STANDING_MAP, PCET_MAP, CATALOGUE)
