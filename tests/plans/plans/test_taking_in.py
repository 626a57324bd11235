"""Plans from a file in the order of their succession, what a person said kept; sections and lists stated complete."""

from datetime import date

import pytest
from django.utils import timezone

from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.registry import OPERATOR, PUBLIC
from autan.ground.errors import ConflictError, DomainError, ImportFileError, NotAllowedError, RuleError, UnknownError
from autan.ground.texts.language import in_language
from autan.ground.wordings import Text
from autan.people.accounts.models import Person
from autan.people.journal.models import JournalEntry
from autan.people.workflows.actions import take
from autan.plans.plans.actions.imports import import_plans, reopen, state_complete
from autan.plans.plans.actions.plans import change_heading, save_section, save_sections, start_plan
from autan.plans.plans.actions.proposals import accept_proposals, decide_proposal
from autan.plans.plans.actions.workflow import PLAN
from autan.plans.plans.core.plans import LineInput, PlanHeading, PlanKind, PlanScope, SuccessionError
from autan.plans.plans.core.proposals import ProposalSource, ProposedLine
from autan.plans.plans.models import CompletenessStatement, Plan, PlanLine, ProposalDecision
from autan.plans.plans.presenters.completeness import describe_statements, list_statement, statement_words
from autan.plans.plans.queries.complete_lists import find_list, statement_ref, statements_of
from autan.plans.plans.queries.plans import PLANS, stated_without_plan
from autan.territories.networks.models import Network, Territory
from tests.cast import Cast
from tests.plans.plans.conftest import MURETAIN, SICOVAL

DAY = date(2026, 5, 12)
FACT = EvidenceRef(kind="fact", key="W077")


def last() -> JournalEntry:
    return JournalEntry.objects.order_by("-id").first()


def plan_text(slug: str, *, follows: str = "", more: str = "") -> str:
    follow = f", follows: {follows}" if follows else ""
    return f'  - {{slug: {slug}, title: "{slug}", kind: pcaet, subjects: ["{SICOVAL}"]{follow}{more}}}\n'


def take_in(*plans: str, by: Person | None = None, is_trial: bool = False):
    return import_plans(by=by, text="plans:\n" + "".join(plans), file="plans.yaml", is_trial=is_trial)


def test_plans_are_written_after_those_that_they_succeed_whatever_their_order(network: Network):
    take_in(plan_text("third", follows="second"), plan_text("second", follows="first"), plan_text("first"))
    assert [plan.slug for plan in Plan.objects.order_by("pk")] == ["first", "second", "third"]
    take_in(plan_text("fourth", follows="third"))
    assert Plan.objects.get(slug="fourth").follows.slug == "third"


def test_every_fault_of_a_file_is_told_at_once_and_nothing_is_written(network: Network):
    with pytest.raises(ImportFileError) as refused:
        take_in(
            plan_text("a", follows="nowhere"),
            plan_text("b", follows="c"),
            plan_text("c", follows="b"),
            '  - {slug: d, title: "D", kind: own, network: nobody}\n',
            '  - {slug: e, title: "E", kind: own, subjects: ["123456789"]}\n',
        )
    faults = [(fault.column, fault.value) for fault in refused.value.faults]
    assert faults == [("a", "nowhere"), ("d", "nobody"), ("e", "123456789"), ("b", "c"), ("c", "b")]
    assert not Plan.objects.exists()


def test_two_plans_of_a_file_do_not_claim_one_that_is_held(network: Network, plan: Plan):
    with pytest.raises(ImportFileError) as refused:
        take_in(plan_text("a", follows=plan.slug), plan_text("b", follows=plan.slug))
    assert [fault.column for fault in refused.value.faults] == ["a", "b"]
    assert "succède déjà" in str(refused.value.faults[0].expected)


def test_a_trial_counts_what_would_change_and_writes_nothing(network: Network):
    entries = JournalEntry.objects.count()
    done = take_in(plan_text("a"), plan_text("b", follows="a"), is_trial=True)
    assert (done.plans, done.changed, done.warnings) == (2, 2, ())
    assert (Plan.objects.count(), JournalEntry.objects.count()) == (0, entries)


def test_a_plan_of_a_file_is_published_once_and_never_withdrawn_by_it(network: Network):
    published = ", is_published: true, facts: [W077]"
    take_in(plan_text("a", more=published))
    assert Plan.objects.get().is_published
    assert JournalEntry.objects.filter(act="publish_plan").count() == 1
    take_in(plan_text("a", more=published))
    take_in(plan_text("a"))
    assert Plan.objects.get().is_published
    assert JournalEntry.objects.filter(act="publish_plan").count() == 1


def test_a_real_plan_without_evidence_is_refused_with_the_whole_file(network: Network):
    with pytest.raises(ImportFileError) as refused:
        take_in(plan_text("a"), plan_text("b", more=", is_published: true"))
    assert "avec ce qui l’énonce" in str(refused.value.faults[0].expected)
    assert not Plan.objects.exists()


def test_a_section_that_a_person_stated_complete_stays_hers(network: Network, plan: Plan, people: Cast):
    state_complete(by=people.officer, subject=plan, section="targets", on=DAY)
    complete = ", complete: [{section: targets, on: 2026-06-01, facts: [W077]}]"
    text = f'  - {{slug: {plan.slug}, title: "{plan.title}", kind: pcaet, scope: territory, subjects: ["{SICOVAL}"]'
    assert take_in(f"{text}{complete}}}\n").changed == 0
    stated = CompletenessStatement.objects.get()
    assert (stated.stated_on, stated.by, stated.evidence) == (DAY, people.officer, [])


def test_a_section_is_stated_complete_once_with_its_day_and_its_line_of_the_journal(people: Cast, plan: Plan):
    made = state_complete(by=people.officer, subject=plan, section="targets", on=DAY, evidence=[FACT])
    assert (made.plan, made.section, made.by, made.evidence) == (plan, "targets", people.officer, [["fact", "W077"]])
    assert Plan.objects.get(pk=plan.pk).digest["complete"] == ["targets"]
    entry = last()
    assert (entry.act, entry.object_id, entry.network) == ("state_complete", plan.slug, "essai")
    assert entry.summary.endswith(": rien d’autre au 2026-05-12")
    with in_language("fr"), pytest.raises(RuleError, match="c’est déjà dit complet, au 12"):
        state_complete(by=people.coordinator, subject=plan, section="targets", on=DAY)
    assert CompletenessStatement.objects.count() == 1
    state_complete(by=people.officer, subject=plan, section="actions", on=DAY)
    assert last().summary == "Axes et actions : rien d’autre au 2026-05-12"


def test_what_was_stated_is_taken_back_once(people: Cast, plan: Plan):
    state_complete(by=people.officer, subject=plan, section="targets", on=DAY)
    assert reopen(by=people.officer, subject=plan, section="targets")
    assert (last().act, last().summary) == ("reopen_section", "« Rien d’autre » retiré : targets")
    assert Plan.objects.get(pk=plan.pk).digest["complete"] == []
    before = JournalEntry.objects.count()
    assert not reopen(by=people.officer, subject=plan, section="targets")
    assert JournalEntry.objects.count() == before


@pytest.mark.parametrize("name", ["contributor", "reader", "outsider", "neighbour"])
def test_who_writes_no_plan_states_nothing(people: Cast, neighbour: Person, plan: Plan, member: Territory, name: str):
    by = neighbour if name == "neighbour" else getattr(people, name)
    for act in (
        lambda: state_complete(by=by, subject=plan, section="targets", on=DAY),
        lambda: reopen(by=by, subject=plan, section="targets"),
        lambda: state_complete(by=by, subject=member, section=PLANS, on=DAY),
        lambda: reopen(by=by, subject=member, section=PLANS),
    ):
        with pytest.raises(NotAllowedError):
            act()
    assert not CompletenessStatement.objects.exists()


def test_an_unknown_section_or_list_is_refused_before_anything_is_written(people: Cast, plan: Plan, member: Territory):
    for about in (plan, member):
        with pytest.raises(UnknownError, match="rubrique ou champ inconnu"):
            state_complete(by=people.officer, subject=about, section="moon", on=DAY)
    with pytest.raises(UnknownError):
        find_list("moon")


def test_today_may_be_said_and_an_invented_place_needs_no_source(plan: Plan, member: Territory):
    today = timezone.localdate()
    state_complete(by=None, subject=plan, section="targets", on=today, evidence=[FACT])
    Territory.objects.filter(pk=member.pk).update(is_invented=True)
    member.refresh_from_db()
    state_complete(by=None, subject=member, section=PLANS, on=today)
    assert CompletenessStatement.objects.count() == 2


def test_a_territory_without_a_plan_is_one_of_which_it_is_stated_and_that_has_none(network: Network, people: Cast):
    none, other = (Territory.objects.get(siren=siren) for siren in (SICOVAL, MURETAIN))
    for place in (none, other):
        state_complete(by=people.coordinator, subject=place, section=PLANS, on=DAY)
    assert stated_without_plan([SICOVAL, MURETAIN]) == {SICOVAL, MURETAIN}
    heading = PlanHeading(slug="x", title="X", kind=PlanKind.OWN)
    plan = start_plan(by=None, heading=heading, subjects=[other])
    assert stated_without_plan([SICOVAL, MURETAIN]) == {SICOVAL}, "a plan that begins withdraws the statement"
    state_complete(by=people.coordinator, subject=other, section=PLANS, on=DAY)
    assert stated_without_plan([SICOVAL, MURETAIN]) == {SICOVAL}, "all its plans are here, and there is one"
    assert stated_without_plan([MURETAIN]) == frozenset()
    assert {siren: stated.by for siren, stated in statements_of(PLANS, [SICOVAL, MURETAIN]).items()} == {
        SICOVAL: people.coordinator,
        MURETAIN: people.coordinator,
    }
    assert statements_of("other", [SICOVAL]) == {}
    assert plan.slug == "x"


def test_who_stated_is_told_to_who_writes_alone(people: Cast, member: Territory):
    stated = state_complete(by=people.officer, subject=member, section=PLANS, on=DAY)
    with in_language("fr"):
        assert statement_words(None, may_write=True) == ""
        assert people.officer.name in statement_words(stated, may_write=True)
        assert people.officer.name not in statement_words(stated, may_write=False)
        shown = list_statement(member, PLANS, reader=people.officer)
        assert (shown["code"], shown["may_state"]) == (PLANS, True)
        assert people.officer.name in shown["words"]
        seen = list_statement(member, PLANS, reader=PUBLIC)
        assert (seen["may_state"], people.officer.name in seen["words"]) == (False, False)
    ref = statement_ref(SICOVAL, PLANS)
    (card,) = describe_statements([ref.key, f"{MURETAIN}/{PLANS}"], OPERATOR).values()
    assert (card.ref, card.title.fr.startswith(member.name)) == (ref, True)
    assert people.officer.name not in card.statement.fr


def typed(key: str, **fields: str) -> LineInput:
    return LineInput(key=key, typed=fields)


def test_two_sections_are_saved_together_or_not_at_all(people: Cast, plan: Plan):
    sections = {"partners": [typed("", name="ADEME")], "steps": [typed("victory", status="done")]}
    with pytest.raises(UnknownError):
        save_sections(by=people.officer, plan=plan, sections=sections)
    assert not PlanLine.objects.exists()
    sections["steps"] = [typed("adoption", status="done")]
    assert save_sections(by=people.officer, plan=plan, sections=sections) == 2
    assert set(Plan.objects.get(pk=plan.pk).digest["sections"]) == {"partners", "steps"}
    assert JournalEntry.objects.filter(act="save_section").count() == 2


def test_new_lines_come_after_the_others_and_a_key_of_a_file_keeps_its_rank(plan: Plan):
    save_section(by=None, plan=plan, section="partners", lines=[typed("7", name="A"), typed("", name="B")])
    lines = [(line.key, line.rank, line.typed["name"]) for line in PlanLine.objects.order_by("rank")]
    assert lines == [("7", 7, "A"), ("8", 8, "B")]
    save_section(by=None, plan=plan, section="partners", lines=[typed("7", name="")])
    save_section(by=None, plan=plan, section="partners", lines=[typed("", name="C")])
    assert [line.key for line in PlanLine.objects.order_by("rank")] == ["8", "9"]


@pytest.mark.parametrize(("key", "is_kept"), [("9999", True), ("10000", False), ("-1", False), ("1a", False)])
def test_the_rank_of_a_line_is_a_number_of_four_digits(plan: Plan, key: str, is_kept: bool):  # noqa: FBT001 — a case
    if is_kept:
        assert save_section(by=None, plan=plan, section="partners", lines=[typed(key, name="A")]) == 1
        return
    with pytest.raises(UnknownError, match=rf"partners\.{key}"):
        save_section(by=None, plan=plan, section="partners", lines=[typed(key, name="A")])


def test_evidence_alone_is_a_change_and_none_given_leaves_it(people: Cast, plan: Plan):
    line = LineInput(key="1", typed={"name": "ADEME"}, evidence=[FACT])
    save_section(by=people.officer, plan=plan, section="partners", lines=[line])
    assert save_section(by=people.officer, plan=plan, section="partners", lines=[typed("1", name="ADEME ")]) == 0
    assert PlanLine.objects.get().evidence == [["fact", "W077"]]
    bare = LineInput(key="1", typed={"name": "ADEME"}, evidence=[])
    assert save_section(by=people.officer, plan=plan, section="partners", lines=[bare]) == 1
    stored = PlanLine.objects.get()
    assert (stored.evidence, stored.revision, stored.changed_by_name) == ([], 2, people.officer.name)
    assert [change.field for change in last().changes] == ["1.evidence"]


def test_a_step_of_older_sources_is_announced_not_done_for_the_product_alone(people: Cast, plan: Plan):
    line = LineInput(key="adoption", typed={"status": "done"}, evidence=[])
    assert save_section(by=None, plan=plan, section="steps", lines=[line]) == 1, "without a date nothing is older"
    planned = LineInput(key="decision", typed={"status": "planned", "date": "2099"}, evidence=[])
    assert save_section(by=None, plan=plan, section="steps", lines=[planned]) == 1


def test_a_heading_that_changes_is_told_field_by_field_and_the_same_is_not(people: Cast, plan: Plan):
    heading = plan.as_core()
    before = JournalEntry.objects.count()
    change_heading(by=people.officer, plan=plan, heading=heading)
    assert JournalEntry.objects.count() == before
    long = PlanHeading(title=f"  {'x' * 400}", kind=PlanKind.TEPOS, carrier="Pays", note="Une note.")
    change_heading(by=people.officer, plan=plan, heading=long)
    plan.refresh_from_db()
    assert (len(plan.title), plan.kind, plan.scope, plan.carrier) == (300, "tepos", "", "Pays")
    assert {change.field for change in last().changes} == {"title", "kind", "scope", "carrier", "note"}
    with pytest.raises(SuccessionError):
        change_heading(
            by=people.officer, plan=plan, heading=PlanHeading(title="X", kind=PlanKind.OWN, follows=plan.slug)
        )
    assert Plan.objects.get(pk=plan.pk).title == "x" * 300


def test_a_plan_is_named_after_its_subject_its_kind_and_a_number(network: Network, member: Territory):
    heading = PlanHeading(title="X", kind=PlanKind.SCOT_AEC, scope=PlanScope.BOTH)
    slugs = [start_plan(by=None, heading=heading, subjects=[member]).slug for _ in range(3)]
    assert slugs == ["sicoval-scot-aec", "sicoval-scot-aec-2", "sicoval-scot-aec-3"]
    assert start_plan(by=None, heading=heading, network=network).slug == "essai-scot-aec"
    assert last().details == {"title": "X", "kind": "scot_aec"}


def test_a_published_plan_and_one_that_is_followed_are_not_deleted(people: Cast, plan: Plan, member: Territory):
    now = timezone.now()
    heading = PlanHeading(slug="next", title="Suite", kind=PlanKind.PCAET, follows=plan.slug)
    later = start_plan(by=None, heading=heading, subjects=[member])
    with pytest.raises(DomainError, match="ne se supprime pas"):
        take(PLAN, "delete_plan", plan, by=people.officer, at=now)
    take(PLAN, "publish_plan", later, by=people.officer, at=now)
    with pytest.raises(DomainError, match="ne se supprime pas"):
        take(PLAN, "delete_plan", later, by=people.officer, at=now)
    take(PLAN, "withdraw_plan", later, by=people.officer, at=now)
    save_section(by=None, plan=later, section="partners", lines=[typed("1", name="ADEME")])
    take(PLAN, "delete_plan", Plan.objects.get(pk=later.pk), by=people.officer, at=now)
    assert last().details["lines"] == {"partners/1": {"name": "ADEME"}}
    take(PLAN, "delete_plan", Plan.objects.get(pk=plan.pk), by=people.officer, at=now)
    assert not Plan.objects.exists()


def proposed(key: str, section: str = "steps", line: str = "adoption", **fields: str) -> ProposedLine:
    return ProposedLine(
        key=key,
        source=ProposalSource.FACT,
        section=section,
        line=line,
        typed=fields or {"status": "done"},
        statement=Text("x", "x"),
        evidence=(FACT,),
    )


def test_a_proposal_is_decided_once_and_a_refusal_keeps_its_reason(people: Cast, plan: Plan):
    decision = decide_proposal(
        by=people.officer, plan=plan, proposal=proposed("a"), is_accepted=False, reason="y" * 400
    )
    assert (decision.reason, decision.by, decision.is_accepted) == ("y" * 300, people.officer, False)
    assert last().summary == "Proposition refusée : a"
    with pytest.raises(ConflictError, match="déjà été décidée"):
        decide_proposal(by=people.officer, plan=plan, proposal=proposed("a"), is_accepted=True)
    assert not PlanLine.objects.exists()


def test_an_accepted_proposal_does_not_write_over_a_line_of_a_grid(people: Cast, plan: Plan):
    save_section(by=people.officer, plan=plan, section="steps", lines=[typed("adoption", status="planned")])
    with pytest.raises(ConflictError, match="dit déjà quelque chose"):
        decide_proposal(by=people.officer, plan=plan, proposal=proposed("a"), is_accepted=True)
    assert not ProposalDecision.objects.exists(), "nothing is half decided"
    decide_proposal(
        by=people.officer, plan=plan, proposal=proposed("b", "partners", "", name="ADEME"), is_accepted=True
    )
    line = PlanLine.objects.get(section="partners")
    assert (line.typed, line.evidence) == ({"name": "ADEME"}, [["fact", "W077"]])


def test_all_are_accepted_but_those_that_two_say_or_that_the_plan_has(people: Cast, plan: Plan):
    save_section(by=people.officer, plan=plan, section="links", lines=[typed("scot", rating="done")])
    proposals = [
        proposed("a"),
        proposed("b", date="2019", status="done"),
        proposed("c", line="decision"),
        proposed("d", "links", "scot", rating="absent"),
        proposed("e", "partners", "", name="ADEME"),
        proposed("f", "partners", "", name="Région"),
    ]
    assert accept_proposals(by=people.officer, plan=plan, proposals=proposals) == 3
    assert sorted(ProposalDecision.objects.values_list("proposal", flat=True)) == ["c", "e", "f"]
    lines = PlanLine.objects.values_list("section", "key").order_by("section", "key")
    assert list(lines) == [("links", "scot"), ("partners", "1"), ("partners", "2"), ("steps", "decision")]
