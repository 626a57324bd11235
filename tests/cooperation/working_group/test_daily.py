"""Reminders that leave by themselves: when, to whom, once; never for an invented network behind a real server."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from autan.cooperation.working_group.actions.bodies import change_body
from autan.cooperation.working_group.actions.daily import send_due_reminders
from autan.cooperation.working_group.actions.decisions import assign_task
from autan.cooperation.working_group.actions.workflow import MEETING
from autan.cooperation.working_group.core.mail_answers import meeting_reminder_is_due
from autan.cooperation.working_group.forms.bodies import BodyForm
from autan.cooperation.working_group.models import Body, Meeting
from autan.ground.extension_points import DailyJob
from autan.ground.registry import registered
from autan.instance.project import queue_worker
from autan.people.mail.models import OutgoingMessage
from autan.people.workflows.actions import take
from autan.territories.networks.models import Network
from tests.cooperation.working_group.conftest import plan, seat_of

SITE = "https://autan.example"
MEETS = date(2026, 12, 10)


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def real(body: Body) -> Body:
    """The body, of a network that is not invented: an invented one writes to nobody."""
    Network.objects.filter(pk=body.network_id).update(is_invented=False)
    body.refresh_from_db()
    return body


@pytest.fixture
def invited(real: Body, today: date) -> Meeting:
    meeting = plan(real, today + timedelta(days=20))
    take(MEETING, "invite_to_meeting", meeting, by=None, at=today, site=SITE)
    return meeting


def reminders() -> int:
    return OutgoingMessage.objects.filter(kind="group.reminder").count()


@pytest.mark.parametrize(
    ("written", "today", "is_due"),
    [
        (-20, -8, False),
        (-20, -7, True),
        (-7, -6, False),
        (-7, -2, True),
        (-5, -3, False),
        (-5, -1, True),
        (-2, -1, False),
        (-20, 0, True),
        (-20, 1, False),
    ],
)
def test_a_reminder_falls_due_seven_days_before_then_two(written, today, is_due):
    days = [MEETS + timedelta(days=each) for each in (written, today)]
    assert meeting_reminder_is_due(meets_on=MEETS, written_on=days[0], today=days[1]) is is_due


def test_who_did_not_answer_is_reminded_twice_without_anybody_asking(invited: Meeting, today: date):
    sent = [send_due_reminders(site=SITE, on=today + timedelta(days=day)) for day in range(20)]
    assert [day for day, count in enumerate(sent) if count] == [13, 18]
    assert reminders() == sum(sent) == 6


def test_a_cancelled_meeting_and_a_body_that_reminds_itself_are_left_alone(invited: Meeting, today: date):
    body, soon = invited.body, today + timedelta(days=14)
    form = BodyForm({field.name: field.value() for field in BodyForm(document=body) if field.name != "reminds"})
    assert form.is_valid()
    change_body(by=None, body=body, revised=form.document())
    assert send_due_reminders(site=SITE, on=soon) == 0
    Body.objects.update(reminds=True)
    take(MEETING, "cancel_meeting", invited, by=None, at=soon, reason="")
    assert send_due_reminders(site=SITE, on=soon) == 0


def test_an_owner_is_reminded_each_week_until_four_weeks_after(real: Body, today: date):
    assign_task(by=None, owner=seat_of(real, "Cid"), what="Écrire", due_on=today + timedelta(days=7), given_on=today)
    sent = [day for day in range(60) if send_due_reminders(site=SITE, on=today + timedelta(days=day))]
    assert sent == [0, 7, 14, 21, 28, 35]


def test_an_invented_network_writes_to_nobody_unless_messages_go_to_files(body: Body, today: date, settings):
    assign_task(by=None, owner=seat_of(body, "Cid"), what="Écrire", due_on=today, given_on=today)
    assert send_due_reminders(site=SITE, on=today) == 0
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.console.EmailBackend"}}
    assert send_due_reminders(site=SITE, on=today) == 1


def test_the_server_does_it_once_a_day_and_a_refusal_stops_nobody(real: Body, today: date, settings):
    assign_task(by=None, owner=seat_of(real, "Cid"), what="Écrire", due_on=today, given_on=today)
    assert "working_group.reminders" in [each.code for each in registered(DailyJob)]
    cache.clear()
    queue_worker.recover()  # links would lead to this machine: refused, told in the log
    assert not OutgoingMessage.objects.exists()
    settings.AUTAN_SITE = SITE
    cache.clear()
    for _twice in range(2):
        queue_worker.recover()
    assert OutgoingMessage.objects.filter(kind="group.due").count() == 1
    cache.clear()
