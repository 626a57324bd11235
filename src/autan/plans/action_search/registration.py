"""What the room gives to the others."""

from autan.ground.registry import register
from autan.plans.action_search.presenters.finding import ACTION_SEARCH
from autan.plans.action_search.presenters.sections import TERRITORY_ACTIONS

register(TERRITORY_ACTIONS, ACTION_SEARCH)
