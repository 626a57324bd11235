"""The only writer of meetings: planned, moved; their agenda; who was there. One is cancelled in `workflow.py`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.text import slugify

from autan.cooperation.working_group.actions.bodies import REFUSAL, ROOM
from autan.cooperation.working_group.core.bodies import (
    MOST_MINUTES,
    AgendaPoint,
    MeetingInput,
    MeetingSlot,
    MeetingState,
    hour_change,
    slot_of,
)
from autan.cooperation.working_group.core.mail_answers import Attendance
from autan.cooperation.working_group.models import AgendaItem, Body, Meeting, Participation, Seat
from autan.evidence.figures.core.sources import refs_as_json
from autan.ground.descriptions.core.documents import fill_columns, tidied
from autan.ground.errors import ConflictError, DomainError, RuleError
from autan.ground.texts.core.notation import format_date
from autan.ground.web.queries import free_slug
from autan.ground.wordings import Sentence, Text
from autan.people.individuals.actions import individual_named
from autan.people.journal.actions import Act, Actor, acting
from autan.people.journal.core import FieldChange, refs_to

_RUN = "working_group.run_body"
meeting_ref = refs_to(ROOM, "meeting")


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceInput:
    """Who was there for a seat: how, None when it is unknown after all, and by whom it was represented."""

    attendance: Attendance | None
    represented_by: str = ""


def plan_meeting(
    *,
    by: Actor | None,
    body: Body,
    meeting_input: MeetingInput,
    slug: str = "",
    state: MeetingState = MeetingState.PLANNED,
) -> Meeting:
    """Put a meeting of a body on the calendar; `state` is `HELD` for one that a source documents.

    Raises DomainError: it has no title, or an hour that does not exist on that day.
    """
    slot = _slot(body, meeting_input)
    with acting(by=by, act="plan_meeting", permission=_RUN, on=body, refusal=REFUSAL) as act:
        name = slug or free_slug(Meeting.objects.all(), f"{slugify(body.slug)[:70]}-{meeting_input.day.isoformat()}")
        meeting = Meeting(body=body, slug=name, time_zone=body.time_zone, state=state)
        _write(meeting, meeting_input, slot)
        meeting.save()
        summary = f"Réunion prévue le {format_date(meeting_input.day, language='fr')} : {meeting.title_fr}"
        _record(act, meeting, summary)
    return meeting


def move_meeting(*, by: Actor | None, meeting: Meeting, meeting_input: MeetingInput) -> Text | None:
    """Change a meeting; its number of sequence grows when its time, place or title does.

    Returns what a change of hour between the two dates means, in words; None when there is none.

    Raises:
        DomainError: it has no title, or an hour that does not exist on that day.
        RuleError: it is cancelled.
    """
    slot, before = _slot(meeting.body, meeting_input), meeting.slot
    with acting(by=by, act="move_meeting", permission=_RUN, on=meeting.body, refusal=REFUSAL) as act:
        _refuse_cancelled(meeting)
        old = (meeting.title_fr, meeting.place, before)
        _write(meeting, meeting_input, slot)
        is_moved = old != (meeting.title_fr, meeting.place, meeting.slot)
        meeting.sequence += is_moved
        meeting.save()
        if is_moved:
            change = FieldChange(field="date", before=_words(before), after=_words(meeting.slot))
            changes = [change] if change.before != change.after else []
            _record(act, meeting, f"Réunion changée : {meeting.title_fr}", changes)
    return hour_change(before, meeting.slot, meeting.zone)


def set_agenda(*, by: Actor | None, meeting: Meeting, points: Sequence[AgendaPoint], revision: int) -> Meeting:
    """Put points on the agenda of a meeting, in order, in place of those of before; one without a title is left out.

    Raises:
        ConflictError: somebody set the agenda since `revision` was read.
        DomainError: a point lasts more than ten hours.
    """
    titled = [point for point in points if point.title.strip()]
    if any(point.minutes is not None and not 0 < point.minutes <= MOST_MINUTES for point in titled):
        message = "un point dure de 1 à {most_minutes} minutes"
        raise DomainError(message, most_minutes=MOST_MINUTES)
    with acting(by=by, act="set_agenda", permission=_RUN, on=meeting.body, refusal=REFUSAL) as act:
        current = Meeting.objects.select_for_update().get(pk=meeting.pk)
        if current.agenda_revision != revision:
            raise ConflictError("l’ordre du jour a changé depuis que vous l’avez lu\u00a0: reprenez-le")
        _refuse_cancelled(current)
        meeting.agenda_revision = current.agenda_revision = revision + 1
        current.save(update_fields=["agenda_revision", "changed_at"])
        meeting.agenda.all().delete()
        AgendaItem.objects.bulk_create(
            AgendaItem(
                meeting=meeting,
                rank=rank,
                kind=point.kind.value,
                key=point.key,
                title=" ".join(point.title.split())[:300],
                lead=point.lead.strip()[:120],
                minutes=point.minutes,
            )
            for rank, point in enumerate(titled, start=1)
        )
        _record(act, meeting, f"Ordre du jour fixé : {len(titled)} points")
    return meeting


def record_attendance(
    *, by: Actor | None, meeting: Meeting, attendances: Mapping[int, AttendanceInput], guests: str = "", today: date
) -> Meeting:
    """Record who was at a meeting, by number of seat, and that it was held; a seat that is not told stays unknown.

    Raises DomainError: a seat is not of the body, or was not held on the day of the meeting; every such seat is named.
    """
    with acting(by=by, act="record_attendance", permission=_RUN, on=meeting.body, refusal=REFUSAL) as act:
        _refuse_cancelled(meeting)
        if meeting.day > today:
            raise RuleError("cette réunion n’a pas encore eu lieu")
        seats = {seat.pk: seat for seat in Seat.objects.filter(body=meeting.body).select_related("territory")}
        _refuse_absent_seats(meeting, seats, attendances)
        network = meeting.body.network.slug
        for key, attendance_input in attendances.items():
            name = attendance_input.represented_by.strip()
            Participation.objects.update_or_create(
                meeting=meeting,
                seat=seats[key],
                defaults={
                    "attendance": attendance_input.attendance or "",
                    "representative": individual_named(name, network=network) if name else None,
                },
            )
        meeting.state, meeting.guests = MeetingState.HELD.value, " ".join(guests.split())[:500]
        meeting.save()
        _record(act, meeting, f"Présences enregistrées : {len(attendances)} sièges")
    return meeting


def _refuse_absent_seats(
    meeting: Meeting, seats: Mapping[int, Seat], attendance_inputs: Mapping[int, AttendanceInput]
) -> None:
    problems: list[str] = []
    for key in attendance_inputs:
        absence = seats[key].as_core().absence_on(meeting.day) if key in seats else None
        if key not in seats:
            problems.append(Sentence("cette instance n’a pas ce membre"))
        elif absence:
            problems.append(Sentence.of(absence))
    if problems:
        raise DomainError(Sentence.joined(" ; ", dict.fromkeys(problems)))


def _slot(body: Body, meeting_input: MeetingInput) -> MeetingSlot:
    if not meeting_input.title.fr.strip():
        raise DomainError("une réunion a un titre")
    return slot_of(meeting_input.day, meeting_input.begins, meeting_input.ends, body.zone)


def _write(meeting: Meeting, meeting_input: MeetingInput, slot: MeetingSlot) -> None:
    fill_columns(meeting, tidied(meeting_input))
    meeting.begins_at, meeting.ends_at = slot.begins_at, slot.ends_at
    meeting.evidence = refs_as_json(meeting_input.evidence) or meeting.evidence


def _words(slot: MeetingSlot) -> str:
    hours = f", {slot.begins_at:%H:%M}-{slot.ends_at:%H:%M}" if slot.begins_at and slot.ends_at else ""
    return f"{format_date(slot.day, language='fr')}{hours}"


def _refuse_cancelled(meeting: Meeting) -> None:
    if meeting.state == MeetingState.CANCELLED:
        raise RuleError("cette réunion est annulée")


def _record(act: Act, meeting: Meeting, summary: str, changes: Sequence[FieldChange] = ()) -> None:
    act.record(meeting_ref(meeting), summary=summary, network=meeting.body.network.slug, changes=changes)
