"""Notes taken by several people: each once, in order, refused when closed, grouped, starred, withdrawn with a trace."""

import json
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from autan.cooperation.minutes.actions.workflow import MINUTES
from autan.cooperation.workshops.actions.notes import (
    ClosedWorkshopError,
    group_notes,
    keep_note,
)
from autan.cooperation.workshops.actions.workflow import NOTE, NOTES, WORKSHOP
from autan.cooperation.workshops.actions.workshops import (
    add_attendee,
    change_workshop,
    draft_minutes,
    erase_attendance,
    remove_name,
)
from autan.cooperation.workshops.core.formats import AttendeeKind, Moment, WorkshopStatus
from autan.cooperation.workshops.core.workshops import AttendanceCount
from autan.cooperation.workshops.models import Workshop
from autan.cooperation.workshops.queries import export_attendance, kept_notes, notes_since
from autan.ground.errors import DomainError, NotAllowedError
from autan.ground.extension_points import DataSubject
from autan.people.journal.core import ObjectRef
from autan.people.journal.queries import history_of
from autan.people.workflows.actions import take
from tests.cast import Cast
from tests.cooperation.workshops.conftest import NOW, TODAY, note


@pytest.fixture
def opened(workshop: Workshop) -> Workshop:
    take(NOTES, "open_notes", workshop, by=None, at=NOW)
    return workshop


def as_held(workshop: Workshop) -> None:
    from dataclasses import replace

    heading = replace(workshop.as_core(), status=WorkshopStatus.HELD)
    change_workshop(by=None, workshop=workshop, heading=heading, today=TODAY)


def test_a_note_is_kept_once_whatever_is_lost_on_the_way(opened: Workshop):
    sent = [note(f"note {rank}") for rank in range(40)]
    for each in [*sent, *sent[::5], *reversed(sent)]:  # answers were lost: the phone sends again
        keep_note(workshop=opened, note_input=each)
    assert [kept.text for kept in kept_notes(opened)] == [each.text for each in sent]
    assert len({kept.version for kept in kept_notes(opened)}) == 40


def test_a_closed_workshop_takes_no_note_and_answers_those_it_has(workshop: Workshop, people: Cast):
    first = note()
    with pytest.raises(ClosedWorkshopError, match="pas encore ouvert"):
        keep_note(workshop=workshop, note_input=first)
    take(NOTES, "open_notes", workshop, by=people.officer, at=NOW)
    keep_note(workshop=workshop, note_input=first)
    take(NOTES, "close_notes", workshop, by=people.coordinator, at=NOW)
    with pytest.raises(DomainError, match="déjà clos par Coordinator"):
        take(NOTES, "close_notes", workshop, by=people.officer, at=NOW)
    assert keep_note(workshop=workshop, note_input=first).text == first.text
    with pytest.raises(ClosedWorkshopError, match="reste sur cet appareil"):
        keep_note(workshop=workshop, note_input=note())
    take(NOTES, "open_notes", workshop, by=people.officer, at=NOW)
    keep_note(workshop=workshop, note_input=note())
    assert len(kept_notes(workshop)) == 2


def test_only_who_keeps_the_workshop_opens_groups_and_withdraws(opened: Workshop, people: Cast):
    kept = keep_note(workshop=opened, note_input=note())
    for person in (people.reader, people.outsider):
        with pytest.raises(NotAllowedError):
            take(NOTES, "close_notes", opened, by=person, at=NOW)
        with pytest.raises(NotAllowedError):
            group_notes(by=person, workshop=opened, notes=[kept], title="x")
        with pytest.raises(NotAllowedError):
            take(NOTE, "mark_note_essential", kept, by=person, at=NOW, is_starred=True)
        with pytest.raises(NotAllowedError):
            take(NOTE, "withdraw_note", kept, by=person, at=NOW, reason="x")


def test_notes_are_grouped_starred_and_followed(opened: Workshop, people: Cast):
    one, two = (keep_note(workshop=opened, note_input=note(text)) for text in ("un", "deux"))
    other = keep_note(workshop=opened, note_input=note(moment=Moment.AMBITION))
    seen = other.version
    group_notes(by=people.officer, workshop=opened, notes=[one, two], title=" Le  bois ")
    take(NOTE, "mark_note_essential", two, by=people.officer, at=NOW, is_starred=True)
    assert [(note_row.text, note_row.group and note_row.group.title) for note_row in notes_since(opened, seen)] == [
        ("un", "Le bois"), ("deux", "Le bois"),
    ]  # fmt: skip
    with pytest.raises(DomainError, match="même temps"):
        group_notes(by=people.officer, workshop=opened, notes=[one, other], title="x")
    group_notes(by=people.officer, workshop=opened, notes=[one, two], title="")
    assert not opened.note_groups.exists()


def test_a_note_that_accuses_is_withdrawn_with_its_trace(opened: Workshop, people: Cast):
    kept = keep_note(workshop=opened, note_input=note("M. X a menti"))
    with pytest.raises(DomainError, match="pourquoi"):
        take(NOTE, "withdraw_note", kept, by=people.officer, at=NOW, reason=" ")
    take(NOTE, "withdraw_note", kept, by=people.officer, at=NOW, reason="Met en cause")
    with pytest.raises(DomainError, match="déjà"):
        take(NOTE, "withdraw_note", kept, by=people.officer, at=NOW, reason="Encore")
    kept.refresh_from_db()
    assert (kept.text, kept.author, kept.withdrawal_reason) == ("", "", "Met en cause")
    assert kept_notes(opened) == []
    lines = history_of(ObjectRef("workshops", "note", kept.identifier))
    assert [line.summary for line in lines] == ["Note retirée : Met en cause", "Note prise"]
    assert "menti" not in json.dumps([line.details for line in lines])


def test_a_name_is_removed_everywhere_and_the_counts_stay(opened: Workshop, people: Cast):
    keep_note(workshop=opened, note_input=note("Ana Témoin a réparé la vis", author="Ana Témoin"))
    as_held(opened)
    name, email = "Ana  Témoin", people.officer.email
    add_attendee(by=people.officer, workshop=opened, name=name, kind=AttendeeKind.EXPERT, email=email)
    counts = [AttendanceCount(kind=AttendeeKind.EXPERT, count=3)]
    take(WORKSHOP, "record_attendance", opened, by=people.officer, at=NOW, counts=counts)
    minutes = draft_minutes(by=people.officer, workshop=opened)
    take(MINUTES, "open_amendments", minutes, by=people.officer, at=TODAY)
    assert any("Ana Témoin" in told for _label, told in minutes.heading)
    subject = DataSubject(email=people.officer.email, person=people.officer.pk)
    assert export_attendance(subject)[0]["name"] == "Ana Témoin"
    with pytest.raises(NotAllowedError):
        remove_name(by=people.outsider, workshop=opened, name="Ana Témoin")
    assert remove_name(by=people.officer, workshop=opened, name=" ") == 0
    assert remove_name(by=people.coordinator, workshop=opened, name="Ana Témoin") >= 4
    minutes.refresh_from_db()
    everywhere = (
        minutes.text
        + str(minutes.heading)
        + "".join(kept_note.text + kept_note.author for kept_note in kept_notes(opened))
    )
    assert "Témoin" not in everywhere
    assert not opened.attendees.exists()
    assert [each.count for each in opened.as_core().attendance] == [3]
    assert export_attendance(DataSubject(email="x@y.fr")) == []
    assert erase_attendance(DataSubject(email="x@y.fr")) == 0
    assert erase_attendance(subject) == 0


def test_the_link_takes_notes_from_a_form_and_from_a_script(opened: Workshop, client: Client):
    page = reverse("workshops:take_part", args=[opened.link_token])
    send, feed = (reverse(f"workshops:{name}", args=[opened.link_token]) for name in ("send", "link_feed"))
    form = {"id": str(uuid4()), "moment": "ambition", "kind": "lever", "text": "Une réunion par ferme", "author": ""}
    sent = Client(enforce_csrf_checks=True).post(send, form)
    assert sent["Location"] == f"{page}?temps=ambition"
    assert "Une réunion par ferme" in client.get(page).content.decode()
    script = {"headers": {"Accept": "application/json"}}
    again = client.post(send, form, **script)
    assert (again.status_code, again.json()["id"], len(kept_notes(opened))) == (200, form["id"], 1)
    assert "2000" in client.post(send, form | {"id": str(uuid4()), "text": "x" * 1_000_000}, **script).json()["refusal"]
    for kind, more in (("application/json", ""), ("text/html", "Prendre des notes")):  # more than the server reads
        huge = client.post(
            send, "text=" + "x" * 13_000_000, "application/x-www-form-urlencoded", headers={"Accept": kind}
        )
        assert huge.status_code == 422
        assert "trop longue" in huge.content.decode()
        assert more in huge.content.decode()
    wrong = client.post(send, {"id": str(uuid4()), "moment": "x", "text": "gardez-moi"})
    assert (wrong.status_code, "gardez-moi" in wrong.content.decode()) == (422, True)
    told = client.get(feed)
    assert [each["text"] for each in told.json()["notes"]] == ["Une réunion par ferme"]
    same = client.get(feed, headers={"If-None-Match": told["ETag"]})
    assert (same.status_code, same.content) == (304, b"")
    assert client.get(f"{feed}?depuis={told.json()['version']}").json()["notes"] == []
    take(NOTES, "close_notes", opened, by=None, at=NOW)
    late = client.post(send, form | {"id": str(uuid4())}, **script)
    assert (late.status_code, "reste sur cet appareil" in late.json()["refusal"]) == (410, True)
    assert "clos" in client.get(page).content.decode()
    assert client.get(reverse("workshops:take_part", args=["rien"])).status_code == 404


def test_a_link_that_is_not_open_yet_says_so(workshop: Workshop, client: Client):
    send = reverse("workshops:send", args=[workshop.link_token])
    form = {"id": str(uuid4()), "moment": "ambition", "kind": "lever", "text": "Tôt", "at": "2026-13-45"}
    assert client.post(send, form, headers={"Accept": "application/json"}).status_code == 425
