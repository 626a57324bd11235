"""What the room gives to the others, its evidence apart."""

from autan.registry import register
from autan.working_group.actions.daily import DAILY_REMINDERS
from autan.working_group.actions.personal import erase_seats
from autan.working_group.presenters.meeting_record import MEETING_MINUTES
from autan.working_group.presenters.personal_data import GROUP_DATA
from autan.working_group.presenters.published import DECISION_FEED, GROUP_CALENDARS
from autan.working_group.presenters.sections import DECISION_SEARCH, GROUP_LINES, MENU, NETWORK_GROUP
from autan.working_group.queries.personal import export_seats

register(
    MEETING_MINUTES,
    NETWORK_GROUP,
    MENU,
    GROUP_LINES,
    DECISION_SEARCH,
    DAILY_REMINDERS,
    DECISION_FEED,
    GROUP_CALENDARS,
    GROUP_DATA(export=export_seats, erase=erase_seats),
)
