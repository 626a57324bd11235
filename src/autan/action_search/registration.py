"""What the room gives to the others."""

from autan.action_search.presenters.finding import ACTION_SEARCH
from autan.action_search.presenters.sections import TERRITORY_ACTIONS
from autan.registry import register

register(TERRITORY_ACTIONS, ACTION_SEARCH)
