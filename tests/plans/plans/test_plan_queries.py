"""Who reads which plans: drafts by their own people, published ones by everybody, each query with its own bounds."""

from dataclasses import replace

import pytest
from django.utils import timezone

from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.registry import OPERATOR, PUBLIC
from autan.ground.errors import UnknownError
from autan.people.accounts.models import Person
from autan.people.workflows.actions import take
from autan.plans.plans.actions.plans import save_section, start_plan
from autan.plans.plans.actions.workflow import PLAN
from autan.plans.plans.core.plans import LineInput, PlanHeading, PlanKind
from autan.plans.plans.models import Plan
from autan.plans.plans.queries.plans import (
    all_plans,
    content_of,
    contents_of,
    find_plans,
    gather,
    member_plans,
    network_of,
    plans_in,
    plans_named,
    plans_of,
    published_plans,
    searched_lines,
    searched_plans,
    succession_of,
    successors,
    target_lines,
    with_typed,
)
from autan.territories.networks.models import Network, Territory
from tests.cast import Cast
from tests.kept_rows import written_again
from tests.plans.plans.conftest import MURETAIN, SICOVAL
from tests.plans.plans.making import A, B, C, held, line

TARGET = {"quantity": "ghg", "kind": "change", "value": "-40", "unit": "pct", "base_year": "2008", "horizon": "2030"}


def publish(plan: Plan, people: Cast) -> None:
    take(PLAN, "publish_plan", plan, by=people.coordinator, at=timezone.now())


@pytest.fixture
@written_again
def other(plan: Plan, people: Cast) -> Plan:
    """A published agenda of the other member, beside the draft of the first."""
    territory = Territory.objects.get(siren=MURETAIN)
    agenda = start_plan(
        by=people.coordinator,
        heading=PlanHeading(slug="agenda", title="Agenda 21 du Muretain", kind=PlanKind.AGENDA_21),
        subjects=[territory],
    )
    publish(agenda, people)
    return agenda


def slugs(plans: object) -> list[str]:
    return [plan.heading.slug for plan in plans]  # type: ignore[attr-defined]


def test_plans_named_are_those_that_are_named_drafts_too(plan: Plan, other: Plan):
    assert list(plans_named([plan.slug])) == [plan.slug]
    assert set(plans_named([plan.slug, other.slug, "absent"])) == {plan.slug, other.slug}
    assert plans_named([]) == {}


def test_of_plans_that_are_named_a_reader_gets_those_that_she_may_read(
    plan: Plan, other: Plan, people: Cast, neighbour: Person
):
    named = [plan.slug, other.slug]
    for reader in (people.coordinator, people.officer, people.contributor, people.reader, OPERATOR):
        assert set(find_plans(named, reader=reader)) == {plan.slug, other.slug}
    for reader in (people.outsider, neighbour, PUBLIC):
        assert list(find_plans(named, reader=reader)) == [other.slug]
    assert find_plans(["absent"], reader=OPERATOR) == {}


def test_the_plans_of_a_territory_are_its_own(plan: Plan, other: Plan, people: Cast):
    assert slugs(plans_of(SICOVAL, reader=people.officer)) == [plan.slug]
    assert plans_of(SICOVAL, reader=PUBLIC) == ()
    assert slugs(plans_of(MURETAIN, reader=PUBLIC)) == [other.slug]


def test_a_network_publishes_the_plans_of_its_members_then_its_own(
    plan: Plan, other: Plan, people: Cast, network: Network
):
    of_all = start_plan(
        by=people.coordinator, heading=PlanHeading(slug="commun", title="Commun", kind=PlanKind.OWN), network=network
    )
    assert slugs(published_plans("essai")) == [other.slug]
    publish(of_all, people)
    publish(plan, people)
    assert slugs(published_plans("essai"))[-1] == "commun"
    assert set(slugs(published_plans("essai"))) == {plan.slug, other.slug, "commun"}
    assert published_plans("absent") == ()


def test_a_plan_of_two_members_comes_once(people: Cast, network: Network):
    both = list(Territory.objects.filter(siren__in=(SICOVAL, MURETAIN)))
    joint = start_plan(by=people.coordinator, heading=PlanHeading(title="Joint", kind=PlanKind.PCAET), subjects=both)
    publish(joint, people)
    assert slugs(published_plans("essai")) == slugs(plans_in("essai")) == [joint.slug]
    members = member_plans("essai", [SICOVAL, MURETAIN])
    assert {siren: plan.heading.slug for siren, plan in members.plans.items() if plan} == {
        SICOVAL: joint.slug,
        MURETAIN: joint.slug,
    }


def test_a_member_that_left_takes_its_plans_along(other: Plan, network: Network):
    network.memberships.filter(territory__siren=MURETAIN).update(valid_to=timezone.localdate())
    assert (published_plans("essai"), slugs(plans_in("essai"))) == ((), ["sicoval-pcaet"])
    assert slugs(all_plans()).count(other.slug) == 1


def test_who_makes_an_edition_reads_every_plan_of_the_network(plan: Plan, other: Plan):
    assert set(slugs(plans_in("essai"))) == set(slugs(all_plans())) == {plan.slug, other.slug}
    with pytest.raises(UnknownError):
        plans_in("absent")


def test_plans_are_read_in_two_queries_whatever_their_number(plan: Plan, other: Plan, django_assert_num_queries):
    save_section(by=None, plan=plan, section="targets", lines=[LineInput(key="", typed=TARGET)])
    records = list(Plan.objects.prefetch_related("subjects").select_related("network", "follows").order_by("slug"))
    with django_assert_num_queries(2):
        contents = contents_of(records)
    assert [(content.record.slug, len(content.lines)) for content in contents] == [("agenda", 0), (plan.slug, 1)]
    assert contents[1].revisions == {"targets/1": 1}


def test_the_targets_of_territories_follow_the_rights_of_their_plans(plan: Plan, other: Plan, people: Cast):
    for record in (plan, other):
        save_section(by=None, plan=record, section="targets", lines=[LineInput(key="", typed=TARGET)])
    save_section(by=None, plan=plan, section="partners", lines=[LineInput(key="", typed={"name": "ADEME"})])
    both = target_lines([SICOVAL, MURETAIN], reader=people.officer)
    assert [
        (heading.slug, [line.section for line in lines])
        for heading, lines in sorted(both, key=lambda pair: pair[0].slug)
    ] == [
        ("agenda", ["targets"]),
        (plan.slug, ["targets"]),
    ]
    assert [heading.slug for heading, _lines in target_lines([SICOVAL, MURETAIN], reader=PUBLIC)] == ["agenda"]
    assert target_lines([SICOVAL], reader=PUBLIC) == ()


def test_what_could_not_be_kept_is_shown_over_what_was(plan: Plan):
    save_section(by=None, plan=plan, section="partners", lines=[LineInput(key="", typed={"name": "ADEME"})])
    content = content_of(Plan.objects.get(pk=plan.pk))
    typed = {
        "partners": [LineInput(key="1", typed={"name": "Région"}), LineInput(key="2", typed={"name": ""})],
        "steps": [LineInput(key="adoption", typed={"status": "done"})],
    }
    shown = with_typed(content, typed)
    assert [(line.ref, line.text("name") or line.text("status")) for line in shown.lines] == [
        ("partners/1", "Région"),
        ("steps/adoption", "done"),
    ]
    assert [line.text("name") for line in content.lines] == ["ADEME"]


def test_the_people_of_a_plan_are_those_of_its_network_or_of_its_first_member(
    plan: Plan, people: Cast, network: Network
):
    common = start_plan(by=people.coordinator, heading=PlanHeading(title="Commun", kind=PlanKind.OWN), network=network)
    assert (network_of(plan), network_of(common)) == ("essai", "essai")
    network.memberships.update(valid_to=timezone.localdate())
    assert network_of(common) == "essai"


def test_a_succession_shows_the_published_plans_and_the_one_that_is_read(plan: Plan, people: Cast, member: Territory):
    def start(slug: str, follows: str) -> Plan:
        heading = PlanHeading(slug=slug, title=slug, kind=PlanKind.PCAET, follows=follows)
        return start_plan(by=people.officer, heading=heading, subjects=[member])

    second = start("second", plan.slug)
    third = start("third", "second")
    assert succession_of(second) == [second], "drafts stay to their own people"
    publish(plan, people)
    publish(third, people)
    second.refresh_from_db()
    assert [record.slug for record in succession_of(second)] == [plan.slug, "second", "third"]
    assert [record.slug for record in succession_of(Plan.objects.get(pk=third.pk))] == [plan.slug, "third"]
    assert successors() == {plan.slug: "", "second": plan.slug, "third": "second"}


def test_a_search_reads_what_is_published_alone(plan: Plan, other: Plan, people: Cast):
    lines = [LineInput(key="", typed={"name": "ADEME"}, evidence=[EvidenceRef(kind="fact", key="W1")])]
    save_section(by=None, plan=plan, section="partners", lines=lines)
    kinds, _invented, rows = searched_plans()
    assert (kinds, [title for _key, title, _text in rows]) == ({"agenda": "agenda_21"}, ["Agenda 21 du Muretain"])
    assert searched_lines() == ({}, ())
    publish(plan, people)
    kinds, _invented, _rows = searched_plans()
    assert set(kinds) == {"agenda", plan.slug}
    stored, (searched,) = searched_lines()
    assert list(stored) == [searched[0]]
    assert "ADEME" in searched[2]


def test_the_plan_that_stands_for_a_member_is_the_adopted_one():
    adoption = line("steps", "adoption", status="done", date="2019")
    adopted = held(adoption, slug="a-pcaet")
    coming = held(slug="a-next", follows="a-pcaet")
    agenda = held(slug="b-agenda", kind=PlanKind.AGENDA_21, sirens=(B, C))
    gathered = gather("entente", [A, B], [adopted, coming, agenda])
    assert (gathered.plans, gathered.which) == ({A: adopted, B: agenda}, "current")
    assert list(gathered.plans) == [A, B], "C was not asked for"
    of_kind = gather("entente", [A, B], [adopted, coming, agenda], kind=PlanKind.PCAET, without=frozenset({B}))
    assert (of_kind.plans, of_kind.which, of_kind.without) == ({A: adopted, B: None}, "pcaet", frozenset({B}))
    done = replace(coming, digest=held(adoption, slug="a-next", follows="a-pcaet").digest)
    assert gather("entente", [A], [adopted, done]).plans[A] is done
