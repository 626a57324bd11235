"""What a page sends becomes a body, a seat, an agenda, a decision, or a refusal at its field."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django import forms
from django.http import QueryDict

from autan.cooperation.working_group.actions.decisions import record_decision
from autan.cooperation.working_group.core.bodies import AgendaKind, AgendaPoint
from autan.cooperation.working_group.core.decisions import DecisionDraft, Reservation, Vote
from autan.cooperation.working_group.core.mail_answers import Attendance
from autan.cooperation.working_group.core.progress import LinkKind
from autan.cooperation.working_group.forms.bodies import (
    BodyForm,
    InvitationAnswerForm,
    MeetingForm,
    ObjectiveForm,
    ReminderAnswerForm,
    SeatForm,
    TaskForm,
    hours_of,
    read_agenda,
    read_attendance,
)
from autan.cooperation.working_group.forms.decisions import DecisionForm, FollowUpForm
from autan.cooperation.working_group.models import Body, Meeting, Seat
from autan.territories.networks.models import Membership, Territory
from tests.cast import HERE, THERE
from tests.cooperation.working_group.conftest import LEFT, plan, seat_of

DAY, TODAY = date(2026, 5, 21), date(2026, 11, 26)
BODY = {"name": "Bureau", "kind": "elected", "time_zone": "Europe/Paris"}


def shown_first(form: forms.Form) -> dict[str, Any]:
    """What the fields of a form hold before anybody types."""
    return {field.name: field.value() for field in form.visible_fields()}


def offered(form: forms.Form, name: str) -> list[Any]:
    """The rows that a field of a form lets one choose among."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    return list(field.queryset or ())


def test_a_body_is_read_as_it_was_typed_and_given_back(body: Body):
    form = BodyForm(BODY | {"quorum": "3", "purpose": "Décide", "is_public": "on", "reminds": "on"})
    assert form.is_valid(), form.errors
    told = form.document()
    assert (told.name_fr, told.kind, told.purpose_fr, told.quorum, told.is_public, told.reminds) == (
        "Bureau",
        "elected",
        "Décide",
        3,
        True,
        True,
    )
    bare = BodyForm(BODY)
    assert bare.is_valid()
    assert (bare.document().quorum, bare.document().is_public, bare.document().reminds) == (None, False, False)
    assert shown_first(BodyForm(document=body)) == {
        "name": "Conférence",
        "kind": "presidents",
        "purpose": "Décide",
        "quorum": 2,
        "time_zone": "Europe/Paris",
        "is_public": True,
        "reminds": True,
    }
    assert BodyForm()["reminds"].value() is True


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("name", ""),
        ("name", "x" * 161),
        ("kind", ""),
        ("kind", "x"),
        ("quorum", "0"),
        ("quorum", "1001"),
        ("quorum", "-1"),
        ("time_zone", "Mars/Base"),
        ("time_zone", ""),
    ],
)
def test_a_body_is_refused_at_its_field(field: str, wrong: str):
    assert list(BodyForm(BODY | {field: wrong}).errors) == [field]


def test_a_seat_is_given_to_somebody_or_to_a_member_of_the_network(body: Body):
    form = SeatForm({"name": "Ada", "role": "chair", "since": "2026-01-01", "has_vote": "on"}, body=body)
    assert form.is_valid(), form.errors
    seat = form.document()
    assert (seat.name, seat.role, seat.since, seat.has_vote, seat.territory) == (
        "Ada",
        "chair",
        date(2026, 1, 1),
        True,
        None,
    )
    sirens = [place.siren for place in offered(form, "territory")]
    assert sirens == [HERE, THERE]
    Membership.objects.filter(territory__siren=THERE).update(valid_to=TODAY)
    left = Territory.objects.get(siren=THERE).pk
    assert list(SeatForm({"role": "chair", "territory": left}, body=body).errors) == ["territory"], (
        "it left the network"
    )
    assert list(SeatForm({"role": "chair", "email": "x"}, body=body).errors) == ["email"]
    silent = SeatForm({"role": "chair"}, body=body)
    assert silent.is_valid()
    assert silent.document().has_vote is False


def test_who_is_given_something_to_do_sits_that_day(body: Body):
    names = [seat.shown_name for seat in offered(TaskForm(body=body, on=TODAY), "owner")]
    assert names == ["Ada", "Bea", "Cid", "Ici"]
    before = [seat.shown_name for seat in offered(TaskForm(body=body, on=LEFT - timedelta(days=1)), "owner")]
    assert before == [*names, "Zoé"]
    left = {"what": "Écrire", "owner": seat_of(body, "Zoé").pk, "due_on": "2026-12-01"}
    assert list(TaskForm(left, body=body, on=TODAY).errors) == ["owner"]
    assert sorted(TaskForm({}, body=body, on=TODAY).errors) == ["due_on", "owner", "what"]


@pytest.mark.parametrize(
    ("year", "errors"), [("1990", []), ("2200", []), ("1989", ["year"]), ("2201", ["year"]), ("", ["year"])]
)
def test_an_objective_is_of_a_year(year: str, errors: list[str]):
    assert list(ObjectiveForm({"year": year, "text": "Peser"}).errors) == errors


def test_a_meeting_is_read_and_given_back_in_the_hours_of_its_place(body: Body):
    form = MeetingForm({"title": "Séance", "day": "2026-05-21", "begins": "14:00", "ends": "16:00", "place": "Mairie"})
    assert form.is_valid(), form.errors
    told = form.document()
    assert (told.title.fr, told.day, told.begins, told.ends, told.place, told.is_public) == (
        "Séance",
        DAY,
        time(14),
        time(16),
        "Mairie",
        False,
    )
    Body.objects.update(time_zone="Indian/Reunion")
    body.refresh_from_db()
    kept = Meeting.objects.get(pk=plan(body, DAY).pk)
    assert shown_first(MeetingForm(document=kept, initial=hours_of(kept.slot))) == {
        "title": "Séance",
        "day": DAY,
        "begins": time(14),
        "ends": time(16),
        "place": "",
        "is_public": True,
    }
    whole_day = Meeting.objects.get(pk=plan(body, TODAY, begins=None, ends=None).pk)
    assert hours_of(whole_day.slot) == {}
    assert sorted(MeetingForm({"begins": "25:00"}).errors) == ["begins", "day", "title"]


def test_an_invitation_is_answered_and_a_reminder_of_a_decision_has_words():
    assert list(InvitationAnswerForm({}).errors) == ["answer"]
    assert list(InvitationAnswerForm({"answer": "peut-être"}).errors) == ["answer"]
    assert InvitationAnswerForm({"answer": "comes"}).is_valid()
    assert ReminderAnswerForm({"is_done": "on"}, is_task=True).is_valid()
    decision = ReminderAnswerForm({"is_done": "on"}, is_task=False)
    assert (list(decision.errors), "is_done" in decision.fields) == (["text"], False)


def agenda(**fields: str) -> list[AgendaPoint]:
    return read_agenda(fields, [])


def test_points_are_read_in_the_order_of_their_ranks():
    points = agenda(
        title_1="Un", rank_1="3", title_2="Deux", rank_2="1", title_3="Trois", rank_3="", minutes_3="15", lead_3="Ada"
    )
    assert [point.title for point in points] == ["Deux", "Un", "Trois"], "without a rank, its place"
    assert (points[2].minutes, points[2].lead, points[2].kind) == (15, "Ada", AgendaKind.FREE)
    same = agenda(title_1="Un", rank_1="2", title_2="Deux", rank_2="2")
    assert [point.title for point in same] == ["Un", "Deux"]
    assert agenda(title_2="Perdu") == [], "rows follow one another from the first"


def test_a_point_keeps_what_it_comes_from():
    (point,) = agenda(title_1="Rendre", kind_1="task", key_1="k" * 200)
    assert (point.kind, point.key) == (AgendaKind.TASK, "k" * 160)
    assert agenda(title_1="Rendre", kind_1="inconnu")[0].kind is AgendaKind.FREE


@pytest.mark.parametrize("wrong", ["x", "-1", "1.5", "12345", "²"])
def test_a_rank_or_a_time_that_is_no_number_is_refused_and_given_back_without(wrong: str):
    for name in ("rank_1", "minutes_1"):
        data = {"title_1": "Un", name: wrong}
        with pytest.raises(forms.ValidationError, match="n’est pas un nombre"):
            read_agenda(data, [])
        (point,) = read_agenda(data, [], is_given_back=True)
        assert (point.title, point.minutes) == ("Un", None)
    assert agenda(title_1="Un", minutes_1=" 9999 ")[0].minutes == 9999


def test_what_was_ticked_comes_after_what_was_typed():
    matters = [AgendaPoint(kind=AgendaKind.TASK, key=key, title=key) for key in ("a", "b", "c")]
    data = QueryDict("title_1=Un&draw=task|c&draw=task|a&draw=review|b")
    assert [point.title for point in read_agenda(data, matters)] == ["Un", "a", "c"]


def test_attendance_is_read_seat_by_seat_and_the_unticked_stay_unknown(body: Body):
    ada, bea, cid = (seat_of(body, name) for name in ("Ada", "Bea", "Cid"))
    data = {f"seat_{ada.pk}": "represented", f"by_{ada.pk}": "Léa", f"seat_{bea.pk}": "", f"seat_{cid.pk}": "ailleurs"}
    told = read_attendance(data, [ada, bea, cid])
    assert {key: (row.attendance, row.represented_by) for key, row in told.items()} == {
        ada.pk: (Attendance.REPRESENTED, "Léa")
    }
    assert read_attendance({f"seat_{ada.pk}": "present"}, []) == {}


DECISION = {"title": "Trier", "text": "On trie.", "decided_on": "2026-05-21", "mode": "consensus"}


def decision_form(body: Body, **changes: Any) -> DecisionForm:
    return DecisionForm(DECISION | changes, body=body, on=TODAY)


def test_a_decision_is_read_as_it_was_told(body: Body):
    ada = seat_of(body, "Ada")
    form = decision_form(body, present="3", owner=ada.pk, due_on="2026-12-01", is_public="on")
    assert form.is_valid(), form.errors
    draft = form.document()
    assert isinstance(draft, DecisionDraft)
    assert (draft.title, draft.text, draft.decided_on, draft.present) == ("Trier", "On trie.", DAY, 3)
    assert (draft.owner, draft.due_on, draft.is_public, draft.link) == (
        ada.pk,
        date(2026, 12, 1),
        True,
        LinkKind.NONE,
    )
    bare = decision_form(body)
    assert bare.is_valid()
    assert (bare.document().present, bare.document().owner, bare.document().is_public) == (None, None, False)
    assert decision_form(body, present="0").is_valid()


def test_voices_of_a_vote_are_read_and_the_empty_ones_are_none(body: Body):
    form = decision_form(body, mode="vote", in_favour="2", abstained="1")
    assert form.is_valid(), form.errors
    assert form.document().vote == Vote(in_favour=2, abstained=1)
    for field in ("in_favour", "against", "abstained", "not_taking_part"):
        for wrong in ("-1", "10000", "x"):
            assert list(decision_form(body, mode="vote", **{field: wrong}).errors) == [field]


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("title", ""),
        ("title", "x" * 201),
        ("text", ""),
        ("decided_on", ""),
        ("decided_on", "hier"),
        ("mode", "x"),
        ("present", "-1"),
        ("owner", "0"),
        ("due_on", "x"),
    ],
)
def test_a_decision_is_refused_at_its_field(body: Body, field: str, wrong: str):
    assert list(decision_form(body, **{field: wrong}).errors) == [field]


def test_reservations_are_read_a_line_each_by_name(body: Body):
    bea, ici = seat_of(body, "Bea"), Seat.objects.get(body=body, name="")
    form = decision_form(body, reservations=" bea : Sans moi : l’été \n\nICI\n")
    assert form.is_valid(), form.errors
    assert form.document().reservations == (
        Reservation(seat=bea.pk, text="Sans moi : l’été"),
        Reservation(seat=ici.pk, text=""),
    )
    wrong = decision_form(body, reservations="Bea: Non\nDan : Non")
    assert wrong.errors["reservations"] == ["Cette instance n’a pas ce membre\u00a0: Dan"]


def test_every_field_of_a_decision_is_laid_out_once(body: Body):
    form = decision_form(body)
    names = [field.name for row in form.rows for field in row]
    assert sorted(names) == sorted(form.fields)


def test_a_decision_that_applies_at_once_says_so_unless_it_is_read_elsewhere(body: Body):
    at_once = decision_form(body, is_applied="on")
    assert at_once.is_valid()
    assert (at_once.document().link, at_once.document().link_key) == (LinkKind.AT_ONCE, "")


def test_the_follow_up_begins_with_what_the_decision_says(body: Body):
    ada = seat_of(body, "Ada")
    draft = DecisionDraft(
        decided_on=DAY, text="On trie.", title="Trier", present=3, owner=ada.pk, due_on=TODAY, link=LinkKind.AT_ONCE
    )
    decision = record_decision(by=None, body=body, draft=draft, today=TODAY)
    form = FollowUpForm(body=body, on=TODAY, decision=decision)
    assert (form["owner"].value(), form["due_on"].initial, form["is_applied"].value()) == (ada.pk, TODAY, True)
    assert form["read_in"].initial == []
    decision.link, decision.link_key = LinkKind.ACTION, "f1"
    form = FollowUpForm(body=body, on=TODAY, decision=decision)
    assert [ref.key for ref in form["read_in"].initial] == ["f1"]
    assert form["is_applied"].value() is False
