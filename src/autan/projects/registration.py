"""What the room gives to the others, its evidence apart."""

from autan.projects.actions.personal import erase_named
from autan.projects.presenters.personal_data import NAMED_DATA
from autan.projects.presenters.projects import PROJECT_SEARCH
from autan.projects.presenters.published import PUBLISHED_ACTIONS
from autan.projects.presenters.sections import ACTION_LINES, CATALOGUE, MENU
from autan.projects.queries.personal import export_named
from autan.registry import register

register(
    MENU, ACTION_LINES, PROJECT_SEARCH, NAMED_DATA(export=export_named, erase=erase_named), CATALOGUE, PUBLISHED_ACTIONS
)
