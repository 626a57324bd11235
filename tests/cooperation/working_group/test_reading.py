"""What readers of the group give: bodies, seats, meetings and decisions of those who may read them, in their order."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from autan.cooperation.crossreading.actions.contradictions import review_contradiction
from autan.cooperation.crossreading.core.contradictions import ReviewStatus
from autan.cooperation.crossreading.queries.contradictions import network_contradictions
from autan.cooperation.working_group.actions.bodies import make_body
from autan.cooperation.working_group.actions.decisions import assign_task, keep_objective, record_decision
from autan.cooperation.working_group.actions.workflow import DECISION, MEETING, TASK
from autan.cooperation.working_group.core.bodies import AgendaKind, BodyKind
from autan.cooperation.working_group.core.decisions import DecisionDraft
from autan.cooperation.working_group.core.progress import DecisionFilter, LinkKind, ProgressState
from autan.cooperation.working_group.models import Body, Decision, Meeting, Objective, Participation, Seat, Task
from autan.cooperation.working_group.queries.bodies import (
    bodies_of,
    coming_meetings,
    export_seats,
    find_body,
    find_followed_body,
    find_link,
    find_meeting,
    find_seat,
    held_on,
    meetings_of,
    meetings_of_body,
    own_seat,
    participations_in,
    searched_bodies,
    seats_in,
    seats_of_person,
    seats_of_subject,
)
from autan.cooperation.working_group.queries.decisions import (
    decisions_in,
    decisions_of_meeting,
    find_decision,
    find_objective,
    find_task,
    followed_decisions,
    next_objective_rank,
    objectives_of,
    read_indicator,
    tasks_of,
    waiting_for_owners,
    years_of,
)
from autan.cooperation.working_group.queries.figures import find_group_figure, group_figures, open_candidates
from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.queries.registry import OPERATOR
from autan.ground.errors import UnknownError
from autan.ground.extension_points import DataSubject
from autan.people.accounts.models import Person
from autan.people.workflows.actions import take
from autan.plans.indicators.actions.indicators import set_targets
from autan.plans.indicators.core.values import TargetPoint
from autan.plans.indicators.models import Indicator
from autan.plans.plans.actions.imports import import_plans
from autan.territories.networks.models import Network, Territory
from tests.cast import Cast
from tests.cooperation.crossreading.conftest import PLANS
from tests.cooperation.working_group.conftest import LEFT, SINCE, plan, seat_of
from tests.plans.indicators.conftest import follow, give

DAY, TODAY = date(2026, 5, 21), date(2026, 11, 26)
NOBODY = AnonymousUser()


@pytest.fixture
def inner(body: Body) -> Body:
    """A second body, that its network alone reads, whose name comes first."""
    words = {"name_fr": "Bureau", "name_en": "Board", "kind": BodyKind.ELECTED}
    return make_body(by=None, network=body.network, body=Body(**words, slug="bureau"))


def decide(body: Body, title: str = "Trier", *, is_public: bool = True, **changes: Any) -> Decision:
    meeting = changes.pop("meeting", None)
    draft = DecisionDraft(**({"title": title, "decided_on": DAY, "text": "On trie.", "present": 3} | changes))
    draft = replace(draft, is_public=is_public)
    return record_decision(by=None, body=body, draft=draft, today=TODAY, meeting=meeting)


def test_a_body_that_is_not_public_is_read_by_its_network(
    body: Body, inner: Body, people: Cast, neighbour: Person
) -> None:
    for reader, slugs in (
        (people.reader, {"conference", "bureau"}),
        (people.outsider, {"conference"}),
        (neighbour, {"conference"}),
        (NOBODY, {"conference"}),
    ):
        assert {each.slug for each in bodies_of(body.network, reader=reader)} == slugs
        for slug in ("conference", "bureau"):
            if slug in slugs:
                assert find_body(slug, reader=reader).slug == slug
                continue
            with pytest.raises(UnknownError, match="aucune instance «\u202fbureau\u202f»"):
                find_body(slug, reader=reader)
    assert bodies_of(Network.objects.get(slug="voisin"), reader=OPERATOR) == []
    bodies, searched = searched_bodies()
    assert set(bodies) == {"conference", "bureau"}
    assert ("conference", "Conférence Conference", "Décide") in searched


def test_a_calendar_is_followed_from_inside_by_its_network_or_its_own_key(
    body: Body, inner: Body, people: Cast
) -> None:
    for slug, reader, key, is_inside in (
        ("conference", NOBODY, "", False),
        ("conference", NOBODY, body.feed_key.hex, True),
        ("conference", NOBODY, inner.feed_key.hex, False),
        ("bureau", NOBODY, inner.feed_key.hex, True),
        ("bureau", people.reader, "", True),
    ):
        followed, is_from_inside = find_followed_body(slug, reader=reader, key=key)
        assert (followed.slug, is_from_inside) == (slug, is_inside)
    for slug, key in (("bureau", body.feed_key.hex), ("bureau", ""), ("rien", inner.feed_key.hex)):
        with pytest.raises(UnknownError, match="aucune instance"):
            find_followed_body(slug, reader=people.outsider, key=key)


def test_seats_are_those_of_the_body_the_day_and_the_person(body: Body, inner: Body, people: Cast) -> None:
    bea = seat_of(body, "Bea")
    Seat.objects.create(body=inner, name="Autre", role="member")
    assert {seat.shown_name for seat in seats_in(body)} == {"Ada", "Bea", "Cid", "Ici", "Zoé"}
    before = LEFT - timedelta(days=1)
    for day, count in ((SINCE - timedelta(days=1), 0), (SINCE, 5), (before, 5), (LEFT, 4)):
        assert len(held_on(list(seats_in(body)), day)) == count
    assert own_seat(people.contributor, body, DAY) == bea
    assert own_seat(people.contributor, inner, DAY) is None
    assert own_seat(people.contributor, body, SINCE - timedelta(days=1)) is None
    assert own_seat(NOBODY, body, DAY) is own_seat(people.reader, body, DAY) is None
    assert seats_of_person(people.contributor, DAY) == [bea]
    assert seats_of_person(people.contributor, date(2020, 1, 1)) == seats_of_person(people.reader, DAY) == []
    assert find_seat(bea.pk) == bea
    with pytest.raises(UnknownError, match="aucun siège 0"):
        find_seat(0)


def test_meetings_are_read_newest_first_and_come_next_first(body: Body, inner: Body, people: Cast) -> None:
    late, early = plan(body, date(2026, 6, 4)), plan(body, DAY)
    morning = plan(body, DAY, begins=time(9), ends=time(10))
    hidden = plan(body, date(2026, 7, 1), is_public=False)
    elsewhere = plan(inner, date(2026, 8, 1))
    network, public = body.network, [late, early, morning]
    assert list(meetings_of(network, reader=NOBODY))[:2] == [elsewhere, late]
    assert set(meetings_of(network, reader=people.outsider)) == {*public, elsewhere}
    assert set(meetings_of(network, reader=people.reader)) == {*public, hidden, elsewhere}
    assert {*meetings_of_body(body, is_inside=True)} == {*public, hidden}
    assert {*meetings_of_body(body, is_inside=False)} == set(public)
    with pytest.raises(UnknownError, match="aucune réunion"):
        find_meeting(hidden.slug, reader=NOBODY)
    assert find_meeting(hidden.slug, reader=people.reader) == hidden
    everything = meetings_of(network, reader=OPERATOR)
    assert coming_meetings(everything, DAY) == [morning, early, late, hidden, elsewhere]
    take(MEETING, "cancel_meeting", late, by=None, at=DAY, reason="")
    assert coming_meetings(everything, DAY + timedelta(days=1)) == [hidden, elsewhere]


def test_who_comes_is_told_to_those_who_may_read_who_sits(body: Body, meeting: Meeting, people: Cast) -> None:
    rows = [
        Participation.objects.create(meeting=meeting, seat=seat_of(body, name), answer="comes")
        for name in ("Cid", "Ada")
    ]
    assert participations_in(meeting, reader=NOBODY) == sorted(rows, key=lambda row: row.seat_id)
    meeting.body.is_public = False
    assert participations_in(meeting, reader=NOBODY) == ()
    assert len(participations_in(meeting, reader=people.reader)) == 2


def test_what_is_held_of_somebody_is_found_by_account_or_by_address(body: Body, people: Cast, meeting: Meeting) -> None:
    bea = seat_of(body, "Bea")
    for seat in (bea, seat_of(body, "Cid")):
        Participation.objects.create(meeting=meeting, seat=seat, answer="comes", attendance="present")
    assert seats_of_subject(DataSubject(email=people.contributor.email.upper(), person=None)) == [bea]
    assert seats_of_subject(DataSubject(email="", person=people.contributor.pk)) == [bea]
    assert seats_of_subject(DataSubject(email="", person=None)) == []
    assert seats_of_subject(DataSubject(email="rien@exemple.fr", person=people.reader.pk)) == []
    exported, answer = export_seats(DataSubject(email="", person=people.contributor.pk))
    assert exported == {"body": "conference", "name": "Bea", "role": "member", "since": SINCE, "until": None}
    assert answer == {"meeting": meeting.slug, "answer": "comes", "attendance": "present", "at": None}


def test_a_link_that_was_not_signed_here_is_none() -> None:
    for token in ("", "rien", "a:b:c"):
        with pytest.raises(UnknownError, match="n’est pas valable"):
            find_link(token)


def test_decisions_are_those_a_reader_may_read_newest_first(
    body: Body, inner: Body, meeting: Meeting, people: Cast
) -> None:
    first = decide(body, "Trier", decided_on=date(2025, 6, 1))
    second = decide(body, "Compter", meeting=meeting)
    hidden = decide(body, "Taire", is_public=False, meeting=meeting)
    network = body.network
    assert list(decisions_in(network, reader=NOBODY)) == [second, first]
    assert set(decisions_in(network, reader=people.reader)) == {first, second, hidden}
    assert decisions_of_meeting(meeting, reader=NOBODY) == [second]
    assert decisions_of_meeting(meeting, reader=people.reader) == [second, hidden]
    assert years_of(network, reader=NOBODY) == [2026, 2025]
    with pytest.raises(UnknownError, match="aucune décision"):
        find_decision(hidden.slug, reader=people.outsider)
    assert find_decision(hidden.slug, reader=people.reader) == hidden


def test_a_filter_keeps_decisions_of_a_year_a_body_a_state_and_words(body: Body, inner: Body) -> None:
    Seat.objects.create(body=inner, name="Eve", role="member", since=SINCE)
    old = decide(body, "Trier le papier", decided_on=date(2025, 6, 1), link=LinkKind.AT_ONCE)
    new = decide(body, "Compter", text="Les bennes de papier.")
    other = decide(inner, "Planter", present=1)
    gone = decide(body, "Vendre")
    take(DECISION, "withdraw_decision", gone, by=None, at=TODAY, reason="Erreur")

    def kept(**asked: Any) -> set[str]:
        followed = followed_decisions(body.network, DecisionFilter(**asked), reader=OPERATOR, today=TODAY)
        return {each.decision.title for each in followed}

    titles = {each.title for each in (old, new, other, gone)}
    assert kept() == kept(year=None, body="", text="") == titles
    assert (kept(year=2025), kept(year=2026)) == ({old.title}, titles - {old.title})
    assert kept(year=10_000) == kept(year=1999) == kept(body="rien") == kept(text="zorg") == set()
    assert kept(body="bureau") == {other.title}
    assert kept(text="PAPIER") == {old.title, new.title}
    assert kept(state=ProgressState.AT_ONCE) == {old.title}
    assert kept(state=ProgressState.WITHDRAWN) == {gone.title}
    assert kept(state=ProgressState.UNKNOWN, text="papier") == {new.title}


def test_objectives_and_tasks_are_found_ranked_and_read_in_order(body: Body, network: Network) -> None:
    assert next_objective_rank(network, 2026) == 1
    for year, text in ((2025, "Lire"), (2026, "Compter")):
        keep_objective(by=None, network=network, objective=Objective(year=year, rank=1, text_fr=text))
    assert [objective.year for objective in objectives_of(network)] == [2026, 2025]
    assert (next_objective_rank(network, 2026), next_objective_rank(network, 2027)) == (2, 1)
    objective = objectives_of(network)[0]
    assert find_objective(objective.pk) == objective
    bea, cid = seat_of(body, "Bea"), seat_of(body, "Cid")
    due = [
        assign_task(by=None, owner=owner, what=what, due_on=day, given_on=DAY)
        for owner, what, day in ((bea, "Écrire", date(2026, 7, 1)), (cid, "Chiffrer", date(2026, 6, 1)))
    ]
    assert list(tasks_of(network)) == [due[1], due[0]]
    assert find_task(due[0].pk) == due[0]
    for find, words in ((find_objective, "aucun objectif 0"), (find_task, "aucune tâche 0")):
        with pytest.raises(UnknownError, match=words):
            find(0)


def test_what_is_due_within_a_week_waits_for_its_owner_the_oldest_first(body: Body, network: Network) -> None:
    bea, zoe = seat_of(body, "Bea"), seat_of(body, "Zoé")
    for what, days in (("Demain", 1), ("Dans une semaine", 7), ("Plus tard", 8), ("Hier", -1)):
        Task.objects.create(network=network, owner=bea, what=what, due_on=TODAY + timedelta(days=days))
    done = Task.objects.create(network=network, owner=bea, what="Fait", due_on=TODAY)
    take(TASK, "finish_task", done, by=None, at=TODAY)
    Task.objects.create(network=network, owner=zoe, what="De Zoé", due_on=TODAY)
    nobodys = decide(body, "De personne", due_on=TODAY)
    decide(body, "D’emblée", due_on=TODAY, link=LinkKind.AT_ONCE)
    decide(body, "Sans jour")
    decide(body, "Bientôt", due_on=TODAY + timedelta(days=8))
    withdrawn = decide(body, "Retirée", due_on=TODAY)
    take(DECISION, "withdraw_decision", withdrawn, by=None, at=TODAY, reason="Erreur")
    waiting = waiting_for_owners(network, on=TODAY)
    named = f"{nobodys.number}\u00a0: De personne"
    assert [item.what for item in waiting] == ["Hier", named, "De Zoé", "Demain", "Dans une semaine"]
    assert [(item.what, item.task is None, item.has_left) for item in waiting[1:3]] == [
        (named, True, False),
        ("De Zoé", False, True),
    ]
    alone = waiting_for_owners(network, on=TODAY, without_owner=True)
    assert [item.what for item in alone] == [named, "De Zoé"]
    assert waiting_for_owners(network, on=LEFT - timedelta(days=1), without_owner=True) == []


def test_a_decision_is_on_the_agenda_from_its_day_of_review_or_its_due_date(body: Body, network: Network) -> None:
    reviewed = decide(body, "Revoir", review_on=date(2026, 6, 1), due_on=date(2026, 6, 1))
    late = decide(body, "Tenir", due_on=date(2026, 6, 3))
    drawn = {
        day: [(point.kind.value, point.key) for point in open_candidates(network, on=date(2026, 6, day))]
        for day in (1, 2, 3)
    }
    assert drawn[1] == drawn[2] == [("review", reviewed.slug)]
    assert set(drawn[3]) == {("review", reviewed.slug), ("late_decision", late.slug)}
    before = [point.key for point in open_candidates(network, on=date(2026, 5, 31))]
    assert before == []


def test_a_task_of_a_body_that_is_not_public_is_drawn_without_a_name(body: Body, network: Network) -> None:
    assign_task(by=None, owner=seat_of(body, "Bea"), what="Écrire", due_on=DAY, given_on=DAY)
    assert [point.title for point in open_candidates(network, on=DAY)] == ["Écrire (Bea)"]
    Body.objects.update(is_public=False)
    assert [point.title for point in open_candidates(network, on=DAY)] == ["Écrire"]
    assert open_candidates(network, on=DAY - timedelta(days=1)) == []


def test_open_contradictions_are_drawn_by_kind_with_their_number(network: Network) -> None:
    import_plans(by=None, text=PLANS, file="plans.yaml")

    def drawn() -> dict[str, str]:
        points = open_candidates(network, on=DAY)
        return {point.key: point.title for point in points if point.kind is AgendaKind.CONTRADICTION}

    before = drawn()
    assert before["target"] == "Contradictions : objectifs (1)"
    found = next(each for each in network_contradictions("essai") if each.kind == "target")
    review_contradiction(
        by=None, network=network, contradiction=found, status=ReviewStatus.ACCEPTED, reason="Deux plans"
    )
    assert drawn() == {key: title for key, title in before.items() if key != "target"}


def test_an_indicator_is_read_by_its_last_known_value_and_the_target_of_the_due_date(here: Territory) -> None:
    indicator = give(follow(here, "cycle_lanes"), 10.0, 12.0)
    nothing = read_indicator(indicator, due=None)
    assert (nothing.year, nothing.target, nothing.target_year, nothing.grows) == (2021, None, None, True)
    assert (nothing.written.fr.replace("\u00a0", " "), nothing.unit.fr) == ("12 km", "km")
    points = [(2030, 20.0, False), (2028, 11.0, False), (2040, 5.0, True)]
    targets = [TargetPoint(series="PCAET", year=year, value=value, is_limit=limit) for year, value, limit in points]
    set_targets(by=None, indicator=indicator, targets=targets)
    indicator = Indicator.objects.select_related("territory").get(pk=indicator.pk)
    for due, year, value in (
        (None, 2030, 20.0),
        (date(2026, 1, 1), 2028, 11.0),
        (date(2028, 12, 31), 2028, 11.0),
        (date(2029, 1, 1), 2030, 20.0),
        (date(2035, 1, 1), 2030, 20.0),
    ):
        reading = read_indicator(indicator, due=due)
        assert (due, reading.target_year, reading.target) == (due, year, value)
    unknown = read_indicator(follow(here, "ghg_total"), due=None)
    assert (unknown.year, unknown.lies, unknown.written.fr, unknown.grows) == (None, None, "", False)


def test_figures_count_what_is_public_and_stands(body: Body, network: Network) -> None:
    decide(body, link=LinkKind.AT_ONCE)
    decide(body, is_public=False)
    take(DECISION, "withdraw_decision", decide(body), by=None, at=TODAY, reason="Erreur")
    keep_objective(by=None, network=network, objective=Objective(year=2026, rank=1, text_fr="Compter"))
    figures = group_figures(network, "decisions", "carried_out", "objectives_reached", year=2026)
    assert [(figure.value, figure.known, figure.total) for figure in figures] == [(1, 1, 1), (1, 1, 1), (None, 0, 1)]
    assert figures[0].id == "group.essai.decisions.2026"
    assert figures[0].territories == ("999000016", "999000024")
    assert find_group_figure(FigureAddress.parse("group.rien.decisions")) is None
    assert find_group_figure(FigureAddress.parse("group.essai.rien")) is None
    found = find_group_figure(FigureAddress.parse("group.essai.decisions.2026"))
    assert found is not None
    assert (found.value, found.note.fr if found.note else "") == (1, "Décisions inventées, pour essayer.")
