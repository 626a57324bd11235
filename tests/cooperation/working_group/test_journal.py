"""What each act of the group leaves: one line in the journal, in whose name, on what, and the row as it was told."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.utils import timezone
from django.utils.translation import override

from autan.cooperation.working_group.actions.answers import answer_invitation, answer_meeting, answer_reminder
from autan.cooperation.working_group.actions.bodies import assign_seat, change_body, make_body
from autan.cooperation.working_group.actions.decisions import (
    assign_task,
    follow_up,
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
from autan.cooperation.working_group.actions.messages import remind_owners
from autan.cooperation.working_group.actions.workflow import DECISION, MEETING, OBJECTIVE, SEAT, TASK
from autan.cooperation.working_group.core.bodies import (
    MOST_MINUTES,
    AgendaKind,
    AgendaPoint,
    BodyKind,
    MeetingInput,
    SeatRole,
)
from autan.cooperation.working_group.core.decisions import DecisionDraft, DecisionMode, FollowUp, Reservation, Vote
from autan.cooperation.working_group.core.figures import ObjectiveState
from autan.cooperation.working_group.core.mail_answers import Attendance, MeetingAnswer
from autan.cooperation.working_group.core.progress import LinkKind
from autan.cooperation.working_group.models import Body, Decision, MailLink, Meeting, Objective, Participation, Seat
from autan.evidence.figures.core.sources import EvidenceRef, refs_as_json
from autan.ground.errors import ConflictError, DomainError, NotAllowedError, RuleError
from autan.ground.wordings import Text
from autan.people.journal.models import JournalEntry, Remark
from autan.people.mail.models import OutgoingMessage
from autan.people.workflows.actions import take
from autan.territories.networks.models import Network
from tests.cast import Cast
from tests.cooperation.working_group.conftest import LEFT, plan, seat_of

DAY, TODAY = date(2026, 5, 21), date(2026, 11, 26)
SITE = "https://autan.example"
SESSION = MeetingInput(title=Text(" Une  séance ", ""), day=DAY, begins=time(14), ends=time(16), place=" Mairie ")
FREE = AgendaPoint(kind=AgendaKind.FREE, title="Accueil")


def plain(text: str | None) -> str | None:
    """A text with the blanks of a keyboard."""
    return text and text.replace("\u00a0", " ").replace("\u202f", " ")


def lines(since: int = 0) -> Sequence[tuple[str, str, str, str | None]]:
    """The lines of the room, oldest first: act, object, who, words; all are of the network."""
    entries = JournalEntry.objects.filter(room="working_group", id__gt=since).order_by("id")
    assert {entry.network for entry in entries} <= {"essai"}
    return [(entry.act, f"{entry.kind}/{entry.object_id}", entry.by_name, plain(entry.summary)) for entry in entries]


@pytest.fixture
def since(body: Body, meeting: Meeting) -> int:
    """The last line before the test acts."""
    return JournalEntry.objects.latest("id").pk


def changes_of(act: str) -> list[tuple[str, str | None, str | None]]:
    entry = JournalEntry.objects.filter(act=act).latest("id")
    return [(change.field, plain(change.before), plain(change.after)) for change in entry.changes]


def test_a_body_is_made_named_and_changed(network: Network, people: Cast) -> None:
    told = Body(name_fr=" Élus référents ", name_en="", purpose_fr="Décide", kind=BodyKind.ELECTED, quorum=1)
    body = make_body(by=people.coordinator, network=network, body=told)
    assert (body.slug, body.name_fr, body.name_en, body.purpose_en) == (
        "essai-elus-referents",
        "Élus référents",
        "Élus référents",
        "Décide",
    )
    revised = Body(
        name_fr="Élus", name_en="Elected", purpose_fr="Décide", kind=BodyKind.OTHER, quorum=3, is_public=True,
        time_zone="Indian/Reunion",
    )  # fmt: skip
    change_body(by=people.coordinator, body=body, revised=revised)
    body.refresh_from_db()
    assert (body.kind, body.name_en, body.quorum, body.time_zone, body.is_public) == (
        "other", "Elected", 3, "Indian/Reunion", True,
    )  # fmt: skip
    assert lines() == [
        ("make_body", f"body/{body.slug}", "Coordinator", "Instance créée : Élus référents"),
        ("change_body", f"body/{body.slug}", "Coordinator", "Instance changée : Élus"),
    ]
    written = {field: (before, after) for field, before, after in changes_of("change_body")}
    assert written.keys() == {"nom", "nature", "quorum", "fuseau", "publique"}
    assert (written["nom"], written["nature"]) == (("Élus référents", "Élus"), ("elected", "other"))
    for person in (people.officer, people.contributor, people.reader, people.outsider):
        with pytest.raises(NotAllowedError, match="seuls la coordination"):
            make_body(by=person, network=network, body=Body(name_fr="Autre", kind=BodyKind.OTHER))
    for person in (people.contributor, people.reader, people.outsider):
        with pytest.raises(NotAllowedError, match="seuls la coordination"):
            change_body(by=person, body=body, revised=revised)


def test_a_seat_is_tied_to_its_account_kept_and_given_again_once_ended(body: Body, since: int, people: Cast) -> None:
    told = Seat(name="  Dan   Exemple ", email=f" {people.reader.email.upper()} ", role=SeatRole.CHAIR)
    seat = assign_seat(by=people.officer, body=body, seat=told)
    assert (seat.name, seat.email, seat.person) == ("Dan Exemple", people.reader.email, people.reader)
    assert lines(since) == [("assign_seat", "body/conference", "Member_officer", "Siège donné : présidence")]
    assert JournalEntry.objects.latest("id").details == {"seat": seat.pk}
    with pytest.raises(DomainError, match="déjà tenu"):
        assign_seat(by=None, body=body, seat=Seat(name="Dan Exemple", role=SeatRole.CHAIR))
    other_role = assign_seat(by=None, body=body, seat=Seat(name="Dan Exemple", role=SeatRole.PILOT))
    past = assign_seat(by=None, body=body, seat=Seat(name="Dan Exemple", role=SeatRole.CHAIR, since=LEFT, until=LEFT))
    assert (other_role.person, past.until) == (None, LEFT)
    taken = take(SEAT, "end_seat", seat, by=people.coordinator, at=DAY, on=DAY).row
    assert taken.until == DAY
    assert lines(since)[-1][3] == "Siège terminé le 21 mai 2026"
    assert assign_seat(by=None, body=body, seat=Seat(name="Dan Exemple", role=SeatRole.CHAIR)).pk != seat.pk
    with pytest.raises(NotAllowedError):
        assign_seat(by=people.contributor, body=body, seat=Seat(name="Eve"))


def test_a_meeting_is_planned_then_changed_where_something_changed(body: Body, since: int, people: Cast) -> None:
    stated = replace(SESSION, is_public=True, evidence=(EvidenceRef(kind="fact", key="S176"),))
    planned = plan_meeting(by=people.officer, body=body, meeting_input=stated)
    assert (planned.title_fr, planned.title_en, planned.place) == ("Une séance", "Une séance", "Mairie")
    assert (planned.slug, planned.state, planned.sequence) == ("conference-2026-05-21-2", "planned", 0)
    assert planned.slot.begins_at is not None
    assert planned.slot.begins_at.isoformat() == "2026-05-21T14:00:00+02:00"
    move_meeting(by=people.officer, meeting=planned, meeting_input=replace(SESSION, place="Salle 2"))
    assert (planned.sequence, planned.is_public, changes_of("move_meeting")) == (1, False, [])
    assert planned.evidence == refs_as_json(stated.evidence)  # what states it is kept
    move_meeting(by=people.officer, meeting=planned, meeting_input=replace(SESSION, place="Salle 2", day=TODAY))
    assert changes_of("move_meeting") == [("date", "21 mai 2026, 14:00-16:00", "26 novembre 2026, 14:00-16:00")]
    unmoved = replace(SESSION, place="Salle 2", day=TODAY, is_public=True)
    assert move_meeting(by=None, meeting=planned, meeting_input=unmoved) is None
    planned.refresh_from_db()
    assert (planned.sequence, planned.is_public) == (2, True)
    place = f"meeting/{planned.slug}"
    assert lines(since) == [
        ("plan_meeting", place, "Member_officer", "Réunion prévue le 21 mai 2026 : Une séance"),
        ("move_meeting", place, "Member_officer", "Réunion changée : Une séance"),
        ("move_meeting", place, "Member_officer", "Réunion changée : Une séance"),
    ]
    with pytest.raises(NotAllowedError):
        move_meeting(by=people.contributor, meeting=planned, meeting_input=SESSION)


def test_an_agenda_is_kept_in_order_within_its_bounds(meeting: Meeting, since: int, people: Cast) -> None:
    points = [
        replace(FREE, title=" " + "x" * 310, lead=" " + "y" * 130, minutes=MOST_MINUTES),
        replace(FREE, title=" "),
        replace(FREE, title="Deux   mots", minutes=1, kind=AgendaKind.OBJECTIVE, key="7"),
        FREE,
    ]
    set_agenda(by=people.officer, meeting=meeting, points=points, revision=0)
    items = list(meeting.agenda.order_by("rank"))
    assert [(item.rank, item.kind, item.key, item.minutes) for item in items] == [
        (1, "free", "", 600),
        (2, "objective", "7", 1),
        (3, "free", "", None),
    ]
    assert (len(items[0].title), len(items[0].lead), items[1].title) == (300, 120, "Deux mots")
    assert lines(since) == [
        ("set_agenda", f"meeting/{meeting.slug}", "Member_officer", "Ordre du jour fixé : 3 points")
    ]
    for minutes in (0, -1, MOST_MINUTES + 1):
        with pytest.raises(DomainError, match="de 1 à 600 minutes"):
            set_agenda(by=None, meeting=meeting, points=[replace(FREE, minutes=minutes)], revision=1)
    with pytest.raises(ConflictError):
        set_agenda(by=None, meeting=meeting, points=[FREE], revision=0)
    with pytest.raises(NotAllowedError):
        set_agenda(by=people.contributor, meeting=meeting, points=[FREE], revision=1)
    assert (meeting.agenda.count(), Meeting.objects.get(pk=meeting.pk).agenda_revision) == (3, 1)
    take(MEETING, "cancel_meeting", meeting, by=None, at=DAY, reason="")
    with pytest.raises(RuleError, match="annulée"):
        set_agenda(by=None, meeting=meeting, points=[FREE], revision=1)


def test_attendance_is_recorded_on_the_day_at_the_earliest(meeting: Meeting, since: int, people: Cast) -> None:
    cid = seat_of(meeting.body, "Cid").pk
    by_ada = AttendanceInput(attendance=Attendance.REPRESENTED, represented_by=" Ada ")
    there = AttendanceInput(attendance=Attendance.PRESENT)
    record_attendance(
        by=people.officer, meeting=meeting, attendances={cid: by_ada}, guests=" a  b " + "x" * 600, today=DAY
    )
    row = Participation.objects.get()
    assert (row.attendance, row.represented_by, meeting.state) == ("represented", "Ada", "held")
    assert (meeting.guests[:4], len(meeting.guests)) == ("a b ", 500)
    record_attendance(by=people.officer, meeting=meeting, attendances={cid: there}, today=TODAY)
    row.refresh_from_db()
    assert (row.attendance, row.representative, Participation.objects.count()) == ("present", None, 1)
    assert [words for _act, _place, _who, words in lines(since)] == ["Présences enregistrées : 1 sièges"] * 2
    with pytest.raises(NotAllowedError):
        record_attendance(by=people.contributor, meeting=meeting, attendances={}, today=TODAY)


def test_a_decision_is_kept_as_it_was_told(meeting: Meeting, since: int, people: Cast, body: Body) -> None:
    bea = seat_of(body, "Bea")
    draft = DecisionDraft(
        title=" Trier   le papier ",
        decided_on=DAY,
        text="  On trie. ",
        mode=DecisionMode.VOTE,
        vote=Vote(in_favour=2, against=1),
        present=3,
        owner=bea.pk,
        due_on=DAY,
        review_on=DAY,
        reservations=(Reservation(seat=bea.pk, text="L’été"),),
        link_key="reste",
    )
    decision = record_decision(by=people.officer, body=body, draft=draft, today=DAY, meeting=meeting)
    decision.refresh_from_db()
    assert (decision.title, decision.text, decision.mode) == ("Trier le papier", "On trie.", "vote")
    assert (decision.in_favour, decision.against, decision.abstained, decision.present) == (2, 1, 0, 3)
    assert (decision.owner, decision.due_on, decision.review_on, decision.link_key) == (bea, DAY, DAY, "")
    assert (decision.reservations, decision.quorum, decision.meeting) == ([[bea.pk, "L’été"]], 2, meeting)
    assert decision.recorded_by.name == "Member_officer"
    assert lines(since) == [
        ("record_decision", "decision/essai-2026-01", "Member_officer", "Décision 2026-01 : Trier le papier")
    ]


def test_what_follows_a_decision_is_told_field_by_field(body: Body, since: int, people: Cast) -> None:
    bea, zoe = seat_of(body, "Bea"), seat_of(body, "Zoé")
    draft = DecisionDraft(title="Trier", decided_on=DAY, text="Oui", present=3, owner=bea.pk)
    decision = record_decision(by=None, body=body, draft=draft, today=TODAY)
    Decision.objects.update(owner=zoe)
    decision.refresh_from_db()
    kept = FollowUp(owner=zoe.pk, due_on=TODAY, link=LinkKind.AT_ONCE, is_public=True)
    follow_up(by=people.officer, decision=decision, following=kept, today=TODAY)  # she left, and was its owner
    assert changes_of("follow_up") == [
        ("échéance", "—", "26 novembre 2026"),
        ("avancement lu dans", "rien", "rien : elle s’applique d’emblée"),
        ("publique", "non", "oui"),
    ]
    with pytest.raises(DomainError, match="l’échéance"):
        follow_up(by=None, decision=decision, following=replace(kept, due_on=DAY - timedelta(days=1)), today=TODAY)
    follow_up(by=None, decision=decision, following=FollowUp(due_on=DAY), today=TODAY)
    decision.refresh_from_db()
    assert (decision.owner, decision.due_on, decision.is_public, decision.link) == (None, DAY, False, "none")
    for person in (people.contributor, people.reader, people.outsider):
        with pytest.raises(NotAllowedError):
            follow_up(by=person, decision=decision, following=kept, today=TODAY)
    take(DECISION, "withdraw_decision", decision, by=people.officer, at=DAY, reason=" Erreur ")  # on its very day
    assert decision.withdrawn_on == DAY
    assert lines(since)[-1] == (
        "withdraw_decision", f"decision/{decision.slug}", "Member_officer", "Décision 2026-01 retirée : Erreur",
    )  # fmt: skip


def test_an_objective_is_told_once_for_each_wording_and_settled(network: Network, people: Cast) -> None:
    told: dict[str, Any] = {"year": 2026, "rank": 1}
    fact = [["fact", "S176"]]
    wordings = [
        {"text_fr": " Compter "},
        {"text_fr": "Compter"},
        {"text_fr": "Compter", "text_en": "Count"},
        {"text_fr": "Compter", "text_en": "Count", "evidence": fact},
        {"text_fr": "Compter", "text_en": "Count", "evidence": fact, "since": "2025"},
    ]
    for wording in wordings:
        kept = keep_objective(by=people.coordinator, network=network, objective=Objective(**told, **wording))
    assert (Objective.objects.count(), kept.text_en, kept.evidence) == (1, "Count", fact)
    place, words = f"objective/{kept.pk}", "Objectif 2026 enregistré : Compter"
    assert lines() == [("keep_objective", place, "Coordinator", words)] * 4
    take(OBJECTIVE, "settle_objective", kept, by=None, at=DAY, state=ObjectiveState.DROPPED, reason="x" * 400)
    assert (kept.state, len(kept.settled_for), kept.settled_on) == ("dropped", 300, DAY)
    state = ObjectiveState.REACHED
    take(OBJECTIVE, "settle_objective", kept, by=people.coordinator, at=TODAY, state=state, reason=" Vu ")
    assert (kept.state, kept.settled_for, kept.settled_on) == ("reached", "Vu", TODAY)
    assert lines()[-1][3] == "Objectif 2026 atteint : Vu"
    for person in (people.officer, people.reader, people.outsider):
        with pytest.raises(NotAllowedError, match="seule la coordination"):
            keep_objective(by=person, network=network, objective=Objective(**told, text_fr="Non"))


def test_a_task_is_told_when_it_is_given_and_when_it_is_done(body: Body, since: int, people: Cast) -> None:
    bea = seat_of(body, "Bea")
    what = "Écrire   un mot " + "x" * 400
    task = assign_task(by=people.officer, owner=bea, what=what, due_on=DAY, given_on=DAY)
    assert (task.what[:14], len(task.what), task.network, task.is_late(DAY)) == (
        "Écrire un mot ",
        300,
        body.network,
        False,
    )
    take(TASK, "finish_task", task, by=people.contributor, at=TODAY)
    assert task.done_on == TODAY
    acts = [(act, place, who) for act, place, who, _words in lines(since)]
    assert acts == [
        ("assign_task", f"task/{task.pk}", "Member_officer"),
        ("finish_task", f"task/{task.pk}", "Contributor"),
    ]
    assert lines(since)[0][3].startswith("Tâche confiée pour le 21 mai 2026 : Écrire un mot")
    with pytest.raises(NotAllowedError):
        assign_task(by=people.contributor, owner=bea, what="Lire", due_on=DAY, given_on=DAY)


@pytest.fixture
def now() -> datetime:
    return timezone.now()


def test_an_answer_keeps_who_represents_only_with_representation(body: Body, people: Cast, now: datetime) -> None:
    coming = plan(body, timezone.localdate(now))  # on its very day
    bea = seat_of(body, "Bea")

    def answer(given: MeetingAnswer, name: str) -> Participation:
        return answer_meeting(
            by=people.contributor, meeting=coming, seat=bea, answer=given, represented_by=name, now=now
        )

    for given, name, kept in (
        (MeetingAnswer.REPRESENTED, " Ada ", "Ada"),
        (MeetingAnswer.COMES, "Ada", ""),
        (MeetingAnswer.REPRESENTED, " ", ""),
    ):
        row = answer(given, name)
        assert (row.answer, row.represented_by, row.answered_at) == (given.value, kept, now)
    assert Participation.objects.count() == 1
    assert lines()[-3] == (
        "answer_meeting", f"meeting/{coming.slug}", "Contributor", "Réponse à l’invitation : sera représenté·e",
    )  # fmt: skip
    Meeting.objects.update(day=timezone.localdate(now) - timedelta(days=1))
    coming.refresh_from_db()
    with pytest.raises(RuleError, match="passée"):
        answer(MeetingAnswer.EXCUSED, "")


def test_a_reminder_is_answered_with_words_or_by_what_is_done(body: Body, since: int, now: datetime) -> None:
    bea, today = seat_of(body, "Bea"), timezone.localdate(now)
    task = assign_task(by=None, owner=bea, what="Écrire", due_on=today, given_on=today)

    def answer(text: str, *, is_done: bool) -> None:
        answer_reminder(link=MailLink.objects.create(seat=bea, task=task), text=text, is_done=is_done, now=now)

    answer(" Demain. ", is_done=False)
    assert (Remark.objects.get().text, task.done_on) == ("Demain.", None)
    answer(" ", is_done=True)
    task.refresh_from_db()
    assert (Remark.objects.count(), task.done_on) == (1, today)
    assert {who for _act, _place, who, _words in lines(since)[1:]} == {"Bea"}
    with pytest.raises(RuleError, match="faite depuis"):
        answer("Encore", is_done=True)
    assert (Remark.objects.count(), MailLink.objects.filter(used_at=None).count()) == (1, 1)
    with pytest.raises(RuleError, match="ne répond pas à une invitation"):
        answer_invitation(
            link=MailLink.objects.get(used_at=None), answer=MeetingAnswer.COMES, represented_by="", now=now
        )


def test_messages_leave_in_the_name_of_the_network_once_each(body: Body, people: Cast) -> None:
    today = timezone.localdate()
    coming = plan(body, today + timedelta(days=20))

    def send(act: str) -> tuple[int, str]:
        step = take(MEETING, act, coming, by=people.officer, at=today, site=SITE)
        return len(step.result), str(MEETING.transition(act).done(step))

    assert send("remind_of_meeting") == (0, "0 rappel est parti.")  # nobody was invited
    assert send("invite_to_meeting") == (3, "3 invitations sont parties.")
    assert send("remind_of_meeting") == (3, "3 rappels sont partis.")
    assert [words for _act, _place, _who, words in lines()][-2:] == ["Invitations envoyées : 3", "Rappels envoyés : 3"]
    bea = seat_of(body, "Bea")
    assign_task(by=None, owner=bea, what="Écrire", due_on=today + timedelta(days=7), given_on=today)
    remind_owners(by=people.coordinator, network=body.network, site=SITE, on=today)
    assert remind_owners(by=None, network=body.network, site=SITE, on=today + timedelta(days=6))[0].is_reminded is False
    assert remind_owners(by=None, network=body.network, site=SITE, on=today + timedelta(days=7))[0].is_reminded is True
    assert lines()[-1][3] == "Rappel d’échéance envoyé"
    kinds = list(OutgoingMessage.objects.order_by("id").values_list("kind", flat=True))
    assert kinds == ["group.invitation"] * 3 + ["group.reminder"] * 3 + ["group.due"] * 2
    assert set(OutgoingMessage.objects.values_list("network", flat=True)) == {"essai"}
    Seat.objects.filter(name="Cid").update(email="")
    cancelled = take(MEETING, "cancel_meeting", coming, by=None, at=today, reason="canicule", site=SITE)
    assert cancelled.result == 2
    assert "Annulation annoncée : 2" in [words for _act, _place, _who, words in lines()]
    silent = plan(body, today + timedelta(days=30))
    untold = take(MEETING, "cancel_meeting", silent, by=None, at=today, reason="")
    said = [plain(str(MEETING.transition("cancel_meeting").done(step))) for step in (cancelled, untold)]
    assert said == [
        f"La réunion est annulée ; {told}." for told in ("2 personnes sont prévenues", "0 personne est prévenue")
    ]
    with override("en"):
        words = plain(str(MEETING.transition("cancel_meeting").done(untold)))
    assert words == "The meeting is cancelled; 0 people are told."
