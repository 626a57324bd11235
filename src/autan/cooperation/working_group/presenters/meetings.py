"""Meetings as pages show them."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from autan.cooperation.working_group.core.bodies import AgendaKind, AgendaPoint, MeetingState, SeatRole
from autan.cooperation.working_group.core.mail_answers import Attendance, MeetingAnswer
from autan.cooperation.working_group.models import Meeting, Participation, Seat
from autan.ground.texts.language import day, words


def slot_words(meeting: Meeting) -> str:
    """Say when a meeting is, in the time of its place; the zone is named when it is not that of Paris."""
    slot = meeting.slot
    if slot.begins_at is None or slot.ends_at is None:
        return _("%(day)s (heure inconnue)") % {"day": day(slot.day)}
    hours = {"day": day(slot.day), "begins": f"{slot.begins_at:%H:%M}", "ends": f"{slot.ends_at:%H:%M}"}
    message = _("%(day)s, de %(begins)s à %(ends)s") % hours
    return message if meeting.time_zone == "Europe/Paris" else f"{message} ({meeting.time_zone})"


def meeting_rows(meetings: Iterable[Meeting], *, today: date) -> list[dict[str, Any]]:
    """Give meetings; one that is past and whose attendance nobody recorded is said to be so."""
    return [
        {
            "meeting": meeting,
            "title": words(meeting.title),
            "body": words(meeting.body.name),
            "when": slot_words(meeting),
            "state": state_words(meeting, today),
            "is_cancelled": meeting.state == MeetingState.CANCELLED,
        }
        for meeting in meetings
    ]


def state_words(meeting: Meeting, today: date) -> str:
    """Say where a meeting stands."""
    if meeting.state == MeetingState.PLANNED and meeting.day < today:
        return _("passée, présences non renseignées")
    return words(MeetingState(meeting.state).label)


def seat_rows(seats: Iterable[Seat], *, on: date, participations: Iterable[Participation] = ()) -> list[dict[str, Any]]:
    """Give seats, with what each answered and whether it was there."""
    by_seat = {participation.seat_id: participation for participation in participations}
    return [_seat_row(seat, on, by_seat.get(seat.pk)) for seat in seats]


def _seat_row(seat: Seat, on: date, participation: Participation | None) -> dict[str, Any]:
    attendance = participation.attendance if participation else ""
    return {
        "seat": seat,
        "name": seat.name or _("siège de la collectivité, personne non nommée"),
        "place": seat.territory.short_name if seat.territory else "",
        "role": words(SeatRole(seat.role).label),
        "days": _days(seat),
        "is_held": seat.as_core().is_in_force_on(on),
        "answer": words(MeetingAnswer(participation.answer).label) if participation and participation.answer else "",
        "invited": day(participation.invited_on) if participation and participation.invited_on else "",
        "attendance": attendance,
        "attendance_words": words(Attendance(attendance).label) if attendance else "",
        "represented_by": participation.represented_by if participation else "",
    }


def _days(seat: Seat) -> str:
    if seat.since and seat.until:
        return _("du %(since)s au %(until)s") % {"since": day(seat.since), "until": day(seat.until)}
    if seat.until:
        return _("jusqu’au %(until)s") % {"until": day(seat.until)}
    return _("depuis le %(since)s") % {"since": day(seat.since)} if seat.since else _("date d’entrée inconnue")


def agenda_rows(points: Sequence[AgendaPoint], network: str) -> list[dict[str, Any]]:
    """Give the points of an agenda of a network, in order."""
    return [
        {
            "rank": rank,
            "point": point,
            "kind": (kind := "" if point.kind is AgendaKind.FREE else words(point.kind.label)),
            "url": _point_url(point, network),
            "details": tuple(
                filter(None, (kind, point.lead, _("%(n)d min") % {"n": point.minutes} if point.minutes else ""))
            ),
        }
        for rank, point in enumerate(points, start=1)
    ]


def _point_url(point: AgendaPoint, network: str) -> str:
    if point.kind is AgendaKind.PROPOSAL:
        return reverse("crossreading:proposal", kwargs={"slug": network, "proposal": point.key})
    if point.kind is AgendaKind.CONTRADICTION:
        return reverse("crossreading:contradictions", kwargs={"slug": network}) + f"?genre={point.key}"
    is_decision = point.kind in {AgendaKind.REVIEW, AgendaKind.LATE_DECISION}
    return reverse("working_group:decision", kwargs={"slug": point.key}) if is_decision else ""
