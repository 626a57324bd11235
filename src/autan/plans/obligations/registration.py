"""What the room gives to the others, its evidence apart."""

from autan.ground.registry import register
from autan.plans.obligations.presenters import TERRITORY_PLANS

register(TERRITORY_PLANS)
