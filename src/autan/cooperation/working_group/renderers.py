"""Messages and files of the working group."""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from autan.cooperation.minutes.core import MinutesDocument
from autan.cooperation.minutes.renderers.minutes import print_minutes, write_minutes
from autan.cooperation.working_group.exporters import write_meetings
from autan.cooperation.working_group.models import Decision, MailLink, Meeting, Participation, Seat
from autan.cooperation.working_group.presenters.decisions import reads_seats, seat_words
from autan.cooperation.working_group.presenters.meetings import slot_words
from autan.cooperation.working_group.queries.bodies import sign_link
from autan.cooperation.working_group.queries.decisions import DueItem
from autan.cooperation.working_group.queries.figures import agenda_of
from autan.evidence.figures.queries.registry import Reader
from autan.ground.texts.language import in_language, words
from autan.ground.web.presenters import french_address
from autan.people.accounts.renderers import PersonalEmail, render_personal_email

# The archive of one meeting: one ZIP file with its record, its minutes, its decisions and its calendar.


def meeting_archive(
    meeting: Meeting,
    participations: Sequence[Participation],
    decisions: Sequence[Decision],
    *,
    reader: Reader,
    record: MinutesDocument,
    minutes: MinutesDocument | None,
    on: date,
) -> bytes:
    """Return the archive; made twice on one day of the same meeting, the same bytes."""
    record_object = _meeting_object(meeting, participations, [decision_object(item, reader) for item in decisions])
    files = {
        "reunion.pdf": print_minutes(record, on=on),
        "reunion.docx": write_minutes(record, on=on),
        "reunion.ics": write_meetings([meeting], name=words(meeting.title)),
        "reunion.json": json.dumps(record_object, ensure_ascii=False, indent=2).encode(),
    }
    if minutes is not None:
        files["compte-rendu.pdf"] = print_minutes(minutes, on=on)
        files["compte-rendu.docx"] = write_minutes(minutes, on=on)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as zip_file:
        for name, content in sorted(files.items()):
            place = zipfile.ZipInfo(f"{meeting.slug}/{name}", date_time=(on.year, on.month, on.day, 12, 0, 0))
            zip_file.writestr(place, content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _meeting_object(
    meeting: Meeting, participations: Sequence[Participation], decisions: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """Return a meeting as an object for JSON: what a program reads of it."""
    slot = meeting.slot
    return {
        "slug": meeting.slug,
        "network": meeting.body.network.slug,
        "body": meeting.body.name_fr,
        "title": meeting.title_fr,
        "day": slot.day.isoformat(),
        "begins_at": slot.begins_at.isoformat() if slot.begins_at else None,
        "ends_at": slot.ends_at.isoformat() if slot.ends_at else None,
        "time_zone": meeting.time_zone,
        "place": meeting.place,
        "state": meeting.state,
        "is_invented": meeting.body.network.is_invented,
        "agenda": [
            {"kind": agenda_point.kind.value, "title": agenda_point.title} for agenda_point in agenda_of(meeting)
        ],
        "attendance": [
            {
                "seat": participation.seat.shown_name,
                "attendance": participation.attendance or None,
                "represented_by": participation.represented_by,
            }
            for participation in participations
        ],
        "decisions": decisions,
    }


def decision_object(decision: Decision, reader: Reader | None = None) -> dict[str, Any]:
    """Return a decision as an object for JSON; `reader` is None for the product itself."""
    return {
        "slug": decision.slug,
        "number": decision.number,
        "title": decision.title,
        "text": decision.text,
        "decided_on": decision.decided_on.isoformat(),
        "mode": decision.mode,
        "vote": asdict(decision.vote) if decision.vote else None,
        "present": decision.present,
        "quorum": decision.quorum,
        "owner": seat_words(decision.owner, is_named=reads_seats(decision.body, reader)) or None,
        "due_on": decision.due_on.isoformat() if decision.due_on else None,
        "review_on": decision.review_on.isoformat() if decision.review_on else None,
        "link": {"kind": decision.link, "key": decision.link_key},
        "evidence": [{"kind": kind, "key": key} for kind, key in decision.evidence],
        "withdrawn_on": decision.withdrawn_on.isoformat() if decision.withdrawn_on else None,
        "withdrawn_for": decision.withdrawn_for,
    }


# Subjects and texts of the messages of the group, in French: invitation, reminder, cancellation, what is due.


def link_address(link: MailLink, *, site: str) -> str:
    """Return the whole address of a link."""
    return french_address("working_group:answer", site=site, token=sign_link(link))


def render_meeting(
    meeting: Meeting, seat: Seat, kind: str, *, site: str, link: MailLink | None = None
) -> PersonalEmail:
    """Return a message about a meeting to somebody: `invitation`, `moved`, `reminder` or `cancelled`."""
    with in_language("fr"):
        when = slot_words(meeting)
    return render_personal_email(
        f"working_group/mail/{kind}.txt",
        meeting=meeting,
        body=meeting.body,
        network=meeting.body.network,
        seat=seat,
        when=when,
        points=list(meeting.agenda.all()),
        link=link_address(link, site=site) if link else "",
        until=link.expires_on if link else None,
        page=french_address("working_group:meeting", site=site, slug=meeting.slug),
    )


def render_due(waiting: DueItem, link: MailLink, *, site: str) -> PersonalEmail:
    """Return the message that reminds somebody of a task or of a decision."""
    return render_personal_email(
        "working_group/mail/due.txt",
        waiting=waiting,
        network=waiting.thing.network,
        link=link_address(link, site=site),
        until=link.expires_on,
    )
