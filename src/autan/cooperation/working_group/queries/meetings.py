"""Readers of meetings: one, those of a network or a body, who was asked and who was there."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from autan.cooperation.working_group.core.meeting_times import MeetingState
from autan.cooperation.working_group.models import Body, Meeting, Participation
from autan.evidence.figures.queries.registry import Reader, first_readable
from autan.ground.errors import known
from autan.territories.networks.models import Network


def find_meeting(slug: str, *, reader: Reader) -> Meeting:
    """Return a meeting, for who may read it. One query, and that of the right."""
    meetings = Meeting.objects.select_related("body__network").filter(slug=slug)
    meeting = first_readable(meetings, "working_group.read_meeting", reader)
    return known(meeting, "aucune réunion «\u202f{slug}\u202f»", slug=slug)


def meetings_of(network: Network, *, reader: Reader) -> QuerySet[Meeting]:
    """Return the meetings of a network that a reader may read, newest first. One query, and that of the right."""
    meetings = Meeting.objects.filter(body__network=network).select_related("body__network")
    return meetings if reader.has_perm("working_group.read_group", network) else meetings.filter(is_public=True)


def meetings_of_body(body: Body, *, is_inside: bool) -> list[Meeting]:
    """Return the meetings of a body, newest first: all of them, or the public ones. One query."""
    meetings = Meeting.objects.filter(body=body).select_related("body__network")
    return list(meetings if is_inside else meetings.filter(is_public=True))


def coming_meetings(meetings: QuerySet[Meeting], today: date) -> list[Meeting]:
    """Return the meetings to come, the next one first; cancelled ones are left out. One query."""
    coming = meetings.filter(day__gte=today).exclude(state=MeetingState.CANCELLED.value)
    return list(coming.order_by("day", "begins_at"))


def participations_in(meeting: Meeting) -> Sequence[Participation]:
    """Return what each seat answered, and whether it was there. One query."""
    participations = Participation.objects.filter(meeting=meeting)
    return list(
        participations.select_related("seat__territory", "seat__body", "meeting__body__network").order_by("seat_id")
    )
