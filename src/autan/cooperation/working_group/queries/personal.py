"""What the room holds of a person: seats, answers, decisions recorded."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q

from autan.cooperation.working_group.models import Participation, Seat
from autan.ground.extension_points import DataSubject


def seats_of_subject(subject: DataSubject) -> list[Seat]:
    """Return the seats of somebody, by account or by address. One query."""
    mine = Q(email__iexact=subject.email) if subject.email else Q()
    if subject.person:
        mine |= Q(person=subject.person)
    return list(Seat.objects.filter(mine).select_related("body__network")) if mine else []


def export_seats(subject: DataSubject) -> Sequence[Mapping[str, Any]]:
    """Return the seats of somebody and what was answered and attended in them. Two queries."""
    seats = seats_of_subject(subject)
    participations = Participation.objects.filter(seat__in=seats).select_related("meeting")
    return [
        *(
            {"body": seat.body.slug, "name": seat.name, "role": seat.role, "since": seat.since, "until": seat.until}
            for seat in seats
        ),
        *(
            {
                "meeting": participation.meeting.slug,
                "answer": participation.answer,
                "attendance": participation.attendance,
                "at": participation.answered_at,
            }
            for participation in participations
        ),
    ]
