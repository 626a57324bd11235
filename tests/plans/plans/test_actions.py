"""Who may write a plan, what is kept of it, and what the journal tells."""

from dataclasses import replace

import pytest
from django.utils import timezone

from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.registry import OPERATOR, PUBLIC
from autan.ground.errors import ConflictError, DomainError, NotAllowedError, UnknownError
from autan.ground.wordings import Text
from autan.people.accounts.models import Person
from autan.people.journal.models import JournalEntry
from autan.people.workflows.actions import take
from autan.plans.obligations.actions import state_competence
from autan.plans.obligations.core.competences import Holding
from autan.plans.plans.actions.plans import (
    MAX_LINES,
    StaleSectionError,
    change_heading,
    save_section,
    start_plan,
)
from autan.plans.plans.actions.proposals import accept_proposals, decide_proposal
from autan.plans.plans.actions.workflow import PLAN
from autan.plans.plans.core.plans import LineInput, PlanHeading, PlanKind, SuccessionError
from autan.plans.plans.core.proposals import ProposalSource, ProposedLine
from autan.plans.plans.core.sections import MAX_TYPED, UnknownFieldError
from autan.plans.plans.models import Plan, PlanLine
from autan.plans.plans.queries.plans import content_of, find_plan, member_plans
from autan.territories.networks.models import Network, Territory
from tests.cast import Cast
from tests.plans.plans.conftest import SICOVAL

HEADING = PlanHeading(title="Un plan", kind=PlanKind.PCAET)
ADOPTED = LineInput(key="adoption", typed={"status": "done", "date": "2019-06"})


def actor(people: Cast, neighbour: Person, name: str) -> Person:
    return neighbour if name == "neighbour" else getattr(people, name)


def last_entry() -> JournalEntry:
    return JournalEntry.objects.filter(room="plans").order_by("-id").first()


@pytest.mark.parametrize("name", ["officer", "coordinator"])
def test_officer_and_coordinator_begin_and_fill_a_plan(people: Cast, neighbour: Person, member: Territory, name: str):
    by = actor(people, neighbour, name)
    plan = start_plan(by=by, heading=HEADING, subjects=[member])
    assert (plan.slug, plan.is_published) == ("sicoval-pcaet", False)
    assert start_plan(by=by, heading=HEADING, subjects=[member]).slug == "sicoval-pcaet-2"
    assert save_section(by=by, plan=plan, section="steps", lines=[ADOPTED]) == 1
    entry = last_entry()
    assert (entry.by_id, entry.act, entry.object_id, entry.network) == (by.pk, "save_section", plan.slug, "essai")
    assert [(change.field, change.after) for change in entry.changes] == [
        ("adoption.status", "done"),
        ("adoption.date", "2019-06"),
    ]


@pytest.mark.parametrize("name", ["contributor", "reader", "outsider", "neighbour"])
def test_the_others_may_write_nothing(people: Cast, neighbour: Person, member: Territory, plan: Plan, name: str):
    by = actor(people, neighbour, name)
    proposal = ProposedLine(
        key="x", source=ProposalSource.FACT, section="steps", line="", typed={}, statement=Text("x", "x"), evidence=()
    )
    before = JournalEntry.objects.count()
    for refused in (
        lambda: start_plan(by=by, heading=HEADING, subjects=[member]),
        lambda: change_heading(by=by, plan=plan, heading=HEADING),
        lambda: save_section(by=by, plan=plan, section="steps", lines=[ADOPTED]),
        lambda: take(PLAN, "publish_plan", plan, by=by, at=timezone.now()),
        lambda: take(PLAN, "delete_plan", plan, by=by, at=timezone.now()),
        lambda: decide_proposal(by=by, plan=plan, proposal=proposal, is_accepted=False),
        lambda: state_competence(by=by, territory=member, competence="scot", holding=Holding.HELD, source="Statuts"),
    ):
        with pytest.raises(NotAllowedError):
            refused()
    assert JournalEntry.objects.count() == before


def test_only_the_coordination_begins_a_plan_of_the_network(people: Cast, neighbour: Person, network: Network):
    for by in (people.officer, people.reader, people.outsider, neighbour):
        with pytest.raises(NotAllowedError):
            start_plan(by=by, heading=HEADING, network=network)
    plan = start_plan(by=people.coordinator, heading=HEADING, network=network)
    assert (plan.as_core().network, plan.as_core().sirens) == ("essai", ())
    assert save_section(by=people.coordinator, plan=plan, section="steps", lines=[ADOPTED]) == 1


def test_a_plan_has_one_sort_of_subject_a_title_and_an_identifier_of_its_own(member: Territory, network: Network, plan):
    with pytest.raises(DomainError, match="un ou plusieurs territoires"):
        start_plan(by=None, heading=HEADING)
    with pytest.raises(DomainError, match="un ou plusieurs territoires"):
        start_plan(by=None, heading=HEADING, subjects=[member], network=network)
    with pytest.raises(DomainError, match="identifiant"):
        start_plan(by=None, heading=replace(HEADING, slug=plan.slug), subjects=[member])
    with pytest.raises(DomainError, match="titre"):
        start_plan(by=None, heading=PlanHeading(title=" ", kind=PlanKind.OWN), subjects=[member])


@pytest.mark.parametrize("name", ["coordinator", "officer", "contributor", "reader"])
def test_a_draft_is_read_by_its_own_people(people: Cast, neighbour: Person, plan: Plan, name: str):
    assert find_plan(plan.slug, reader=actor(people, neighbour, name)).record == plan


@pytest.mark.parametrize("name", ["outsider", "neighbour"])
def test_a_draft_is_not_found_by_others(people: Cast, neighbour: Person, plan: Plan, name: str):
    with pytest.raises(UnknownError, match="aucun plan «"):
        find_plan(plan.slug, reader=actor(people, neighbour, name))


def test_a_draft_counts_nowhere_and_a_published_plan_is_everybodys(people: Cast, plan: Plan):
    with pytest.raises(UnknownError, match="aucun plan «"):
        find_plan(plan.slug, reader=PUBLIC)
    assert member_plans("essai", [SICOVAL]).plans[SICOVAL] is None
    take(PLAN, "publish_plan", plan, by=people.officer, at=timezone.now())
    assert find_plan(plan.slug, reader=PUBLIC).held.heading.is_published
    assert member_plans("essai", [SICOVAL]).plans[SICOVAL] is not None
    take(PLAN, "withdraw_plan", plan, by=people.officer, at=timezone.now())
    assert last_entry().summary == "Plan retiré de la publication"


def test_the_product_publishes_no_real_plan_without_evidence(plan: Plan):
    with pytest.raises(DomainError, match="avec ce qui l’énonce"):
        take(PLAN, "publish_plan", plan, by=None, at=timezone.now())
    line = LineInput(key="adoption", typed={"status": "done"}, evidence=[EvidenceRef(kind="fact", key="W1")])
    save_section(by=None, plan=plan, section="steps", lines=[line])
    assert take(PLAN, "publish_plan", plan, by=None, at=timezone.now()).row.is_published


def test_what_is_typed_is_kept_even_when_it_cannot_be_read(plan: Plan):
    lines = [
        LineInput(key="", typed={"purpose": "Rénovation", "amount": "-3 M€"}),
        LineInput(key="", typed={"purpose": "Étude", "amount": "beaucoup"}),
        LineInput(key="", typed={"purpose": "", "amount": ""}),
    ]
    assert save_section(by=None, plan=plan, section="budget", lines=lines) == 2
    content = content_of(Plan.objects.get(pk=plan.pk))
    assert [(line.key, line.typed["amount"]) for line in content.lines] == [("1", "-3 M€"), ("2", "beaucoup")]
    assert content.held.digest.problem_count == 2
    assert content.record.digest["problems"] == 2


def test_saving_the_same_again_changes_nothing(plan: Plan):
    save_section(by=None, plan=plan, section="steps", lines=[ADOPTED])
    before = JournalEntry.objects.count()
    assert save_section(by=None, plan=plan, section="steps", lines=[ADOPTED]) == 0
    assert JournalEntry.objects.count() == before
    assert PlanLine.objects.get(plan=plan).revision == 1


def test_an_emptied_line_is_removed_and_the_journal_keeps_what_it_said(plan: Plan):
    save_section(by=None, plan=plan, section="steps", lines=[ADOPTED])
    assert (
        save_section(by=None, plan=plan, section="steps", lines=[LineInput(key="adoption", typed={"date": " "})]) == 1
    )
    assert not PlanLine.objects.filter(plan=plan).exists()
    assert {(change.field, change.before) for change in last_entry().changes} == {
        ("adoption.status", "done"),
        ("adoption.date", "2019-06"),
    }


def test_a_line_that_somebody_else_changed_is_not_written_over(people: Cast, plan: Plan):
    save_section(by=people.officer, plan=plan, section="steps", lines=[ADOPTED])
    later = LineInput(key="adoption", typed={"status": "done", "date": "2020"}, revision=1)
    assert save_section(by=people.coordinator, plan=plan, section="steps", lines=[later]) == 1
    stale = LineInput(key="adoption", typed={"status": "done", "date": "2021"}, revision=1)
    with pytest.raises(StaleSectionError, match="Coordinator"):
        save_section(by=people.officer, plan=plan, section="steps", lines=[stale])
    same = LineInput(key="adoption", typed={"status": "done", "date": "2020"}, revision=1)
    assert save_section(by=people.officer, plan=plan, section="steps", lines=[same]) == 0


@pytest.mark.parametrize(
    ("section", "line"),
    [
        ("nowhere", ADOPTED),
        ("steps", LineInput(key="adoption", typed={"colour": "blue"})),
        ("steps", LineInput(key="victory", typed={"status": "done"})),
        ("budget", LineInput(key="one", typed={"amount": "1 €"})),
    ],
)
def test_an_unknown_section_field_or_line_is_refused(plan: Plan, section: str, line: LineInput):
    with pytest.raises(UnknownFieldError):
        save_section(by=None, plan=plan, section=section, lines=[line])


def test_texts_and_sections_have_bounds(plan: Plan):
    long = LineInput(key="", typed={"name": "x" * (MAX_TYPED + 1)})
    with pytest.raises(DomainError, match="signes"):
        save_section(by=None, plan=plan, section="partners", lines=[long])
    many = [LineInput(key="", typed={"name": str(rank)}) for rank in range(MAX_LINES + 1)]
    with pytest.raises(DomainError, match="lignes"):
        save_section(by=None, plan=plan, section="partners", lines=many)
    assert not PlanLine.objects.filter(plan=plan).exists()


def test_the_delay_of_an_opinion_is_frozen_when_it_is_asked_for(plan: Plan):
    line_input = LineInput(key="", typed={"body": "mrae", "sent": "2024-05-31"})
    save_section(by=None, plan=plan, section="opinions", lines=[line_input])
    assert PlanLine.objects.get(plan=plan).typed["delay_months"] == "3"
    unknown = LineInput(key="", typed={"body": "other", "sent": "2024-05-31"})
    save_section(by=None, plan=plan, section="opinions", lines=[unknown])
    assert "delay_months" not in PlanLine.objects.get(plan=plan, key="2").typed


def test_a_succession_is_checked_and_told(people: Cast, member: Territory, plan: Plan):
    earlier = start_plan(by=None, heading=PlanHeading(title="PCET", kind=PlanKind.PCET), subjects=[member])
    after = PlanHeading(title="PCAET", kind=PlanKind.PCAET, follows=earlier.slug)
    change_heading(by=people.officer, plan=plan, heading=after)
    assert Plan.objects.get(pk=plan.pk).follows == earlier
    loop = PlanHeading(title="PCET", kind=PlanKind.PCET, follows=plan.slug)
    with pytest.raises(SuccessionError, match="tourne en rond"):
        change_heading(by=people.officer, plan=earlier, heading=loop)
    rival = PlanHeading(title="Autre", kind=PlanKind.PCAET, follows=earlier.slug)
    with pytest.raises(SuccessionError, match="succède déjà"):
        start_plan(by=people.officer, heading=rival, subjects=[member])
    assert Plan.objects.count() == 2


def test_a_heading_said_again_writes_no_line(plan: Plan):
    heading = PlanHeading(title=plan.title, kind=PlanKind.PCAET, scope=plan.as_core().scope)
    before = JournalEntry.objects.count()
    change_heading(by=None, plan=plan, heading=heading)
    assert JournalEntry.objects.count() == before


def test_a_draft_is_deleted_and_a_published_or_succeeded_plan_is_not(people: Cast, member: Territory, plan: Plan):
    follows = PlanHeading(title="Suite", kind=PlanKind.PCAET, follows=plan.slug)
    later = start_plan(by=None, heading=follows, subjects=[member])
    with pytest.raises(DomainError, match="ne se supprime pas"):
        take(PLAN, "delete_plan", plan, by=people.officer, at=timezone.now())
    take(PLAN, "delete_plan", later, by=people.officer, at=timezone.now())
    take(PLAN, "publish_plan", plan, by=people.officer, at=timezone.now())
    with pytest.raises(DomainError, match="ne se supprime pas"):
        take(PLAN, "delete_plan", plan, by=people.officer, at=timezone.now())
    assert [plan.slug for plan in Plan.objects.all()] == [plan.slug]
    assert JournalEntry.objects.filter(act="delete_plan").get().details["title"] == "Suite"


PROPOSAL = ProposedLine(
    key="fact:W1:steps",
    source=ProposalSource.FACT,
    section="steps",
    line="adoption",
    typed={"status": "done", "date": "2019"},
    statement=Text("Adopté en 2019.", "Adopted in 2019."),
    evidence=(EvidenceRef(kind="fact", key="W1"),),
)


def test_an_accepted_proposal_enters_with_its_evidence_and_is_decided_once(people: Cast, plan: Plan):
    decide_proposal(by=people.officer, plan=plan, proposal=PROPOSAL, is_accepted=True)
    line = PlanLine.objects.get(plan=plan)
    assert (line.typed, line.evidence) == ({"status": "done", "date": "2019"}, [["fact", "W1"]])
    with pytest.raises(ConflictError, match="déjà été décidée"):
        decide_proposal(by=people.officer, plan=plan, proposal=PROPOSAL, is_accepted=False)


def test_a_refused_proposal_writes_nothing_but_its_refusal(people: Cast, plan: Plan):
    decision = decide_proposal(by=people.officer, plan=plan, proposal=PROPOSAL, is_accepted=False, reason="faux")
    assert (decision.is_accepted, decision.reason, decision.by_id) == (False, "faux", people.officer.pk)
    assert not PlanLine.objects.exists()


def test_a_proposal_does_not_write_over_a_line(people: Cast, plan: Plan):
    save_section(by=people.officer, plan=plan, section="steps", lines=[ADOPTED])
    with pytest.raises(ConflictError, match="dit déjà quelque chose"):
        decide_proposal(by=people.officer, plan=plan, proposal=PROPOSAL, is_accepted=True)
    assert PlanLine.objects.get(plan=plan).typed["date"] == "2019-06"
    assert not plan.decisions.exists()


def test_all_proposals_are_accepted_at_once_but_those_that_need_a_choice(people: Cast, plan: Plan):
    save_section(by=people.officer, plan=plan, section="steps", lines=[ADOPTED])
    launch = replace(PROPOSAL, key="fact:W2:steps", line="decision")
    partner = replace(PROPOSAL, key="fact:W3:partners", section="partners", line="", typed={"name": "ADEME"})
    twice = [replace(PROPOSAL, key=f"fact:W{rank}:steps", line="launch") for rank in (4, 5)]
    every = [PROPOSAL, launch, partner, *twice]
    assert accept_proposals(by=people.officer, plan=plan, proposals=every) == 2
    assert {(line.section, line.typed.get("name", "")) for line in plan.lines.all()} == {
        ("steps", ""), ("partners", "ADEME")
    }  # fmt: skip
    assert plan.lines.get(key="adoption").typed["date"] == "2019-06"
    assert set(plan.decisions.values_list("proposal", flat=True)) == {launch.key, partner.key}


def test_the_operator_reads_a_draft(plan: Plan):
    assert find_plan(plan.slug, reader=OPERATOR).record == plan
