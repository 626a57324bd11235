"""What the room gives to the others, its evidence apart."""

from autan.network_plans.presenters.sections import CATALOGUE, NETWORK_PLANS, PCET_MAP, STANDING_MAP
from autan.registry import register

register(NETWORK_PLANS, STANDING_MAP, PCET_MAP, CATALOGUE)
