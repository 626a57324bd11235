"""Meetings as iCalendar (RFC 5545): time zone, identifier, number of sequence, cancellation."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from icalendar import Calendar, Event, Timezone

from autan.cooperation.minutes.presenters import caution_of
from autan.cooperation.working_group.core.bodies import MeetingSlot, MeetingState
from autan.cooperation.working_group.models import Meeting
from autan.ground.texts.language import words

_YEAR = timedelta(days=366)  # of changes of hour that are described before the first meeting and after the last


def write_meetings(meetings: Sequence[Meeting], *, name: str) -> bytes:
    """Return the calendar; each time zone that is used is described in it, with both its changes of hour."""
    calendar = Calendar()
    calendar.add("prodid", "-//Autan//Groupe de travail//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for meeting in meetings:
        calendar.add_component(_event(meeting))
    calendar.add("url", settings.AUTAN_SITE)
    days = [meeting.day for meeting in meetings]
    if days:
        calendar.add_missing_timezones(first_date=min(days) - _YEAR, last_date=max(days) + _YEAR)
    else:  # a calendar without any component is refused by its readers
        calendar.add_component(Timezone.from_tzid("Europe/Paris", first_date=date(2026, 1, 1)))
    return bytes(calendar.to_ical())


def _event(meeting: Meeting) -> Event:
    event = Event()
    begins, ends = _bounds(meeting.slot)
    event.add("uid", f"{meeting.uid}@autan")
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", meeting.changed_at)
    event.add("last-modified", meeting.changed_at)
    event.add("dtstart", begins)
    event.add("dtend", ends)
    event.add("summary", f"{words(meeting.body.name)}, {words(meeting.title)}")
    event.add("status", "CANCELLED" if meeting.state == MeetingState.CANCELLED else "CONFIRMED")
    description = "\n".join(filter(None, (caution_of(meeting.body.network), meeting.cancelled_for)))
    url = settings.AUTAN_SITE + reverse("working_group:meeting", kwargs={"slug": meeting.slug})
    for name, text in (("description", description), ("location", meeting.place), ("url", url)):
        if text:
            event.add(name, text)
    return event


def _bounds(slot: MeetingSlot) -> tuple[Any, Any]:
    if slot.begins_at is None or slot.ends_at is None:
        return slot.day, slot.day + timedelta(days=1)
    return slot.begins_at, slot.ends_at
