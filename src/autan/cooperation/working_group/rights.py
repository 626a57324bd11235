"""Who runs a working group, who reads what is not published of it, who says what was done."""

from typing import Any

import rules
from django.utils import timezone

from autan.cooperation.working_group.core.bodies import SeatRole
from autan.cooperation.working_group.core.mail_answers import Attendance
from autan.cooperation.working_group.models import Body, Meeting, Participation, Seat
from autan.people.accounts.rights import Rights, on
from autan.territories.networks.models import Network
from autan.territories.networks.rights import coordinates_network, is_in_network

_RUNS = [role.value for role in SeatRole if role.runs_meetings]


def _holds_seat(person: Any, **where: Any) -> bool:
    if not person.is_authenticated or not person.is_active:
        return False
    today = timezone.localdate()
    seats = Seat.objects.filter(person=person.pk, **where)
    return any(seat.as_core().is_in_force_on(today) for seat in seats.select_related("territory"))


@rules.predicate
def holds_seat(person: Any, seat: Seat | None) -> bool:
    """The person holds the seat today."""
    if seat is None or not person.is_authenticated or not person.is_active:
        return False
    return seat.person_id == person.pk and seat.as_core().is_in_force_on(timezone.localdate())


@rules.predicate
def runs_meetings(person: Any, body: Body | None) -> bool:
    """The person chairs the body or keeps its secretariat today."""
    return body is not None and _holds_seat(person, body=body, role__in=_RUNS)


@rules.predicate
def sits_in_network(person: Any, network: Network | None) -> bool:
    """The person holds a seat in a body of the network today."""
    return network is not None and _holds_seat(person, body__network=network)


@rules.predicate
def is_public(_person: Any, obj: Any) -> bool:
    """The body, the meeting or the decision is public."""
    return obj is not None and obj.is_public


@rules.predicate
def had_voice(person: Any, meeting: Meeting | None) -> bool:
    """The person had a voice in the meeting, in a seat of theirs."""
    if meeting is None or not person.is_authenticated:
        return False
    there = [attendance.value for attendance in Attendance if attendance.has_voice]
    return Participation.objects.filter(meeting=meeting, seat__person=person.pk, attendance__in=there).exists()


_runs_body = on("network", coordinates_network) | runs_meetings
"""The person coordinates the network of the body, or chairs it or keeps its secretariat."""
_reads_group = is_in_network | sits_in_network
"""The person holds a role in the network or on one of its members, or a seat in one of its bodies."""

RIGHTS: Rights = {
    "working_group.run_body": _runs_body,
    "working_group.read_group": _reads_group,
    "working_group.read_body": is_public | on("network", _reads_group),
    "working_group.read_meeting": is_public | on("body.network", _reads_group),
    "working_group.read_decision": is_public | on("network", _reads_group),
    "working_group.do_task": on("owner", holds_seat) | on("owner.body", _runs_body),
    "working_group.answer_for_seat": holds_seat,
    "working_group.read_minutes": on("body.network", _reads_group),
    "working_group.amend_minutes": had_voice | on("body", _runs_body),
    "working_group.write_minutes": on("body", _runs_body),
}
