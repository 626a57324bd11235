"""What pages, files and traces say of meetings, seats, decisions, tasks and objectives, and to whom by name."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from autan.cooperation.minutes.core import MinutesDocument
from autan.cooperation.working_group.actions.decisions import assign_task, keep_objective, record_decision
from autan.cooperation.working_group.actions.meetings import AttendanceInput, record_attendance, set_agenda
from autan.cooperation.working_group.actions.workflow import DECISION, MEETING, OBJECTIVE, TASK
from autan.cooperation.working_group.core.bodies import AgendaKind, AgendaPoint
from autan.cooperation.working_group.core.decisions import DecisionDraft, DecisionMode, Reservation, Vote
from autan.cooperation.working_group.core.figures import ObjectiveState
from autan.cooperation.working_group.core.mail_answers import Attendance
from autan.cooperation.working_group.core.progress import LinkKind
from autan.cooperation.working_group.models import Body, Decision, Meeting, Objective, Participation, Seat
from autan.cooperation.working_group.presenters import decisions as words_of
from autan.cooperation.working_group.presenters import meeting_record as record
from autan.cooperation.working_group.presenters import meetings as shown
from autan.cooperation.working_group.queries.bodies import seats_in
from autan.cooperation.working_group.queries.decisions import follow, tasks_of
from autan.cooperation.working_group.renderers import decision_object
from autan.evidence.figures.queries.registry import OPERATOR, PUBLIC
from autan.ground.texts.language import in_language
from autan.people.workflows.actions import take
from autan.territories.networks.models import Network
from tests.cast import Cast
from tests.cooperation.working_group.conftest import LEFT, SINCE, plan, seat_of
from tests.evidence.figures.making import keep_fact

DAY, TODAY = date(2026, 5, 21), date(2026, 11, 26)
NOBODY = AnonymousUser()


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def decide(body: Body, title: str = "Trier", *, is_public: bool = True, **changes: Any) -> Decision:
    meeting = changes.pop("meeting", None)
    draft = DecisionDraft(**({"title": title, "decided_on": DAY, "text": "On trie.", "present": 3} | changes))
    draft = replace(draft, is_public=is_public)
    return record_decision(by=None, body=body, draft=draft, today=TODAY, meeting=meeting)


def hide(body: Body) -> None:
    """Make a body one that its network alone reads."""
    Body.objects.filter(pk=body.pk).update(is_public=False)
    body.refresh_from_db()


@pytest.mark.parametrize(
    ("hours", "zone", "words"),
    [
        ({}, "Europe/Paris", "21 mai 2026, de 14:00 à 16:00"),
        ({"begins": None, "ends": None}, "Europe/Paris", "21 mai 2026 (heure inconnue)"),
        ({}, "Indian/Reunion", "21 mai 2026, de 14:00 à 16:00 (Indian/Reunion)"),
        ({"begins": time(22), "ends": time(1)}, "Europe/Paris", "21 mai 2026, de 22:00 à 01:00"),
    ],
)
def test_when_a_meeting_is_in_the_time_of_its_place(body: Body, hours: Mapping[str, Any], zone: str, words: str):
    Body.objects.update(time_zone=zone)
    body.refresh_from_db()
    meeting = plan(body, DAY, **hours)
    meeting.refresh_from_db()
    assert plain(shown.slot_words(meeting)) == words


@pytest.mark.parametrize(
    ("state", "today", "words"),
    [
        ("planned", DAY, "prévue"),
        ("planned", DAY + timedelta(days=1), "passée, présences non renseignées"),
        ("held", DAY + timedelta(days=1), "tenue"),
        ("cancelled", DAY + timedelta(days=1), "annulée"),
    ],
)
def test_a_past_meeting_that_nobody_told_of_is_said_to_be_so(state: str, today: date, words: str):
    assert shown.state_words(Meeting(state=state, day=DAY), today) == words


def test_a_row_of_a_meeting_says_its_body_its_time_and_its_state(meeting: Meeting):
    (row,) = shown.meeting_rows([meeting], today=DAY)
    assert (row["title"], row["body"], row["state"], row["is_cancelled"]) == ("Séance", "Conférence", "prévue", False)
    take(MEETING, "cancel_meeting", meeting, by=None, at=DAY, reason="Crue")
    (row,) = shown.meeting_rows([meeting], today=DAY)
    assert (row["state"], row["is_cancelled"]) == ("annulée", True)
    with in_language("en"):
        (row,) = shown.meeting_rows([meeting], today=DAY)
    assert (row["body"], row["state"]) == ("Conference", "cancelled")


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        (SINCE, LEFT, "du 1ᵉʳ janvier 2025 au 1ᵉʳ mars 2026"),
        (SINCE, None, "depuis le 1ᵉʳ janvier 2025"),
        (None, LEFT, "jusqu’au 1ᵉʳ mars 2026"),
        (None, None, "date d’entrée inconnue"),
    ],
)
def test_the_days_of_a_seat_are_said_where_they_are_known(since: date | None, until: date | None, words: str):
    (row,) = shown.seat_rows([Seat(name="Ada", role="member", since=since, until=until)], on=DAY)
    assert plain(row["days"]) == words


def test_a_row_of_a_seat_says_what_was_answered_and_who_was_there(body: Body, meeting: Meeting):
    ada = seat_of(body, "Ada")
    empty = {row["name"]: row for row in shown.seat_rows(seats_in(body), on=DAY)}
    assert list(empty) == ["Ada", "Bea", "Cid", "siège de la collectivité, personne non nommée", "Zoé"]
    assert [row["is_held"] for row in empty.values()] == [True, True, True, True, False]
    assert (empty["Ada"]["role"], empty["Ada"]["place"], empty["Bea"]["place"]) == ("secrétariat", "Ici", "")
    assert {
        empty["Ada"][name] for name in ("answer", "invited", "attendance", "attendance_words", "represented_by")
    } == {""}
    answered = Participation(
        meeting=meeting, seat=ada, answer="comes", invited_on=DAY, attendance=Attendance.EXCUSED.value
    )
    row = shown.seat_rows([ada], on=DAY, participations=[answered])[0]
    assert (row["answer"], row["attendance"], row["attendance_words"]) == ("viendra", "excused", "excusé·e")
    assert plain(row["invited"]) == "21 mai 2026"


def test_points_of_an_agenda_lead_to_what_they_come_from():
    points = [
        AgendaPoint(kind=AgendaKind.FREE, title="Accueil", minutes=15, lead="Ada"),
        AgendaPoint(kind=AgendaKind.REVIEW, title="Revoir", key="essai-2026-01"),
        AgendaPoint(kind=AgendaKind.LATE_DECISION, title="Retard", key="essai-2026-02"),
        AgendaPoint(kind=AgendaKind.PROPOSAL, title="Proposer", key="p1"),
        AgendaPoint(kind=AgendaKind.CONTRADICTION, title="Regarder", key="unit"),
        AgendaPoint(kind=AgendaKind.TASK, title="Rendre", key="3"),
        AgendaPoint(kind=AgendaKind.OBJECTIVE, title="Viser", key="4"),
    ]
    rows = shown.agenda_rows(points, "essai")
    assert [row["rank"] for row in rows] == [1, 2, 3, 4, 5, 6, 7]
    assert [row["kind"] for row in rows[:2]] == ["", "décision à réexaminer"]
    assert rows[0]["details"] == ("Ada", "15 min")
    assert rows[1]["details"] == ("décision à réexaminer",)
    ends = ("", "essai-2026-01/", "essai-2026-02/", "p1/", "?genre=unit", "", "")
    assert [row["url"][-len(end) :] if end else row["url"] for row, end in zip(rows, ends, strict=True)] == list(ends)
    assert shown.agenda_rows([], "essai") == []


def test_who_sits_is_named_to_those_who_may_read_who_sits(body: Body, people: Cast):
    ada, bea = seat_of(body, "Ada"), seat_of(body, "Bea")
    assert words_of.seat_words(ada, is_named=True) == "Ada"
    assert words_of.seat_words(ada, is_named=False) == "Ici"
    assert words_of.seat_words(bea, is_named=False) == "un membre"
    assert words_of.seat_words(None, is_named=True) == words_of.seat_words(None, is_named=False) == ""
    assert words_of.reads_seats(body, NOBODY)
    hide(body)
    readers = (None, people.reader, people.outsider, NOBODY)
    assert [words_of.reads_seats(body, reader) for reader in readers] == [True, True, False, False]


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (None, ""),
        (TODAY + timedelta(days=1), ""),
        (TODAY, "a quitté l’instance le 26 novembre 2026"),
        (LEFT, "a quitté l’instance le 1ᵉʳ mars 2026"),
    ],
)
def test_who_left_is_said_from_the_day_itself(until: date | None, words: str):
    assert plain(words_of.left_words(Seat(name="Ada", until=until), TODAY)) == words
    assert words_of.left_words(None, TODAY) == ""


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (
            {"mode": "consensus", "present": 3, "quorum": 2},
            "par consensus ; voix présentes ou représentées : 3 ; quorum : 2",
        ),
        ({"mode": "consensus"}, "par consensus ; aucun quorum n’était fixé"),
        (
            {"mode": "vote", "in_favour": 2, "against": 1, "quorum": 2},
            "par un vote : 2 voix pour, 1 contre ; quorum : 2",
        ),
        (
            {"mode": "vote", "in_favour": 1, "abstained": 2},
            "par un vote : 1 voix pour, 0 contre, 2 abstentions ; aucun quorum",
        ),
    ],
)
def test_how_a_decision_was_taken_is_said_whole(fields: Mapping[str, Any], words: str):
    assert plain(words_of.mode_words(Decision(**fields))).startswith(words)
    with in_language("en"):
        assert plain(words_of.mode_words(Decision(**fields))).startswith(("by consensus", "by a vote: "))


def test_a_row_of_a_decision_says_what_became_of_it_and_who_carries_it(body: Body, people: Cast):
    ada = seat_of(body, "Ada")
    applied = decide(body, link=LinkKind.AT_ONCE, owner=ada.pk)
    other = decide(body, "Peser")
    Seat.objects.filter(pk=ada.pk).update(until=TODAY)
    hide(body)

    def rows(reader: Any) -> list[dict[str, Any]]:
        kept = list(Decision.objects.select_related("owner__territory", "body").order_by("id"))
        return words_of.decision_rows(follow(kept, today=TODAY), today=TODAY, reader=reader)

    first, second = rows(people.reader)
    assert (first["decision"], second["decision"]) == (applied, other)
    assert (first["state"], first["progress"], first["is_late"], first["link_url"]) == (
        "appliquée d’emblée",
        "",
        False,
        "",
    )
    assert second["progress"].startswith("aucune fiche-action ni indicateur rattaché")
    assert (first["owner"], second["owner"]) == ("Ada", "")
    assert ("a quitté" in first["owner_left"], second["owner_left"]) == (True, "")
    assert [row["owner"] for row in rows(NOBODY)] == ["Ici", ""]
    assert plain(first["day"]) == "21 mai 2026"


def test_what_a_decision_is_linked_to_has_its_page():
    for link, key, begins in (("action", "f1", "/"), ("indicator", "i1", "/"), ("at_once", "", ""), ("none", "x", "")):
        url = words_of._link_url(Decision(link=link, link_key=key))
        assert (url[:1], key in url if begins else url == "") == (begins, True)
    assert words_of._link_url(Decision(link="action", link_key="")) == ""


def test_reservations_are_named_to_those_who_may_read_who_sits(body: Body, people: Cast):
    ada, bea = seat_of(body, "Ada"), seat_of(body, "Bea")
    reservations = tuple(Reservation(seat=seat.pk, text=text) for seat, text in ((bea, "Non"), (ada, "Peut-être")))
    decision = decide(body, reservations=reservations)
    seats = list(seats_in(body))
    assert words_of.reservation_rows(decision, seats, people.reader) == [("Bea", "Non"), ("Ada", "Peut-être")]
    assert words_of.reservation_rows(decision, [], None) == [("un membre", "Non"), ("un membre", "Peut-être")]
    hide(body)
    decision.body.refresh_from_db()
    assert words_of.reservation_rows(decision, seats, NOBODY) == [("un membre", "Non"), ("Ici", "Peut-être")]


def test_tasks_say_who_has_each_and_which_are_late(body: Body, network: Network):
    bea = seat_of(body, "Bea")
    for what, due in (("Tard", TODAY), ("Tôt", DAY), ("Fait", DAY)):
        task = assign_task(by=None, owner=bea, what=what, due_on=due, given_on=DAY)
    take(TASK, "finish_task", task, by=None, at=DAY)
    rows = words_of.task_rows(tasks_of(network), today=TODAY)
    assert [(row["task"].what, row["owner"], row["is_late"]) for row in rows] == [
        ("Tôt", "Bea", True),
        ("Fait", "Bea", False),
        ("Tard", "Bea", False),
    ]
    assert [row["owner_left"] for row in rows] == ["", "", ""]


def test_objectives_are_told_with_their_sources_read_together(network: Network):
    for key in ("F1", "F2"):
        keep_fact(key)
    stated = Objective(
        year=2026, rank=1, text_fr="Peser", text_en="Weigh", evidence=[["fact", "F1"], ["fact", "absent"]]
    )
    first = keep_objective(by=None, network=network, objective=stated)
    second = keep_objective(
        by=None, network=network, objective=Objective(year=2026, rank=2, text_fr="Dire", since=[["fact", "F2"]])
    )
    take(OBJECTIVE, "settle_objective", first, by=None, at=TODAY, state=ObjectiveState.REACHED, reason="Vu")
    rows = words_of.objective_rows([first, second], PUBLIC)
    assert [(row["text"], row["state"], row["is_open"], plain(row["settled"])) for row in rows] == [
        ("Peser", "atteint", False, "26 novembre 2026"),
        ("Dire", "ouvert", True, ""),
    ]
    assert [[card.ref.key for card in row["cards"]] for row in rows] == [["F1"], []]
    assert [[card.ref.key for card in row["since"]] for row in rows] == [[], ["F2"]]
    with in_language("en"):
        assert words_of.objective_rows([first, second], PUBLIC)[0]["text"] == "Weigh"


def test_a_decision_as_evidence_names_who_wrote_it_to_its_network_alone(body: Body, people: Cast):
    decision = decide(body)
    card = words_of.describe_decisions([decision.slug, "absent"], people.reader)[decision.slug]
    assert (card.ref.key, plain(card.title.fr), card.title.en) == (
        "essai-2026-01",
        "2026-01 : Trier",
        "2026-01: Trier",
    )
    assert (plain(card.statement.fr), card.statement.en) == (
        "On trie. Conférence, 21 mai 2026",
        "On trie. Conference, 21 May 2026",
    )
    assert decision.recorded_by_name in card.recorded
    assert decision.recorded_by_name not in words_of.describe_decisions([decision.slug], NOBODY)[decision.slug].recorded
    assert (card.note is not None, card.is_free_text) == (True, True)
    Network.objects.update(is_invented=False)
    assert words_of.describe_decisions([decision.slug], NOBODY)[decision.slug].note is None


def test_a_body_as_evidence_says_its_purpose_or_what_it_is(body: Body):
    card = words_of.describe_bodies(["conference", "absent"], NOBODY)["conference"]
    assert (card.title.fr, card.statement.fr, card.statement.en) == ("Conférence", "Décide", "Decides")
    Body.objects.update(purpose_fr="", purpose_en="")
    card = words_of.describe_bodies(["conference"], NOBODY)["conference"]
    assert card.statement.fr == "Conférence des présidents"
    with CaptureQueriesContext(connection) as asked:
        words_of.describe_bodies(["conference"], NOBODY)
    assert len(asked) == 1


def test_a_decision_for_programs_keeps_what_is_not_known_empty(body: Body, people: Cast):
    ada = seat_of(body, "Ada")
    bare = decision_object(decide(body))
    assert {name for name, value in bare.items() if value is None} == {
        "vote",
        "owner",
        "due_on",
        "review_on",
        "withdrawn_on",
    }
    assert (bare["number"], bare["present"], bare["quorum"], bare["evidence"]) == ("2026-01", 3, 2, [])
    full = decide(
        body,
        "Peser",
        mode=DecisionMode.VOTE,
        vote=Vote(in_favour=2, against=1),
        owner=ada.pk,
        due_on=TODAY,
        review_on=TODAY,
        link=LinkKind.AT_ONCE,
    )
    take(DECISION, "withdraw_decision", full, by=None, at=TODAY, reason="Faux")
    full.refresh_from_db()
    told = decision_object(full)
    assert told["vote"] == {"in_favour": 2, "against": 1, "abstained": 0, "not_taking_part": 0}
    assert (told["owner"], told["due_on"], told["withdrawn_on"], told["withdrawn_for"]) == (
        "Ada",
        "2026-11-26",
        "2026-11-26",
        "Faux",
    )
    assert told["link"] == {"kind": "at_once", "key": ""}
    hide(body)
    full.body.refresh_from_db()
    assert decision_object(full, NOBODY)["owner"] == "Ici"
    assert decision_object(full, people.reader)["owner"] == "Ada"


def attend(meeting: Meeting, body: Body, guests: str = "", **attendances: str) -> None:
    told = {
        seat_of(body, name).pk: AttendanceInput(
            attendance=Attendance(value), represented_by="Léa" * (value == "represented")
        )
        for name, value in attendances.items()
    }
    record_attendance(by=None, meeting=meeting, attendances=told, guests=guests, today=TODAY)


def test_minutes_are_headed_by_who_was_there_in_each_way(body: Body, meeting: Meeting):
    attend(meeting, body, guests="Une experte", Ada="present", Bea="represented", Cid="absent")
    Meeting.objects.update(place="Mairie")
    meeting.refresh_from_db()
    with in_language("en"):
        lines = [(label, plain(text)) for label, text in record.minutes_heading(meeting)]
    assert lines == [
        ("Instance", "Conférence"),
        ("Date", "21 mai 2026, de 14:00 à 16:00"),
        ("Lieu", "Mairie"),
        ("Présents", "Ada (Ici)"),
        ("Représentés", "Bea, par Léa"),
        ("Absents", "Cid"),
        ("Invités", "Une experte"),
    ]


def test_minutes_of_a_meeting_that_nobody_told_of_say_its_body_and_time(meeting: Meeting):
    assert [label for label, _text in record.minutes_heading(meeting)] == ["Instance", "Date"]


def test_minutes_begin_with_the_agenda_and_the_decisions(body: Body, meeting: Meeting):
    assert record.first_text(meeting) == "## Échanges\n"
    points = [AgendaPoint(kind=AgendaKind.FREE, title=title) for title in ("Accueil", "Bilan")]
    set_agenda(by=None, meeting=meeting, points=points, revision=0)
    assert record.first_text(meeting) == "## 1. Accueil\n\n## 2. Bilan\n"
    decide(body, meeting=meeting)
    decide(body, "Ailleurs")
    text = record.first_text(meeting)
    assert text == "## 1. Accueil\n\n## 2. Bilan\n\n## Décisions\n\n- 2026-01 : Trier. On trie."


def lines_of(document: MinutesDocument) -> list[str]:
    return [plain("".join(run.text for run in block.runs)) for block in document.blocks]


def test_the_record_of_an_empty_meeting_says_that_nothing_is_recorded(meeting: Meeting):
    document = record.meeting_record(meeting, [], reader=NOBODY, today=DAY)
    assert lines_of(document) == [
        "Ordre du jour",
        "Aucun ordre du jour n’est enregistré.",
        "Décisions",
        "Aucune décision n’est enregistrée.",
    ]
    assert (document.phase, document.trace, document.fingerprint) == ("prévue", (), "")
    assert "inventé" in document.caution


def test_the_record_tells_the_agenda_the_decisions_and_what_became_of_them(body: Body, meeting: Meeting):
    points = [
        AgendaPoint(kind=AgendaKind.FREE, title="Accueil", lead="Ada"),
        AgendaPoint(kind=AgendaKind.FREE, title="Bilan"),
    ]
    set_agenda(by=None, meeting=meeting, points=points, revision=0)
    bea = seat_of(body, "Bea")
    first = decide(
        body,
        meeting=meeting,
        owner=bea.pk,
        due_on=TODAY,
        reservations=(Reservation(seat=bea.pk, text="Sans moi"),),
        link=LinkKind.AT_ONCE,
    )
    second = decide(body, "Peser", meeting=meeting)
    take(DECISION, "withdraw_decision", second, by=None, at=TODAY, reason="Faux")
    second.refresh_from_db()
    document = record.meeting_record(meeting, [first, second], reader=OPERATOR, today=TODAY)
    assert lines_of(document) == [
        "Ordre du jour",
        "Accueil (Ada)",
        "Bilan",
        "Décisions",
        "2026-01 : Trier",
        "On trie.",
        "Par consensus ; voix présentes ou représentées : 3 ; quorum : 2.",
        "Réserve de Bea : Sans moi",
        "Responsable : Bea ; échéance : 26 novembre 2026.",
        "Ce qu’elle est devenue : appliquée d’emblée.",
        "2026-02 : Peser",
        "On trie.",
        "Par consensus ; voix présentes ou représentées : 3 ; quorum : 2.",
        "Responsable : personne ; échéance : aucune échéance.",
        "Ce qu’elle est devenue : retirée le 26 novembre 2026 : Faux.",
    ]
    assert [plain(line) for line in document.trace] == ["Avancement des décisions lu le 26 novembre 2026."]
    assert [block.mark for block in document.blocks[1:3]] == ["1.", "2."]


def test_the_record_names_nobody_of_a_body_that_the_reader_may_not_read(body: Body, meeting: Meeting):
    attend(meeting, body, guests="Une experte", Ada="present")
    bea = seat_of(body, "Bea")
    decision = decide(body, owner=bea.pk, reservations=(Reservation(seat=bea.pk, text="Sans moi"),))
    hide(body)
    meeting.body.refresh_from_db()
    decision.body.refresh_from_db()
    document = record.meeting_record(meeting, [decision], reader=NOBODY, today=TODAY)
    assert [label for label, _text in document.heading] == ["Instance", "Date"]
    told = " ".join(lines_of(document))
    assert not [name for name in ("Ada", "Bea", "experte") if name in told]
    assert "Réserve de un membre : Sans moi" in told
