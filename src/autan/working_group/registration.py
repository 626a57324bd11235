"""What the room gives to the others."""

from autan.registry import register
from autan.working_group.actions.daily import DAILY_REMINDERS
from autan.working_group.actions.personal import erase_seats
from autan.working_group.presenters import evidence_kinds, published, sections
from autan.working_group.presenters.meeting_record import MEETING_MINUTES
from autan.working_group.presenters.personal_data import GROUP_DATA
from autan.working_group.queries.personal import export_seats

register(
    *evidence_kinds.EVIDENCE,
    MEETING_MINUTES,
    *sections.PAGE_EXTENSIONS,
    DAILY_REMINDERS,
    *published.PUBLISHED,
    GROUP_DATA(export=export_seats, erase=erase_seats),
)
