"""What the room gives to the others, its evidence apart."""

from autan.obligations.presenters.sections import TERRITORY_PLANS
from autan.registry import register

register(TERRITORY_PLANS)
