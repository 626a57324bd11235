"""What the group puts on the home of a network, the desk, the calendar and the feed of those who may read it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from autan.cooperation.working_group.actions.bodies import make_body
from autan.cooperation.working_group.actions.decisions import assign_task, keep_objective, record_decision
from autan.cooperation.working_group.actions.workflow import DECISION, MEETING, TASK
from autan.cooperation.working_group.core.bodies import BodyKind
from autan.cooperation.working_group.core.decisions import DecisionDraft
from autan.cooperation.working_group.core.progress import LinkKind
from autan.cooperation.working_group.models import Body, Decision, MailLink, Meeting, Objective, Participation, Seat
from autan.cooperation.working_group.presenters import published, sections
from autan.cooperation.working_group.queries.decisions import waiting_for_owners
from autan.cooperation.working_group.renderers import link_address, render_due, render_meeting
from autan.ground.texts.language import in_language
from autan.people.workflows.actions import take
from autan.territories.networks.models import Network
from tests.cast import HERE, Cast
from tests.cooperation.working_group.conftest import SINCE, plan, seat_of

NOBODY = AnonymousUser()
SITE = "https://autan.example"


def plain(text: str) -> str:
    return str(text).replace("\u00a0", " ").replace("\u202f", " ")


@pytest.fixture
def today(body: Body) -> date:
    return timezone.localdate()


def decide(body: Body, title: str, on: date, *, is_public: bool = True, **changes: Any) -> Decision:
    draft = DecisionDraft(**({"title": title, "decided_on": on, "text": "On trie.", "present": 3} | changes))
    draft = replace(draft, is_public=is_public)
    return record_decision(by=None, body=body, draft=draft, today=on)


def section_of(reader: Any) -> Any:
    shown = list(sections.network_sections("essai", reader))
    return shown[0] if shown else None


def test_a_network_without_a_group_shows_none(network: Network, people: Cast):
    assert section_of(people.coordinator) is None
    assert list(sections.network_sections("absent", people.coordinator)) == []
    keep_objective(by=None, network=network, objective=Objective(year=2026, rank=1, text_fr="Peser"))
    assert section_of(NOBODY) is not None, "an objective is read by everybody"


def test_a_body_that_its_network_alone_reads_opens_no_section_to_others(network: Network, people: Cast):
    make_body(by=None, network=network, body=Body(name_fr="Bureau", kind=BodyKind.ELECTED, slug="bureau"))
    assert section_of(people.reader) is not None
    assert section_of(NOBODY) is None


def test_the_home_shows_the_next_meeting_three_decisions_and_the_objectives_of_the_last_year(
    body: Body, people: Cast, today: date
):
    for rank in range(4):
        decide(body, f"D{rank}", today - timedelta(days=9 - rank), is_public=rank != 3)
    for days, title in ((5, "Après"), (2, "Bientôt"), (-3, "Passée")):
        plan(body, today + timedelta(days=days), title=title)
    for year, rank, text in ((2025, 1, "Ancien"), (2026, 1, "Un"), (2026, 2, "Deux")):
        keep_objective(by=None, network=body.network, objective=Objective(year=year, rank=rank, text_fr=text))

    def told(reader: Any) -> tuple[Sequence[str], Sequence[str], Sequence[str], int]:
        section = section_of(reader)
        return (
            [row["title"] for row in section.context["coming"]],
            [row["decision"].title for row in section.context["rows"]],
            [row["text"] for row in section.context["objectives"]],
            section.count,
        )

    assert told(people.reader) == (["Bientôt"], ["D3", "D2", "D1"], ["Un", "Deux"], 4)
    assert told(NOBODY) == (["Bientôt"], ["D2", "D1", "D0"], ["Un", "Deux"], 3)
    assert len(section_of(NOBODY).context["figures"]) == 1


def test_what_is_offered_for_a_network_is_what_its_reader_reads(body: Body, people: Cast, today: date):
    decide(body, "Interne", today, is_public=False)
    make_body(by=None, network=body.network, body=Body(name_fr="Bureau", kind=BodyKind.ELECTED, slug="bureau"))
    counts = [[rows.count() for rows in sections.holds_group("essai", reader)] for reader in (people.reader, NOBODY)]
    assert counts == [[2, 1, 0], [1, 0, 0]]


def test_the_last_decisions_of_a_network_are_those_of_its_members_too(body: Body, people: Cast, today: date):
    for rank in range(4):
        decide(body, f"D{rank}", date(2026, 1, 1 + rank), is_public=rank != 3)
    lines = [plain(line.words) for line in sections.decided_in_network("essai", NOBODY).decided]
    assert lines == ["D2 (3 janvier 2026)", "D1 (2 janvier 2026)", "D0 (1ᵉʳ janvier 2026)"]
    inside = [plain(line.words)[:2] for line in sections.decided_in_network("essai", people.reader).decided]
    assert inside == ["D3", "D2", "D1"]
    assert sections.decided_for_member(HERE, NOBODY) == sections.decided_in_network("essai", NOBODY)
    assert not sections.decided_for_member("999999999", NOBODY).decided
    assert not sections.decided_in_network("absent", NOBODY).decided


def test_the_desk_says_what_waits_for_who_sits_and_for_nobody_else(body: Body, people: Cast, today: date):
    bea = seat_of(body, "Bea")
    for what, days in (("Hier", -1), ("Dans une semaine", 7), ("Plus tard", 8)):
        assign_task(
            by=None, owner=bea, what=what, due_on=today + timedelta(days=days), given_on=today - timedelta(days=9)
        )
    done = assign_task(by=None, owner=bea, what="Fait", due_on=today, given_on=today)
    take(TASK, "finish_task", done, by=None, at=today)
    for days, title in ((4, "Après"), (2, "Bientôt")):
        plan(body, today + timedelta(days=days), title=title)

    def titles(person: Any) -> list[str]:
        return [plain(item.title) for item in sections.desk_lines(person)]

    assert titles(people.contributor) == ["2 tâches du groupe de travail", "Bientôt"]
    assert titles(people.officer) == ["Bientôt"], "who sits and carries nothing"
    assert titles(people.reader) == titles(people.outsider) == []
    ranks = [item.rank for item in sections.desk_lines(people.contributor)]
    assert ranks == sorted(ranks), "the most urgent first"
    with in_language("en"):
        assert "2" in titles(people.contributor)[0]
        assert "tâches" not in titles(people.contributor)[0]


def test_the_coordination_sees_what_nobody_carries(body: Body, people: Cast, today: date):
    zoe = seat_of(body, "Zoé")
    decide(body, "De personne", today, due_on=today)
    decide(body, "Appliquée", today, due_on=today, link=LinkKind.AT_ONCE)
    assert [plain(item.title) for item in sections.desk_lines(people.coordinator)] == ["1 échéance sans responsable"]
    assign_task(by=None, owner=zoe, what="De Zoé", due_on=today, given_on=SINCE)
    assert [plain(item.title) for item in sections.desk_lines(people.coordinator)] == ["2 échéances sans responsable"]
    assert list(sections.desk_lines(people.officer)) == []


def test_days_of_somebody_are_her_tasks_her_decisions_and_the_meetings(body: Body, people: Cast, today: date):
    bea, ada = seat_of(body, "Bea"), seat_of(body, "Ada")
    soon = today + timedelta(days=30)
    task = assign_task(by=None, owner=bea, what="Écrire", due_on=soon, given_on=today)
    assign_task(by=None, owner=ada, what="D’Ada", due_on=soon, given_on=today)
    carried = decide(body, "Trier", today, owner=bea.pk, due_on=soon)
    decide(body, "Sans jour", today, owner=bea.pk)
    decide(body, "D’emblée", today, owner=bea.pk, due_on=soon, link=LinkKind.AT_ONCE)
    gone = decide(body, "Retirée", today, owner=bea.pk, due_on=soon)
    take(DECISION, "withdraw_decision", gone, by=None, at=today, reason="Faux")
    meeting = plan(body, soon)
    cancelled = plan(body, soon, title="Annulée")
    take(MEETING, "cancel_meeting", cancelled, by=None, at=today, reason="")
    days = {item.uid: (item.day, plain(item.title)) for item in sections.group_days(people.contributor, today)}
    assert set(days) == {f"task-{task.pk}", f"decision-{carried.slug}", f"meeting-{meeting.slug}"}
    assert {day for day, _title in days.values()} == {soon}
    assert "Trier" in days[f"decision-{carried.slug}"][1]
    assert list(sections.group_days(people.outsider, today)) == []
    Seat.objects.filter(pk=bea.pk).update(until=today)
    assert list(sections.group_days(people.contributor, today)) == [], "who sits no more follows no more"


def test_the_part_of_the_coordination_says_what_is_known_and_what_comes(body: Body, people: Cast, today: date):
    bea = seat_of(body, "Bea")
    assign_task(by=None, owner=bea, what="Écrire", due_on=today + timedelta(days=7), given_on=today)
    assign_task(by=None, owner=bea, what="Loin", due_on=today + timedelta(days=8), given_on=today)
    plan(body, today, title="Ce jour")
    step = sections.group_step("essai", people.coordinator)
    assert (step.is_done, plain(step.known)) == (True, "1 instance.")
    assert [(day.day, plain(day.what), day.who) for day in step.days if "Ce jour" in day.what] == [
        (today, "Ce jour", "")
    ]
    assert [(plain(day.what).count("Écrire"), day.who) for day in step.days if day.who] == [(1, "Bea")]
    Body.objects.update(is_public=False)
    assert sections.group_step("essai", NOBODY).known == "Aucune instance."
    assert not sections.group_step("essai", NOBODY).is_done


def test_a_search_gives_bodies_and_decisions_to_who_may_read_them(body: Body, people: Cast, today: date):
    decide(body, "Trier le verre", today, is_public=False)
    (inside,) = sections.search_decisions("verre", people.reader)
    assert (plain(inside.title).endswith(": Trier le verre"), inside.kind, inside.excerpt) == (
        True,
        "décision",
        "On trie.",
    )
    assert sections.search_decisions("verre", NOBODY) == []
    assert sections.search_decisions("absent", people.reader) == []
    (hit,) = sections.search_bodies("conférence", NOBODY)
    assert (hit.title, hit.kind, hit.excerpt, hit.ref) == ("Conférence", "instance", "Décide", "body:conference")
    Body.objects.update(is_public=False)
    decide(body, "Peser", today)  # a search is kept until something is written
    assert sections.search_bodies("conférence", NOBODY) == []
    assert len(sections.search_bodies("conférence", people.reader)) == 1


def test_a_search_gives_ten_decisions_at_most(body: Body, people: Cast, today: date):
    for rank in range(12):
        decide(body, f"Verre {rank}", today, is_public=rank % 6 != 0)
    assert len(sections.search_decisions("verre", NOBODY)) == 10
    assert len(sections.search_decisions("verre", people.reader)) == 10


def test_the_feed_tells_public_decisions_and_those_withdrawn(body: Body, today: date):
    decide(body, "Interne", today, is_public=False)
    kept, gone = decide(body, "Trier", date(2026, 5, 21)), decide(body, "Peser", date(2026, 5, 21))
    take(DECISION, "withdraw_decision", gone, by=None, at=today, reason="Faux")
    told = {item.title.fr: item for item in published._decisions()}
    assert set(told) == {"Trier", "Peser"}
    assert (told["Trier"].key, told["Trier"].on, kept.slug in told["Trier"].path) == (kept.number, today, True)
    assert told["Trier"].summary.fr == f"Décision {kept.number} du 2026-05-21, Réseau d’essai."
    assert told["Peser"].summary.en == f"Withdrawn. Decision {gone.number} of 2026-05-21, Trial network."


def test_calendars_are_those_of_public_bodies(body: Body):
    ((name, path),) = published._calendars("essai")
    assert (name.fr, "conference" in path) == ("Conférence", True)
    Body.objects.update(is_public=False)
    assert published._calendars("essai") == []


@pytest.fixture
def link(meeting: Meeting) -> MailLink:
    seat = seat_of(meeting.body, "Bea")
    participation = Participation.objects.create(meeting=meeting, seat=seat)
    return MailLink.objects.create(participation=participation, seat=seat)


@pytest.mark.parametrize("kind", ["invitation", "moved", "reminder"])
def test_a_message_about_a_meeting_says_when_where_and_how_to_answer(meeting: Meeting, link: MailLink, kind: str):
    Meeting.objects.update(place="Mairie")
    meeting.refresh_from_db()
    with in_language("en"):
        email = render_meeting(meeting, link.seat, kind, site=SITE, link=link)
    text = plain(email.body)
    assert "21 mai 2026, de 14:00 à 16:00" in text
    assert text.startswith("Bonjour Bea,")
    address, _second, _signature = link_address(link, site=SITE).rsplit(":", 2)  # both change with the time
    assert address in text
    assert f"{SITE}/groupe/reunions/{meeting.slug}/" in text, "in French, whatever the language of who sends it"
    assert "\n" not in email.subject


def test_a_cancellation_has_no_link_to_answer(meeting: Meeting):
    Meeting.objects.update(state="cancelled", cancelled_for="Crue")
    meeting.refresh_from_db()
    email = render_meeting(meeting, Seat.objects.get(body=meeting.body, name=""), "cancelled", site=SITE)
    text = plain(email.body)
    assert ("Crue" in text, "sert une fois" in text, text.startswith("Bonjour,")) == (True, False, True)


def test_a_reminder_says_whether_it_is_of_a_task_or_of_a_decision(body: Body, today: date):
    bea = seat_of(body, "Bea")
    assign_task(by=None, owner=bea, what="Écrire", due_on=today, given_on=today)
    decide(body, "Trier", today, owner=bea.pk, due_on=today)
    texts = []
    for item in waiting_for_owners(body.network, on=today):
        link = MailLink.objects.create(seat=bea, **{"task" if item.task else "decision": item.thing})
        with in_language("en"):
            email = render_due(item, link, site=SITE)
        texts.append(("Vous avez une tâche" in email.body, "Vous suivez une décision" in email.body))
        assert link_address(link, site=SITE).rsplit(":", 2)[0] in email.body  # what follows tells the second of writing
        assert plain(email.subject).startswith("Échéance du")
    assert sorted(texts) == [(False, True), (True, False)]
