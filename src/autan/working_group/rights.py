"""Who runs a working group, who reads what is not published of it, who says what was done."""

from typing import Any

import rules
from django.utils import timezone

from autan.accounts.rights import Rights
from autan.crossreading.rights import is_in_network
from autan.territories.models import Network
from autan.territories.rights import coordinates_network
from autan.working_group.core.bodies import SeatRole
from autan.working_group.core.mail_answers import Attendance
from autan.working_group.models import Body, Decision, Meeting, Participation, Seat, Task

_RUNS = [role.value for role in SeatRole if role.runs_meetings]


def _holds_seat(person: Any, **where: Any) -> bool:
    if not person.is_authenticated or not person.is_active:
        return False
    today = timezone.localdate()
    held = Seat.objects.filter(person=person.pk, **where)
    return any(seat.as_core().stands_on(today) for seat in held.select_related("territory"))


@rules.predicate
def runs_body(person: Any, body: Body | None) -> bool:
    """The person coordinates the network of the body, or chairs it or keeps its secretariat today."""
    if body is None:
        return False
    return bool(coordinates_network(person, body.network)) or _holds_seat(person, body=body, role__in=_RUNS)


@rules.predicate
def reads_group(person: Any, network: Network | None) -> bool:
    """The person holds a role in the network or on one of its members, or a seat in one of its bodies."""
    return network is not None and (bool(is_in_network(person, network)) or _holds_seat(person, body__network=network))


@rules.predicate
def reads_body(person: Any, body: Body | None) -> bool:
    """The body is public, or the person reads the group."""
    return body is not None and (body.is_public or bool(reads_group(person, body.network)))


@rules.predicate
def reads_meeting(person: Any, meeting: Meeting | None) -> bool:
    """The meeting is public, or the person reads the group."""
    return meeting is not None and (meeting.is_public or bool(reads_group(person, meeting.body.network)))


@rules.predicate
def reads_decision(person: Any, decision: Decision | None) -> bool:
    """The decision is public, or the person reads the group."""
    return decision is not None and (decision.is_public or bool(reads_group(person, decision.network)))


@rules.predicate
def does_task(person: Any, task: Task | None) -> bool:
    """The person has the seat that the task was given to, or runs its body."""
    if task is None:
        return False
    return _holds_seat(person, pk=task.owner_id) or bool(runs_body(person, task.owner.body))


@rules.predicate
def reads_minutes(person: Any, meeting: Meeting | None) -> bool:
    """The person reads the group: minutes that are not published are for those of the network."""
    return meeting is not None and bool(reads_group(person, meeting.body.network))


@rules.predicate
def amends_minutes(person: Any, meeting: Meeting | None) -> bool:
    """The person had a voice in the meeting, in a seat of theirs, or runs the body."""
    if meeting is None or not person.is_authenticated:
        return False
    there = [each.value for each in Attendance if each.has_voice]
    was_there = Participation.objects.filter(meeting=meeting, seat__person=person.pk, attendance__in=there)
    return was_there.exists() or bool(runs_body(person, meeting.body))


@rules.predicate
def writes_minutes(person: Any, meeting: Meeting | None) -> bool:
    """The person runs the body that met."""
    return meeting is not None and bool(runs_body(person, meeting.body))


@rules.predicate
def answers_for_seat(person: Any, seat: Seat | None) -> bool:
    """The person holds the seat today."""
    return seat is not None and _holds_seat(person, pk=seat.pk)


RIGHTS: Rights = {
    "working_group.run_body": runs_body,
    "working_group.read_group": reads_group,
    "working_group.read_body": reads_body,
    "working_group.read_meeting": reads_meeting,
    "working_group.read_decision": reads_decision,
    "working_group.do_task": does_task,
    "working_group.answer_for_seat": answers_for_seat,
    "working_group.read_minutes": reads_minutes,
    "working_group.amend_minutes": amends_minutes,
    "working_group.write_minutes": writes_minutes,
}
