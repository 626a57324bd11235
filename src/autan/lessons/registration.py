"""What the room gives to the others, its evidence apart."""

from autan.lessons.actions.personal import erase_named
from autan.lessons.presenters.personal_data import LESSON_DATA
from autan.lessons.presenters.published import PUBLISHED_LESSONS
from autan.lessons.presenters.sections import (
    BESIDE_WORK,
    LESSON_LINES,
    LESSON_SEARCH,
    MENU,
    NETWORK_LESSONS,
    TERRITORY_LESSONS,
)
from autan.lessons.queries.personal import export_named
from autan.registry import register

register(
    TERRITORY_LESSONS,
    NETWORK_LESSONS,
    MENU,
    LESSON_LINES,
    LESSON_SEARCH,
    BESIDE_WORK,
    PUBLISHED_LESSONS,
    LESSON_DATA(export=export_named, erase=erase_named),
)
