"""Who may do what in a working group: the cast, two of whom hold a seat, a neighbour, anybody."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from autan.cooperation.working_group.actions.workflow import SEAT
from autan.cooperation.working_group.core.mail_answers import Attendance
from autan.cooperation.working_group.models import Body, Meeting, Participation
from autan.cooperation.working_group.rights import RIGHTS
from autan.people.accounts.models import Person
from autan.people.workflows.actions import take
from tests.cast import Cast
from tests.cooperation.working_group.conftest import plan, seat_of

RUNS = {"coordinator", "officer"}  # the officer is the secretary of the body
READS = RUNS | {"contributor", "reader"}
EVERYBODY = READS | {"outsider", "neighbour", "anybody"}


@pytest.fixture
def everybody(people: Cast, neighbour: Person) -> Mapping[str, Any]:
    cast = {name: getattr(people, name) for name in ("coordinator", "officer", "contributor", "reader", "outsider")}
    return {**cast, "neighbour": neighbour, "anybody": AnonymousUser()}


def allowed(everybody: Mapping[str, Any], permission: str, thing: Any) -> set[str]:
    return {name for name, person in everybody.items() if RIGHTS[f"working_group.{permission}"](person, thing)}


def test_who_runs_a_body_and_reads_what_is_not_public(everybody: Mapping[str, Any], body: Body) -> None:
    assert allowed(everybody, "run_body", body) == RUNS
    assert allowed(everybody, "read_group", body.network) == READS
    for permission, thing in (("read_body", body), ("read_meeting", plan(body, date(2026, 6, 4)))):
        assert allowed(everybody, permission, thing) == EVERYBODY
        thing.is_public = False
        assert allowed(everybody, permission, thing) == READS


def test_who_had_a_voice_in_a_meeting_amends_its_minutes_alone(
    everybody: Mapping[str, Any], body: Body, meeting: Meeting
) -> None:
    seat, next_meeting = seat_of(body, "Bea"), plan(body, date(2026, 6, 4))
    Participation.objects.create(meeting=next_meeting, seat=seat, attendance=Attendance.PRESENT)
    there = Participation.objects.create(meeting=meeting, seat=seat, attendance=Attendance.EXCUSED)
    assert allowed(everybody, "amend_minutes", meeting) == RUNS
    there.attendance = Attendance.REPRESENTED
    there.save()
    assert allowed(everybody, "amend_minutes", meeting) == RUNS | {"contributor"}
    assert allowed(everybody, "write_minutes", meeting) == RUNS
    # a seat that no account holds gives its voice to nobody who is not signed in
    Participation.objects.create(meeting=meeting, seat=seat_of(body, "Cid"), attendance=Attendance.PRESENT)
    assert "anybody" not in allowed(everybody, "amend_minutes", meeting)


def test_a_seat_is_answered_for_by_who_holds_it_today(everybody: Mapping[str, Any], body: Body) -> None:
    assert allowed(everybody, "answer_for_seat", seat_of(body, "Bea")) == {"contributor"}
    today = timezone.localdate()
    take(SEAT, "end_seat", seat_of(body, "Bea"), by=None, at=today, on=today)
    assert allowed(everybody, "answer_for_seat", seat_of(body, "Bea")) == set()
