"""What the room gives to the others."""

from autan.registry import register
from autan.workshops.actions.personal import erase_attendance
from autan.workshops.presenters import evidence_kinds, sections
from autan.workshops.presenters.holder import WORKSHOP_MINUTES
from autan.workshops.presenters.personal_data import ATTENDANCE_DATA
from autan.workshops.queries.personal import export_attendance

register(
    WORKSHOP_MINUTES,
    *evidence_kinds.EVIDENCE,
    *sections.PAGE_EXTENSIONS,
    ATTENDANCE_DATA(export=export_attendance, erase=erase_attendance),
)
