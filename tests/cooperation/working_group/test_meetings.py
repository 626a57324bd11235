"""Meetings: moved over a change of hour, cancelled and kept, followed by calendars, prepared, attended."""

from datetime import date, time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from autan.cooperation.crossreading.actions.proposals import decide_proposal, make_proposal
from autan.cooperation.crossreading.core.recommendations import ProposalOrigin, ProposalStatus, ScaleReason
from autan.cooperation.crossreading.models import Proposal
from autan.cooperation.working_group.actions.bodies import (
    assign_seat,
    change_body,
    make_body,
)
from autan.cooperation.working_group.actions.decisions import (
    assign_task,
    keep_objective,
    record_decision,
)
from autan.cooperation.working_group.actions.meetings import (
    AttendanceInput,
    move_meeting,
    plan_meeting,
    record_attendance,
    set_agenda,
)
from autan.cooperation.working_group.actions.workflow import MEETING, SEAT, TASK
from autan.cooperation.working_group.core.bodies import AgendaKind, AgendaPoint, BodyKind, MeetingInput
from autan.cooperation.working_group.core.decisions import DecisionDraft
from autan.cooperation.working_group.core.mail_answers import Attendance
from autan.cooperation.working_group.models import Body, Meeting, Objective, Participation, Seat, Task
from autan.cooperation.working_group.presenters.meetings import agenda_rows
from autan.cooperation.working_group.queries.figures import agenda_of, open_candidates
from autan.ground.errors import ConflictError, DomainError, NotAllowedError, RuleError
from autan.ground.wordings import Text
from autan.people.journal.models import JournalEntry
from autan.people.workflows.actions import take
from tests.cast import Cast
from tests.cooperation.working_group.conftest import LEFT, plan, seat_of


def given(day: date, **changes: object) -> MeetingInput:
    fields = {"title": Text("Séance", "Session"), "day": day, "begins": time(14), "ends": time(16), "is_public": True}
    return MeetingInput(**(fields | changes))


def feed(client: Client, body: Body, **query: str) -> Calendar:
    answer = client.get(reverse("working_group:feed", kwargs={"slug": body.slug}), query)
    assert answer["Content-Type"].startswith("text/calendar")
    return Calendar.from_ical(answer.content)


def test_a_meeting_moved_over_the_change_of_hour_keeps_its_hour_its_identifier_and_says_so(client: Client, body: Body):
    meeting = plan(body, date(2026, 10, 22))
    (before,) = feed(client, body).walk("VEVENT")
    said = move_meeting(by=None, meeting=meeting, meeting_input=given(date(2026, 11, 5)))
    assert said is not None
    assert "l’heure légale change" in said.fr
    calendar = feed(client, body)
    (after,) = calendar.walk("VEVENT")
    assert (before["UID"], before["SEQUENCE"], after["SEQUENCE"]) == (after["UID"], 0, 1)
    assert before.decoded("DTSTART").isoformat() == "2026-10-22T14:00:00+02:00"
    assert after.decoded("DTSTART").isoformat() == "2026-11-05T14:00:00+01:00"
    (zone,) = calendar.walk("VTIMEZONE")
    assert zone["TZID"] == "Europe/Paris"
    line = JournalEntry.objects.filter(act="move_meeting").get()
    assert line.details["changes"][0]["before"].endswith("14:00-16:00")
    move_meeting(by=None, meeting=meeting, meeting_input=given(date(2026, 11, 5)))
    meeting.refresh_from_db()
    assert meeting.sequence == 1  # nothing moved


def test_the_zone_of_the_feed_has_both_changes_of_hour(client: Client, body: Body):
    for day in (date(2026, 3, 28), date(2026, 3, 30), date(2026, 10, 24), date(2026, 10, 26)):
        plan(body, day)
    starts = {event.decoded("DTSTART").isoformat() for event in feed(client, body).walk("VEVENT")}
    assert starts == {
        "2026-03-28T14:00:00+01:00",
        "2026-03-30T14:00:00+02:00",
        "2026-10-24T14:00:00+02:00",
        "2026-10-26T14:00:00+01:00",
    }


def test_a_cancelled_meeting_stays_in_the_feed(client: Client, body: Body, meeting: Meeting):
    take(MEETING, "cancel_meeting", meeting, by=None, at=meeting.day, reason="canicule")
    (event,) = feed(client, body).walk("VEVENT")
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)
    description = str(event["DESCRIPTION"])
    assert "Réseau inventé" in description
    assert description.endswith("canicule")
    for act in (
        lambda: take(MEETING, "cancel_meeting", meeting, by=None, at=meeting.day, reason=""),
        lambda: move_meeting(by=None, meeting=meeting, meeting_input=given(date(2026, 6, 1))),
        lambda: record_attendance(by=None, meeting=meeting, attendances={}, today=meeting.day),
    ):
        with pytest.raises(RuleError, match="annulée"):
            act()


def test_a_day_without_hours_is_a_whole_day(client: Client, body: Body):
    plan(body, date(2026, 5, 21), begins=None, ends=None)
    (event,) = feed(client, body).walk("VEVENT")
    assert event.decoded("DTSTART") == date(2026, 5, 21)


def test_internal_meetings_are_in_the_feed_for_the_network_and_for_its_key(client: Client, body: Body, people: Cast):
    plan(body, date(2026, 5, 21), is_public=False)
    assert not feed(client, body).walk("VEVENT")
    assert len(feed(client, body, cle=body.feed_key.hex).walk("VEVENT")) == 1
    Body.objects.update(is_public=False)
    address = reverse("working_group:feed", kwargs={"slug": body.slug})
    assert client.get(address).status_code == 404
    client.force_login(people.reader)
    assert len(feed(client, body).walk("VEVENT")) == 1


def _elected(**fields: Any) -> Body:
    return Body(name_fr="Élus", name_en="Elected", kind=BodyKind.ELECTED, **fields)


def test_what_a_meeting_and_a_body_cannot_be(body: Body, people: Cast):
    for told, says in (
        (given(date(2026, 3, 29), begins=time(2, 30)), "n’existe pas"),
        (given(date(2026, 3, 30), title=Text(" ", "")), "a un titre"),
    ):
        with pytest.raises(DomainError, match=says):
            plan_meeting(by=None, body=body, meeting_input=told)
    with pytest.raises(NotAllowedError):
        plan_meeting(by=people.contributor, body=body, meeting_input=given(date(2026, 3, 30)))
    for described, says in (
        (Body(name_fr=" ", kind=BodyKind.ELECTED), "a un nom"),
        (_elected(quorum=0), "une voix au moins"),
        (_elected(time_zone="Paris"), "fuseau horaire"),
    ):
        with pytest.raises(DomainError, match=says):
            make_body(by=None, network=body.network, body=described)
    first, second = (make_body(by=None, network=body.network, body=_elected()) for _ in range(2))
    assert (first.slug, second.slug) == ("essai-elus", "essai-elus-2")
    change_body(by=None, body=first, revised=_elected(quorum=3))
    change_body(by=None, body=first, revised=_elected(quorum=3))
    assert (first.quorum, first.name.en) == (3, "Elected")
    assert JournalEntry.objects.filter(act="change_body").count() == 1


def test_a_seat_is_ended_once_and_never_before_it_begins(body: Body):
    ada, zoe = seat_of(body, "Ada"), seat_of(body, "Zoé")
    assert (ada.person is not None, zoe.person) == (True, None)
    for act, says in (
        (lambda: assign_seat(by=None, body=body, seat=Seat()), "un nom ou une collectivité"),
        (lambda: assign_seat(by=None, body=body, seat=Seat(name="Cid")), "déjà tenu"),
        (
            lambda: assign_seat(
                by=None, body=body, seat=Seat(name="X", since=date(2026, 2, 1), until=date(2026, 1, 1))
            ),
            "finit après",
        ),
        (lambda: take(SEAT, "end_seat", zoe, by=None, at=LEFT, on=LEFT), "terminé depuis"),
        (lambda: take(SEAT, "end_seat", ada, by=None, at=LEFT, on=date(2020, 1, 1)), "ne peut pas finir avant"),
    ):
        with pytest.raises(DomainError, match=says):
            act()


def test_an_agenda_is_drawn_set_once_and_never_over_somebody_else(body: Body, people: Cast):
    objective = Objective(year=2026, rank=1, text_fr="Compter")
    keep_objective(by=None, network=body.network, objective=objective)
    for _twice in range(2):
        proposed = Proposal(
            title="Partager un service",
            origin=ProposalOrigin.NEED,
            scale_reason=ScaleReason.COST,
            scale_words="Coût",
            text="x",
        )
        proposal = make_proposal(by=None, network=body.network, proposal=proposed)
    made_on = timezone.localdate(proposal.made_at)
    decide_proposal(by=None, proposal=proposal, status=ProposalStatus.REFUSED, on=made_on, words="Non")
    owner = seat_of(body, "Bea")
    task = assign_task(by=None, owner=owner, what="Écrire", due_on=date(2026, 5, 1), given_on=date(2026, 4, 1))
    for title, dates in (
        ("Revoir", {"review_on": date(2026, 5, 2)}),
        ("Tenir", {"due_on": date(2026, 5, 3)}),
        ("Plus tard", {"due_on": date(2027, 5, 3)}),
    ):
        draft = DecisionDraft(title=title, decided_on=date(2026, 4, 1), text="Oui", present=3, **dates)
        record_decision(by=None, body=body, draft=draft, today=date(2026, 4, 2))
    meeting = plan(body, date(2026, 5, 21))
    candidates = open_candidates(body.network, on=meeting.day)
    assert [candidate.kind for candidate in candidates] == [
        AgendaKind.LATE_DECISION,
        AgendaKind.REVIEW,
        AgendaKind.TASK,
        AgendaKind.PROPOSAL,
        AgendaKind.OBJECTIVE,
    ]
    points = [
        AgendaPoint(kind=candidate.kind, key=candidate.key, title=candidate.title, minutes=10)
        for candidate in candidates
    ]
    blank = AgendaPoint(kind=AgendaKind.FREE, title=" ")
    set_agenda(by=people.officer, meeting=meeting, points=[*points, blank], revision=0)
    assert agenda_of(meeting) == points
    urls = [row["url"] for row in agenda_rows(points, "essai")]
    assert "/propositions/essai-partager-un-service" in urls[3]
    assert "/groupe/decisions/" in urls[0]
    with pytest.raises(ConflictError):
        set_agenda(by=people.coordinator, meeting=meeting, points=[], revision=0)
    long = AgendaPoint(kind=AgendaKind.FREE, title="Long", minutes=601)
    with pytest.raises(DomainError, match="minutes"):
        set_agenda(by=None, meeting=meeting, points=[long], revision=1)
    take(TASK, "finish_task", task, by=people.contributor, at=date(2026, 5, 20))
    assert AgendaKind.TASK not in [candidate.kind for candidate in open_candidates(body.network, on=meeting.day)]


def test_attendance_is_told_seat_by_seat_and_only_of_who_sat(body: Body, meeting: Meeting, people: Cast):
    ada, cid, zoe = (seat_of(body, name).pk for name in ("Ada", "Cid", "Zoé"))
    there = AttendanceInput(attendance=Attendance.PRESENT)
    with pytest.raises(RuleError, match="pas encore eu lieu"):
        record_attendance(by=None, meeting=meeting, attendances={ada: there}, today=date(2026, 5, 20))
    with pytest.raises(DomainError, match="Zoé a quitté l’instance") as refused:
        record_attendance(by=None, meeting=meeting, attendances={zoe: there, 0: there}, today=meeting.day)
    assert "n’a pas ce membre" in str(refused.value)
    assert not Participation.objects.exists()
    by = AttendanceInput(attendance=Attendance.REPRESENTED, represented_by="Ada")
    record_attendance(
        by=people.officer, meeting=meeting, attendances={ada: there, cid: by}, guests="ADEME", today=TODAY
    )
    meeting.refresh_from_db()
    assert (meeting.state, meeting.guests) == ("held", "ADEME")
    unknown = AttendanceInput(attendance=None)
    record_attendance(by=people.officer, meeting=meeting, attendances={cid: unknown}, today=TODAY)
    rows = Participation.objects.order_by("seat__person__name").values_list("attendance", "representative")
    assert sorted(rows, key=str) == [("", None), ("present", None)], "a presence ticked by mistake is unknown again"
    with pytest.raises(RuleError, match="s’est tenue"):
        take(MEETING, "cancel_meeting", meeting, by=None, at=meeting.day, reason="")


TODAY = date(2026, 11, 26)


def test_a_task_is_given_to_who_sits_and_due_after_it_is_given(body: Body, people: Cast, neighbour: object):
    bea, zoe = seat_of(body, "Bea"), seat_of(body, "Zoé")
    day = date(2026, 5, 21)
    for owner, what, due, says in (
        (bea, " ", day, "à faire"),
        (zoe, "Écrire", day, "Zoé a quitté"),
        (bea, "Écrire", date(2026, 5, 1), "est avant le jour"),
    ):
        with pytest.raises(DomainError, match=says):
            assign_task(by=None, owner=owner, what=what, due_on=due, given_on=day)
    task = assign_task(by=None, owner=bea, what="Écrire", due_on=day, given_on=day)
    for person in (people.outsider, people.reader, neighbour):
        with pytest.raises(NotAllowedError):
            take(TASK, "finish_task", task, by=person, at=day)
    take(TASK, "finish_task", task, by=people.contributor, at=day)
    with pytest.raises(RuleError, match="faite depuis"):
        take(TASK, "finish_task", task, by=people.officer, at=day)
    assert not Task.objects.get().is_late(TODAY)
