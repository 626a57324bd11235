"""Files of the group: calendars to follow, the record of a meeting as PDF or DOCX, its archive."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from autan.cooperation.minutes.presenters import minutes_document
from autan.cooperation.minutes.queries import may_read_minutes, minutes_of
from autan.cooperation.minutes.views import attach_minutes
from autan.cooperation.working_group.actions.meetings import meeting_ref
from autan.cooperation.working_group.exporters import write_meetings
from autan.cooperation.working_group.presenters.meeting_record import meeting_record
from autan.cooperation.working_group.queries.bodies import (
    find_followed_body,
    find_meeting,
    meetings_of_body,
    participations_in,
)
from autan.cooperation.working_group.queries.decisions import decisions_of_meeting
from autan.cooperation.working_group.renderers import meeting_archive
from autan.ground.texts.language import words
from autan.ground.web.views import attached
from autan.people.accounts.access import guarded

_CALENDAR = "text/calendar; charset=utf-8"
_READ = "a meeting that is not public is read by those of the network"


@guarded("the feed of a body holds its public meetings, and all of them for its members or with its key")
def feed(request: HttpRequest, slug: str) -> HttpResponse:
    """The meetings of a body, to be followed by a calendar: cancelled ones stay in it, said to be."""
    body, is_inside = find_followed_body(slug, reader=request.user, key=request.GET.get("cle", ""))
    content = write_meetings(meetings_of_body(body, is_inside=is_inside), name=words(body.name))
    return attached(content, f"{slug}.ics", _CALENDAR)


@guarded(_READ)
def meeting_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """One meeting as a calendar takes it."""
    meeting = find_meeting(slug, reader=request.user)
    return attached(write_meetings([meeting], name=words(meeting.title)), f"{slug}.ics", _CALENDAR)


@guarded(_READ)
def record_file(request: HttpRequest, slug: str, extension: str) -> HttpResponse:
    """The whole record of a meeting as a PDF or a DOCX document."""
    meeting = find_meeting(slug, reader=request.user)
    decisions = decisions_of_meeting(meeting, reader=request.user)
    record = meeting_record(meeting, decisions, reader=request.user, today=timezone.localdate())
    return attach_minutes(record, slug, extension)


@guarded(_READ)
def archive(request: HttpRequest, slug: str) -> HttpResponse:
    """One file for the archives: record, minutes, decisions and calendar of a meeting."""
    meeting, today = find_meeting(slug, reader=request.user), timezone.localdate()
    decisions, minutes = decisions_of_meeting(meeting, reader=request.user), minutes_of(meeting_ref(meeting))
    is_read = minutes is not None and may_read_minutes(minutes, request.user)
    content = meeting_archive(
        meeting,
        participations_in(meeting, reader=request.user),
        decisions,
        reader=request.user,
        record=meeting_record(meeting, decisions, reader=request.user, today=today),
        minutes=minutes_document(minutes) if minutes and is_read else None,
        on=today,
    )
    return attached(content, f"{slug}.zip", "application/zip")
