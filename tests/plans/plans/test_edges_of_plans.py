"""Edges of plans: what stands beside a plan, a section or a territory and must not enter it."""

from datetime import date

import pytest

from autan.evidence.figures.actions.facts import record_facts
from autan.evidence.figures.core.deadlines import DeadlineStatus
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.registry import OPERATOR
from autan.ground.errors import DomainError, UnknownError
from autan.ground.wordings import Text
from autan.people.accounts.models import Person
from autan.plans.plans.actions.imports import import_plans, state_complete
from autan.plans.plans.actions.plans import change_heading, save_section, start_plan
from autan.plans.plans.actions.proposals import decide_proposal
from autan.plans.plans.actions.workflow import PLAN
from autan.plans.plans.core.completeness import completeness_pct
from autan.plans.plans.core.digests import digest_plan
from autan.plans.plans.core.measures import MeasureKind, measure_plan
from autan.plans.plans.core.plans import LineInput, PlanHeading, PlanKind, PlanScope, current_plan
from autan.plans.plans.core.steps import StepStatus
from autan.plans.plans.core.targets import UnalignedTargetsError
from autan.plans.plans.core.trajectories import align
from autan.plans.plans.importers.definitions import plan_sections
from autan.plans.plans.models import Plan, PlanLine
from autan.plans.plans.queries.plan_texts import offer_plan_texts
from autan.plans.plans.queries.plans import content_of, find_plan
from autan.plans.plans.queries.proposals import find_proposal, proposals_for
from autan.plans.plans.queries.trajectories import trajectories_of
from autan.survey.campaigns.actions.campaigns import open_campaign
from autan.survey.campaigns.actions.imported_answers import load_collected_answers
from autan.survey.questionnaires.actions.drafts import record_questionnaire
from autan.territories.networks.actions.memberships import admit_member
from autan.territories.networks.core.members import Certainty
from autan.territories.networks.models import Network, Territory
from tests.cast import Cast
from tests.plans.plans.conftest import MURETAIN, SICOVAL
from tests.plans.plans.making import heading, line
from tests.plans.plans.test_bounds_of_plans import due, rule, successor
from tests.plans.plans.test_pages import FACT
from tests.plans.plans.test_targets import CUT, target

SOURCE = {"slug": "essai", "title": "Essai", "producer": "Essai", "url": "", "published": "2012"}
DAY = date(2026, 5, 12)


def fill(plan: Plan, section: str, **typed: str) -> None:
    save_section(by=None, plan=plan, section=section, lines=[LineInput(key=typed.pop("key", ""), typed=typed)])


@pytest.fixture
def agenda(plan: Plan) -> Plan:
    """A draft of the other member, with a line."""
    made = PlanHeading(slug="agenda", title="Agenda", kind=PlanKind.AGENDA_21, scope=PlanScope.TERRITORY)
    other = start_plan(by=None, heading=made, subjects=[Territory.objects.get(siren=MURETAIN)])
    fill(other, "partners", name="ADEME")
    return other


def test_a_plan_is_read_with_its_own_lines_and_its_own_statements(plan: Plan, agenda: Plan):
    fill(plan, "partners", name="Région")
    state_complete(by=None, subject=agenda, section="partners", on=DAY, evidence=[EvidenceRef(kind="fact", key="W1")])
    content = content_of(plan)
    assert ([one.text("name") for one in content.lines], content.complete) == (["Région"], {})
    found = find_plan(agenda.slug, reader=OPERATOR)
    assert (found.record, [one.text("name") for one in found.lines]) == (agenda, ["ADEME"])
    assert [one.section for one in found.complete_sections] == ["partners"]


def test_a_coordinator_of_a_network_that_has_other_members_reads_no_draft_of_ours(neighbour: Person, plan: Plan):
    far = Territory.objects.create(siren="123456789", name="Loin", short_name="Loin", kind="CC")
    proof = [EvidenceRef(kind="fact", key="W1")]
    there = Network.objects.get(slug="voisin")
    admit_member(by=None, network=there, territory=far, certainty=Certainty.CONFIRMED, evidence=proof)
    with pytest.raises(UnknownError):
        find_plan(plan.slug, reader=neighbour)


def test_a_member_that_left_the_network_is_no_longer_read_by_its_coordinator(
    people: Cast, network: Network, plan: Plan
):
    assert find_plan(plan.slug, reader=people.coordinator).record == plan
    network.memberships.update(valid_to=DAY)
    with pytest.raises(UnknownError):
        find_plan(plan.slug, reader=people.coordinator)
    assert find_plan(plan.slug, reader=people.officer).record == plan, "she has a role on its territory"


def test_a_line_withdraws_what_was_stated_of_its_own_section_alone(people: Cast, plan: Plan):
    for section in ("targets", "partners"):
        state_complete(by=people.officer, subject=plan, section=section, on=DAY)
    fill(plan, "partners", name="ADEME")
    assert list(plan.complete_sections.values_list("section", flat=True)) == ["targets"]
    fill(plan, "partners", key="1", name="Région")
    assert list(plan.complete_sections.values_list("section", flat=True)) == ["targets"]


def test_a_file_changes_the_heading_of_a_plan_that_is_held(plan: Plan, people: Cast):
    text = f'plans:\n  - {{slug: {plan.slug}, title: "Autre titre", kind: pcet, subjects: ["{SICOVAL}"]}}\n'
    import_plans(by=None, text=text, file="plans.yaml")
    plan.refresh_from_db()
    assert (plan.title, plan.kind, plan.scope) == ("Autre titre", "pcet", "")
    assert change_heading(by=people.officer, plan=plan, heading=plan.as_core()) == plan


def test_the_product_takes_no_step_for_done_on_the_word_of_older_sources(plan: Plan, people: Cast):
    record_facts(by=None, file="f.csv", sources=[SOURCE], facts=[FACT])
    proof = [EvidenceRef(kind="fact", key=FACT["id"])]

    def save(by: Person | None, status: str, day: str) -> int:
        given = LineInput(key="adoption", typed={"status": status, "date": day}, evidence=proof)
        return save_section(by=by, plan=plan, section="steps", lines=[given])

    with pytest.raises(DomainError, match="elles l’annoncent, sans plus"):
        save(None, "done", "2013-05-02")
    assert not PlanLine.objects.exists()
    assert save(None, "planned", "2013-05-02") == 1
    assert save(None, "done", "2012") == 1, "of the same year: it may tell it"
    assert save(people.officer, "done", "2013-05-02") == 1, "what an officer says rests on her"


def test_what_a_fact_says_is_proposed_until_it_is_decided_here_or_told_elsewhere(plan: Plan, people: Cast):
    record_facts(by=None, file="f.csv", sources=[SOURCE], facts=[FACT, FACT | {"id": "E2", "horizon": "2050"}])
    content = content_of(plan)
    first, second = proposals_for(content, people.officer)
    assert [(one.key, one.typed["value"], one.typed["horizon"]) for one in (first, second)] == [
        ("fact:E1:targets", "-20", "2020"),
        ("fact:E2:targets", "-20", "2050"),
    ]
    assert find_proposal(content, second.key, people.officer) == second
    decide_proposal(by=people.officer, plan=plan, proposal=first, is_accepted=False)
    assert proposals_for(content_of(plan), people.officer) == (second,)
    other = start_plan(
        by=None,
        heading=PlanHeading(slug="x", title="X", kind=PlanKind.OWN),
        subjects=[Territory.objects.get(siren=SICOVAL)],
    )
    told = LineInput(key="", typed={"name": "x"}, evidence=list(second.evidence))
    save_section(by=None, plan=other, section="partners", lines=[told])
    assert proposals_for(content_of(plan), people.officer) == ()


STAFF = """\
questionnaire: {slug}
version: 2026-01-05
title: {{fr: "Questions", en: "Questions"}}
sections:
  - code: all
    title: {{fr: "Tout", en: "All"}}
    questions:
      - {{code: q13, kind: number, unit: count, text: {{fr: "Agents ?", en: "Staff?"}}}}
"""


def test_what_was_answered_to_the_questionnaire_of_plans_alone_is_proposed(plan: Plan, network: Network):
    for slug, state in (
        ("plans-climat-air-energie", "value: 14.5"),
        ("autre", "value: 7"),
        ("plans-climat-air-energie", "state: no_data_exists"),
    ):
        version = record_questionnaire(by=None, text=STAFF.format(slug=slug), file="q.yaml")
        campaign = open_campaign(
            by=None,
            slug=f"{slug}-{state[0]}",
            network=network,
            questionnaire=version,
            title=Text("Enquête", "Survey"),
            opened_on=DAY,
            shares_unvalidated=True,
        )
        head = f'campaign: {campaign.slug}\nterritory: "{SICOVAL}"\nby: "Essai"\non: {DAY}\nanswers:\n'
        texts = {f"{SICOVAL}.yaml": f"{head}  q13: {{{state}}}\n"}
        load_collected_answers(by=None, campaign=campaign, texts=texts)
    (proposal,) = proposals_for(content_of(plan), OPERATOR)
    assert (proposal.section, proposal.typed) == ("staff", {"fte": "14.5", "year": "2026"})
    assert [ref.key for ref in proposal.evidence] == [f"plans-climat-air-energie-v/{SICOVAL}/q13"]


def test_a_section_without_a_word_of_prose_is_not_offered_to_be_coded(plan: Plan):
    fill(plan, "difficulties", reason="means")
    Plan.objects.update(is_published=True)
    assert offer_plan_texts("essai") == []
    fill(plan, "difficulties", key="1", reason="means", words="Pas d’agent.")
    assert [offer.address for offer in offer_plan_texts("essai")] == ["essai.plan_difficulties"]


def test_the_whole_is_named_by_its_quantity_and_a_part_by_both(plan: Plan):
    level = {"quantity": "ghg", "kind": "level", "unit": "ktCO2e", "value": "3", "horizon": "2030"}
    lines = [LineInput(key="", typed=level | part) for part in ({}, {"part": "waste"})]
    save_section(by=None, plan=plan, section="targets", lines=lines)
    whole, part = trajectories_of(content_of(plan))
    assert part.aimed[0].label.fr == f"{whole.aimed[0].label.fr}, {part.aimed[0].label.fr.partition(', ')[2]}"
    assert "," not in whole.aimed[0].label.fr


def test_deleting_a_plan_says_how_many_lines_go_with_it(plan: Plan):
    tells = next(one for one in PLAN.transitions if one.name == "delete_plan").tells
    assert tells is not None
    assert list(tells(plan)) == ["0 ligne de ses rubriques"]
    save_section(by=None, plan=plan, section="partners", lines=[LineInput(key="", typed={"name": n}) for n in "AB"])
    assert list(tells(plan)) == ["2 lignes de ses rubriques"]


def test_a_plan_takes_the_place_of_the_one_that_it_follows_unless_that_one_alone_is_adopted():
    first, second = heading("a"), heading("b", follows="a")
    assert current_plan([second, first]) is second
    assert current_plan([second, first], {"a", "b"}) is second
    assert current_plan([second, first], {"b"}) is second
    assert current_plan([second, first], {"a"}) is first


def test_an_adoption_rests_on_its_own_line_and_an_unstated_line_fills_no_grid():
    steps = [line("steps", key, status="done", date="2018") for key in ("decision", "adoption", "strategy")]
    plan = measure_plan(heading(), steps)
    assert plan[MeasureKind.ADOPTION].lines == ("steps/adoption",)
    assert plan[MeasureKind.START].lines == ("steps/decision", "steps/adoption", "steps/strategy")
    forms = next(section for section in plan_sections() if section.code == "adaptation").grid_keys()
    stated = [line("adaptation", key, held="no") for key in forms[1:]]
    digest = digest_plan(heading(), plan_sections(), [*stated, line("adaptation", forms[0])])
    assert digest.measures[MeasureKind.ADAPTATION].high is None
    assert completeness_pct([]) == 0


def test_a_later_plan_that_is_only_planned_meets_nothing_beside_one_that_is_done():
    update = rule(code="revision", years=6, met_by=(PlanKind.PCAET,))
    planned = successor("2020-01-01", status=StepStatus.PLANNED)
    assert due(update, later=[planned, successor("2023-01-01")])[0].status is DeadlineStatus.MET
    assert due(update, later=[planned])[0].status is DeadlineStatus.PASSED


@pytest.mark.parametrize(
    ("day", "status"),
    [("2021-05-31", DeadlineStatus.TAKEN_OVER), ("2021-06-15", DeadlineStatus.PASSED)],
)
def test_a_deadline_of_some_day_of_a_month_is_taken_over_before_that_month(day: str, status: DeadlineStatus):
    assert due(rule(), adopted="2018-06", later=[successor(day)])[0].status is status


def test_a_refused_trajectory_names_its_year_in_both_languages():
    cut = {**CUT, "base_value": None, "quantity": "ghg"}
    for base, french, english in ((2010, "(2010)", "(2010)"), (None, "(non précisée)", "(not stated)")):
        with pytest.raises(UnalignedTargetsError) as refused:
            align([], [target(**{**cut, "base_year": base})])
        reason = refused.value.reason
        assert (reason.fr.endswith(french), reason.en.endswith(english)) == (True, True), reason
