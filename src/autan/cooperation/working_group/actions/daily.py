"""What the group does every day without anybody asking: the reminders that have fallen due."""

from datetime import date

from django.conf import settings
from django.utils import timezone

from autan.cooperation.working_group.actions.messages import remind_owners
from autan.cooperation.working_group.actions.workflow import MEETING
from autan.cooperation.working_group.core.bodies import MeetingState
from autan.cooperation.working_group.core.mail_answers import REMINDED_BEFORE
from autan.cooperation.working_group.models import Meeting
from autan.ground.extension_points import DailyJob
from autan.people.mail.connectors import mail_leaves
from autan.people.workflows.actions import take
from autan.territories.networks.models import Network


def send_due_reminders(*, site: str, on: date) -> int:
    """Queue the reminders of the day, of the bodies that want them to leave by themselves; return how many.

    An invented network writes to nobody: its reminders are made where messages go to files alone.
    """
    networks = Network.objects.filter(bodies__reminds=True).distinct().order_by("pk")
    if mail_leaves():
        networks = networks.filter(is_invented=False)
    return sum(_remind(network, site, on) for network in networks)


def _remind(network: Network, site: str, on: date) -> int:
    last = on + max(REMINDED_BEFORE)
    coming = Meeting.objects.filter(
        body__network=network, body__reminds=True, day__range=(on, last), state=MeetingState.PLANNED.value
    )
    seats = [
        seat
        for meeting in coming.select_related("body__network")
        for seat in take(MEETING, "remind_of_meeting", meeting, by=None, at=on, site=site, is_daily=True).result
    ]
    due_items = remind_owners(by=None, network=network, site=site, on=on, is_daily=True)
    return len(seats) + sum(due_item.is_reminded for due_item in due_items)


DAILY_REMINDERS = DailyJob(
    code="working_group.reminders",
    run=lambda now: send_due_reminders(site=settings.AUTAN_SITE, on=timezone.localtime(now).date()),
)
