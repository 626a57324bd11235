"""What a page sends becomes a body, a seat, an agenda, a decision, or a refusal at its field."""

from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Any

import pytest
from django import forms

from autan.cooperation.working_group.actions.decisions import record_decision
from autan.cooperation.working_group.actions.meetings import AttendanceInput
from autan.cooperation.working_group.core.bodies import AgendaKind, AgendaPoint
from autan.cooperation.working_group.core.decisions import DecisionDraft, Reservation, Vote
from autan.cooperation.working_group.core.mail_answers import Attendance
from autan.cooperation.working_group.core.progress import LinkKind
from autan.cooperation.working_group.forms.bodies import (
    AgendaForm,
    AttendanceForm,
    BodyForm,
    InvitationAnswerForm,
    MeetingForm,
    ObjectiveForm,
    ReminderAnswerForm,
    SeatForm,
    TaskForm,
    hours_of,
)
from autan.cooperation.working_group.forms.decisions import DecisionForm, FollowUpForm
from autan.cooperation.working_group.models import Body, Meeting, Seat
from autan.cooperation.working_group.presenters.meetings import seat_rows
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


def agenda_form(
    *, points: Sequence[AgendaPoint] = (), matters: Sequence[AgendaPoint] = (), draw: Sequence[str] = (), **typed: str
) -> AgendaForm:
    """A form sent with what was typed, `title_0` the title of the first point, and what was ticked."""
    rows = {f"point-{rank}-{name}": text for key, text in typed.items() for name, rank in [key.rsplit("_", 1)]}
    counts = {"point-TOTAL_FORMS": len({key[-1] for key in typed}), "point-INITIAL_FORMS": len(points)}
    return AgendaForm({**rows, **counts, "draw": list(draw)}, points=points, matters=matters)


def agenda(**typed: str) -> list[AgendaPoint]:
    form = agenda_form(**typed)
    assert form.is_valid()
    return form.agenda()


def test_points_are_read_in_the_order_of_their_ranks():
    points = agenda(
        title_0="Un", rank_0="3", title_1="Deux", rank_1="1", title_2="Trois", rank_2="", minutes_2="15", lead_2="Ada"
    )
    assert [point.title for point in points] == ["Deux", "Un", "Trois"], "without a rank, its place"
    assert (points[2].minutes, points[2].lead, points[2].kind) == (15, "Ada", AgendaKind.FREE)
    same = agenda(title_0="Un", rank_0="2", title_1="Deux", rank_1="2")
    assert [point.title for point in same] == ["Un", "Deux"]


def test_a_point_keeps_what_it_comes_from():
    (point,) = agenda(title_0="Rendre", kind_0="task", key_0="k" * 200)
    assert (point.kind, point.key) == (AgendaKind.TASK, "k" * 160)
    assert agenda(title_0="Rendre", kind_0="inconnu")[0].kind is AgendaKind.FREE


@pytest.mark.parametrize("wrong", ["x", "-1", "1.5", "12345", "²"])
@pytest.mark.parametrize("name", ["rank", "minutes"])
def test_a_rank_or_a_time_that_is_no_number_is_refused_at_its_field_and_given_back(name: str, wrong: str):
    form = agenda_form(title_0="Un", title_1="Deux", lead_1="Ada", **{f"{name}_1": wrong})
    assert not form.is_valid()
    assert [list(row.errors) for row in form.points] == [[], [name]]
    assert (form.points[1][name].value(), form.points[1]["lead"].value()) == (wrong, "Ada")


def test_a_time_is_bounded_where_it_is_typed():
    assert agenda(title_0="Un", minutes_0=" 600 ")[0].minutes == 600
    for minutes in ("0", "601"):
        assert list(agenda_form(title_0="Un", minutes_0=minutes).points[0].errors) == ["minutes"]


def test_a_form_shows_the_points_in_their_order_and_one_more():
    points = [AgendaPoint(kind=AgendaKind.TASK, key="1", title="Rendre", minutes=5), FREE_POINT]
    rows = AgendaForm(None, points=points, matters=()).points
    assert [(row["title"].value(), row["rank"].value()) for row in rows] == [("Rendre", 1), ("Libre", 2), (None, None)]
    assert [row.from_kind for row in rows] == [AgendaKind.TASK, AgendaKind.FREE, AgendaKind.FREE]


FREE_POINT = AgendaPoint(kind=AgendaKind.FREE, title="Libre")


def test_what_was_ticked_comes_after_what_was_typed():
    matters = [AgendaPoint(kind=AgendaKind.TASK, key=key, title=key) for key in ("a", "b", "c")]
    form = agenda_form(matters=matters, title_0="Un", draw=["task|c", "task|a"])
    assert form.is_valid()
    assert [point.title for point in form.agenda()] == ["Un", "a", "c"]
    form = agenda_form(matters=matters, title_0="Un", draw=["review|b"])
    assert list(form.errors) == ["draw"], "what is offered no more"


def attendance_form(body: Body, names: Sequence[str], sent: dict[str, str]) -> AttendanceForm:
    rows = seat_rows([seat_of(body, name) for name in names], on=date(2026, 5, 21))
    return AttendanceForm(sent | {"guests": "ADEME"}, guests="", seats=rows)


def test_attendance_is_read_seat_by_seat_and_the_unticked_stay_unknown(body: Body):
    ada, bea = (seat_of(body, name).pk for name in ("Ada", "Bea"))
    sent = {f"seat-{ada}-attendance": "represented", f"seat-{ada}-represented_by": "Léa", f"seat-{bea}-attendance": ""}
    form = attendance_form(body, ["Ada", "Bea"], sent)
    assert form.is_valid()
    assert form.attendances() == {
        ada: AttendanceInput(attendance=Attendance.REPRESENTED, represented_by="Léa"),
    }
    assert attendance_form(body, [], sent).attendances() == {}


def test_a_presence_that_does_not_exist_or_a_name_without_one_is_refused_at_its_row(body: Body):
    ada, bea = (seat_of(body, name).pk for name in ("Ada", "Bea"))
    sent = {f"seat-{ada}-attendance": "ailleurs", f"seat-{bea}-represented_by": "Léa"}
    form = attendance_form(body, ["Ada", "Bea"], sent)
    assert not form.is_valid()
    assert [list(row.errors) for row in form.rows.values()] == [["attendance"], ["attendance"]]
    assert form.rows[bea]["represented_by"].value() == "Léa"


DECISION = {"title": "Trier", "text": "On trie.", "decided_on": "2026-05-21", "mode": "consensus"}


def decision_form(body: Body, **changes: Any) -> DecisionForm:
    rows = {"reservation-TOTAL_FORMS": "3", "reservation-INITIAL_FORMS": "0"}
    return DecisionForm(DECISION | rows | changes, body=body, on=TODAY)


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


def test_reservations_are_rows_of_who_and_what(body: Body):
    bea, ici = seat_of(body, "Bea"), Seat.objects.get(body=body, name="")
    rows = {"reservation-0-seat": bea.pk, "reservation-0-text": "Sans moi : l’été", "reservation-2-seat": ici.pk}
    form = decision_form(body, **rows)
    assert form.is_valid(), form.errors
    assert form.document().reservations == (
        Reservation(seat=bea.pk, text="Sans moi : l’été"),
        Reservation(seat=ici.pk, text=""),
    )
    alone = decision_form(body)
    assert (alone.is_valid(), alone.document().reservations) == (True, ())


def test_a_reservation_of_nobody_or_of_another_body_is_refused_at_its_row(body: Body):
    wrong = decision_form(body, **{"reservation-0-text": "Non", "reservation-1-seat": "999"})
    assert [list(row.errors) for row in wrong.reservations] == [["seat"], ["seat"], []]
    assert wrong.errors["__all__"] == ["Une réserve est à corriger."]


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
