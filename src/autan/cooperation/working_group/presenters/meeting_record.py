"""What heads the minutes of a meeting, the text that they begin with, and the whole record of a meeting to print."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from autan.cooperation.minutes.core import MinutesBlock, MinutesDocument, Run
from autan.cooperation.minutes.presenters import caution_of
from autan.cooperation.minutes.queries import MinutesHolder
from autan.cooperation.working_group.core.bodies import MeetingInput
from autan.cooperation.working_group.core.mail_answers import Attendance
from autan.cooperation.working_group.models import Decision, Meeting
from autan.cooperation.working_group.presenters.decisions import decision_rows, mode_words, reservation_rows
from autan.cooperation.working_group.presenters.meetings import agenda_rows, seat_rows, slot_words, state_words
from autan.cooperation.working_group.queries.bodies import find_meeting, participations_in, seats_in
from autan.cooperation.working_group.queries.decisions import follow
from autan.cooperation.working_group.queries.figures import agenda_of
from autan.evidence.figures.queries.registry import OPERATOR, Reader
from autan.ground.descriptions.core.documents import from_columns
from autan.ground.descriptions.presenters import ShownField, shown_fields
from autan.ground.texts.language import current_language, day, in_language, typeset, words


def minutes_heading(meeting: Meeting) -> Sequence[tuple[str, str]]:
    """Return what stands above the text of the minutes, in French: body, time, place, who was there."""
    with in_language("fr"):
        return _heading(meeting, OPERATOR)


def meeting_fields(meeting: Meeting) -> list[ShownField]:
    """Return what is told of a meeting beside its title and its time, in words."""
    return [field for field in shown_fields(from_columns(MeetingInput, meeting)) if field.text]


def _heading(meeting: Meeting, reader: Reader) -> list[tuple[str, str]]:
    lines = [(_("Instance"), words(meeting.body.name)), (_("Date"), slot_words(meeting))]
    lines += [(field.label, field.text) for field in meeting_fields(meeting)]
    rows = seat_rows(seats_in(meeting.body), on=meeting.day, participations=participations_in(meeting, reader=reader))
    labels = {
        Attendance.PRESENT: _("Présents"),
        Attendance.REPRESENTED: _("Représentés"),
        Attendance.EXCUSED: _("Excusés"),
        Attendance.ABSENT: _("Absents"),
    }
    for attendance in Attendance:
        names = [_named(row) for row in rows if row["attendance"] == attendance]
        if names:
            lines.append((labels[attendance], ", ".join(names)))
    if meeting.guests and reader.has_perm("working_group.read_body", meeting.body):
        lines.append((_("Invités"), meeting.guests))
    return lines


def _named(row: dict[str, Any]) -> str:
    place, is_both = row["place"], row["place"] and row["seat"].name
    name = f"{row['name']} ({place})" if is_both else place or row["name"]
    if row["represented_by"]:
        return _("%(name)s, par %(other)s") % {"name": name, "other": row["represented_by"]}
    return name


def first_text(meeting: Meeting) -> str:
    """Return the text that minutes begin with, in French: a heading a point of the agenda, then the decisions."""
    points = [f"## {rank}. {point.title}\n" for rank, point in enumerate(agenda_of(meeting), start=1)]
    decisions = [
        f"- {decision.number} : {decision.title}. {decision.text}" for decision in meeting.decisions.order_by("id")
    ]
    parts = points or ["## Échanges\n"]
    return "\n".join([*parts, *(["## Décisions\n", *decisions] if decisions else [])])


MEETING_MINUTES = MinutesHolder(
    room="working_group",
    kind="meeting",
    find=partial(find_meeting, reader=OPERATOR),
    heading=minutes_heading,
    page=lambda slug: reverse("working_group:meeting", kwargs={"slug": slug}),
    read="working_group.read_minutes",
    amend="working_group.amend_minutes",
    write="working_group.write_minutes",
)
"""Meetings, as the room of minutes finds them."""


def meeting_record(meeting: Meeting, decisions: Sequence[Decision], *, reader: Reader, today: date) -> MinutesDocument:
    """Give a meeting whole, ready to be printed: agenda, who was there, decisions and what became of them."""
    network = meeting.body.network
    return MinutesDocument(
        language=current_language(),
        title=typeset(words(meeting.title)),
        network=typeset(words(network.name)),
        caution=caution_of(network),
        phase=state_words(meeting, today),
        heading=tuple((typeset(label), typeset(text)) for label, text in _heading(meeting, reader)),
        blocks=(*_agenda_blocks(meeting), *_decision_blocks(decisions, reader, today)),
        trace=(_("Avancement des décisions lu le %(day)s.") % {"day": day(today)},) if decisions else (),
        fingerprint="",
    )


def _heading_block(text: str, level: int = 1) -> MinutesBlock:
    return MinutesBlock(kind="heading", runs=(Run(text=typeset(text)),), level=level)


def _line(text: str, *, mark: str = "") -> MinutesBlock:
    return MinutesBlock(kind="item" if mark else "paragraph", runs=(Run(text=typeset(text)),), mark=mark)


def _agenda_blocks(meeting: Meeting) -> Iterable[MinutesBlock]:
    yield _heading_block(_("Ordre du jour"))
    rows = agenda_rows(agenda_of(meeting), meeting.body.network.slug)
    if not rows:
        yield _line(_("Aucun ordre du jour n’est enregistré."))
    for row in rows:
        lead = f" ({row['point'].lead})" if row["point"].lead else ""
        yield _line(f"{row['point'].title}{lead}", mark=f"{row['rank']}.")


def _decision_blocks(decisions: Sequence[Decision], reader: Reader, today: date) -> Iterable[MinutesBlock]:
    yield _heading_block(_("Décisions"))
    if not decisions:
        yield _line(_("Aucune décision n’est enregistrée."))
    for row in decision_rows(follow(list(decisions), today=today), today=today, reader=reader):
        decision = row["decision"]
        yield _heading_block(f"{decision.number} : {decision.title}", level=2)
        yield _line(decision.text)
        yield _line(mode_words(decision).capitalize() + ".")
        for name, text in reservation_rows(decision, list(seats_in(decision.body)), reader):
            yield _line(_("Réserve de %(name)s\u00a0: %(text)s") % {"name": name, "text": text}, mark="–")
        owner = row["owner"] or _("personne")
        due = day(decision.due_on) if decision.due_on else _("aucune échéance")
        yield _line(_("Responsable\u00a0: %(owner)s\u202f; échéance\u00a0: %(due)s.") % {"owner": owner, "due": due})
        outcome = f"{row['state']} ({row['progress']})" if row["progress"] else row["state"]
        if decision.withdrawn_on:
            outcome = _("retirée le %(day)s\u00a0: %(why)s") % {
                "day": day(decision.withdrawn_on),
                "why": decision.withdrawn_for,
            }
        yield _line(_("Ce qu’elle est devenue\u00a0: %(told)s.") % {"told": outcome})
