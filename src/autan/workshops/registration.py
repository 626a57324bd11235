"""What the room gives to the others, its evidence apart."""

from autan.registry import register
from autan.workshops.actions.personal import erase_attendance
from autan.workshops.presenters.holder import WORKSHOP_MINUTES
from autan.workshops.presenters.personal_data import ATTENDANCE_DATA
from autan.workshops.presenters.sections import MENU, NETWORK_WORKSHOPS, TERRITORY_WORKSHOPS, WORKSHOPS_MAP
from autan.workshops.queries.personal import export_attendance

register(
    WORKSHOP_MINUTES,
    TERRITORY_WORKSHOPS,
    NETWORK_WORKSHOPS,
    WORKSHOPS_MAP,
    MENU,
    ATTENDANCE_DATA(export=export_attendance, erase=erase_attendance),
)
