"""What the room gives to the others."""

from autan.ground.registry import register
from autan.plans.action_search.presenters import ACTION_SEARCHES, TERRITORY_ACTIONS

register(TERRITORY_ACTIONS, *ACTION_SEARCHES)
