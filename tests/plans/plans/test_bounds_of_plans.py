"""Plans at their bounds: first and last day of a rule, dates of sums, ends of a plan, the most lines of a section."""

from datetime import date

import pytest

from autan.evidence.figures.core.deadlines import DeadlineStatus
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.units import get_unit
from autan.ground.errors import DomainError
from autan.ground.texts.core.dates import PartialDate
from autan.ground.texts.core.money import TaxBasis
from autan.ground.wordings import Text
from autan.plans.plans.actions.plans import save_section
from autan.plans.plans.core.answer_proposals import AnswerRule, GivenAnswer, propose_from_answers
from autan.plans.plans.core.deadlines import DelayRule, LaterPlan, OpinionRule, deadlines_of, frozen_delay
from autan.plans.plans.core.digests import PlanDigest, digest_plan
from autan.plans.plans.core.measures import MeasureKind, PlanMeasure, measure_plan, plan_problems
from autan.plans.plans.core.observations import drawable, observations_of
from autan.plans.plans.core.plans import LineInput, PlanKind, PlanScope, check_succession, current_plan
from autan.plans.plans.core.proposals import ProposableFact, propose_from_facts
from autan.plans.plans.core.steps import PlanStep, StepKind, StepStatus, end_of, start_of, steps_of
from autan.plans.plans.core.targets import TargetKind, UnalignedTargetsError, change_pct, level_reached, target_problems
from autan.plans.plans.core.trajectories import align
from autan.plans.plans.importers.definitions import plan_sections
from autan.plans.plans.models import Plan, PlanLine
from tests.plans.plans.making import heading, line
from tests.plans.plans.test_targets import CUT, target

WORDS = Text("loi", "law")
TODAY = date(2026, 6, 1)


def rule(**changes: object) -> DelayRule:
    values: dict[str, object] = {
        "code": "midterm_report",
        "step": StepKind.ADOPTION,
        "years": 3,
        "kinds": (PlanKind.PCAET,),
        "since": date(2016, 1, 1),
        "until": date(2019, 12, 31),
        "label": WORDS,
        "text": WORDS,
    }
    return DelayRule(**{**values, **changes})  # type: ignore[arg-type]


def due(*rules: DelayRule, adopted: str = "2018-06-30", kind: PlanKind = PlanKind.PCAET, later=(), today=TODAY):
    steps = steps_of([line("steps", "adoption", status="done", date=adopted)])
    return deadlines_of(
        slug="p", kind=kind, steps=steps, lines=[], rules=rules, opinion_rules=[], later=later, today=today
    )


@pytest.mark.parametrize(
    ("adopted", "is_ruled"),
    [
        ("2016-01-01", True),
        ("2015-12-31", False),
        ("2019-12-31", True),
        ("2020-01-01", False),
        ("2015", False),
        ("2016", True),  # some day of the year
        ("2019-12", True),
        ("2020", False),
    ],
)
def test_a_delay_begins_from_the_first_to_the_last_day_of_its_rule(adopted: str, *, is_ruled: bool) -> None:
    assert bool(due(rule(), adopted=adopted)) is is_ruled


def test_a_rule_without_an_end_stands_and_binds_its_kinds_alone() -> None:
    assert due(rule(until=None), adopted="2025")[0].due == date(2028, 12, 31)
    assert due(rule(), kind=PlanKind.PCET) == ()
    both = due(rule(kinds=(PlanKind.PCET, PlanKind.PCAET)), kind=PlanKind.PCET)
    assert [one.code for one in both] == ["midterm_report"]


def successor(day: str, kind: PlanKind = PlanKind.PCAET, status: StepStatus = StepStatus.DONE) -> LaterPlan:
    return LaterPlan(kind=kind, adoption=PlanStep(kind=StepKind.ADOPTION, status=status, date=PartialDate.parse(day)))


@pytest.mark.parametrize(
    ("day", "kind", "status"),
    [
        ("2021-06-29", PlanKind.PCAET, DeadlineStatus.TAKEN_OVER),
        ("2021-06-30", PlanKind.PCAET, DeadlineStatus.PASSED),  # on the very day: it was due
        ("2021", PlanKind.PCAET, DeadlineStatus.PASSED),  # it may have been later
        ("2020", PlanKind.PCAET, DeadlineStatus.TAKEN_OVER),
        ("2020", PlanKind.OWN, DeadlineStatus.PASSED),
    ],
)
def test_what_falls_due_is_taken_over_by_a_plan_surely_adopted_before(day: str, kind: PlanKind, status) -> None:
    (report,) = due(rule(), later=[successor(day, kind)])
    assert report.status is status


def test_a_plan_to_come_takes_nothing_over_yet() -> None:
    (report,) = due(rule(years=10), later=[successor("2026-06-02")])
    assert report.status is DeadlineStatus.DUE
    (report,) = due(rule(years=10), later=[successor("2026-06-01")])
    assert report.status is DeadlineStatus.TAKEN_OVER


def test_an_update_is_met_by_the_first_of_the_later_plans_that_is_dated() -> None:
    update = rule(code="revision", years=6, met_by=(PlanKind.PCAET,))
    late, early = successor("2025-01-01"), successor("2023-01-01")
    undated = LaterPlan(kind=PlanKind.PCAET, adoption=PlanStep(kind=StepKind.ADOPTION, status=StepStatus.DONE))
    assert due(update, later=[late, early, undated])[0].status is DeadlineStatus.MET
    assert due(update, later=[late])[0].status is DeadlineStatus.MET_LATE
    assert due(update, later=[undated])[0].status is DeadlineStatus.DONE_UNDATED
    assert due(update, later=[LaterPlan(kind=PlanKind.PCAET, adoption=None)])[0].status is DeadlineStatus.PASSED


def test_a_delay_that_is_frozen_is_that_of_the_day_on_which_it_began() -> None:
    rules = [
        OpinionRule(body="mrae", months=3, since=date(2016, 1, 1), text=WORDS),
        OpinionRule(body="mrae", months=4, since=date(2020, 6, 15), text=WORDS),
        OpinionRule(body="region", months=9, since=date(2016, 1, 1), text=WORDS),
    ]
    asked = [PartialDate.parse(day) for day in ("2015-12-31", "2016-01-01", "2020-06-14", "2020-06-15", "2020-06")]
    assert [frozen_delay("mrae", day, rules) for day in asked if day] == [None, 3, 3, 4, 4]


def measured(*lines, complete=(), **changes: object):
    return measure_plan(heading(**changes), lines, complete)


@pytest.mark.parametrize(
    ("years", "date_of_sum"), [(["2019"], "2019"), (["2021", "2019"], "2019-2021"), (["2019", ""], ""), ([""], "")]
)
def test_a_sum_is_dated_when_each_of_its_lines_is(years: list[str], date_of_sum: str) -> None:
    lines = [line("budget", str(rank), amount="1 k€", year=year) for rank, year in enumerate(years, 1)]
    assert measured(*lines)[MeasureKind.BUDGET_TERRITORY].date == date_of_sum


def test_posts_of_the_last_year_are_added_and_none_without_a_number() -> None:
    posts = [line("staff", "1", year="2023", fte="9"), line("staff", "2", year="2024", fte="0,5")]
    staff = measured(*posts, line("staff", "3", year="2024", fte="1"), complete=["staff"])[MeasureKind.STAFF]
    assert (staff.low, staff.high, staff.known, staff.lines) == (1.5, 1.5, 2, ("staff/2", "staff/3"))
    silent = measured(line("staff", "1", year="2024", role="stage"))[MeasureKind.STAFF]
    assert (silent.low, silent.known, silent.total, silent.date) == (None, 0, 1, "2024")


def test_an_estate_enters_the_budget_of_the_estate_and_a_scope_that_is_said_prevails() -> None:
    lines = [line("budget", "1", amount="5 k€"), line("budget", "2", amount="7 k€", scope="territory")]
    plan = measured(*lines, scope=PlanScope.ESTATE)
    assert (plan[MeasureKind.BUDGET_ESTATE].low, plan[MeasureKind.BUDGET_TERRITORY].low) == (5_000, 7_000)
    assert MeasureKind.BUDGET_ESTATE not in measured(line("budget", "1", amount="5 k€"), scope=None)


def test_an_own_share_that_grants_exceed_or_that_is_rough_says_so() -> None:
    complete = ["budget", "funding"]
    budget = line("budget", "1", amount="environ 100 k€")
    share = measured(budget, line("funding", "1", funder="A", granted="25 k€"), complete=complete)[
        MeasureKind.OWN_SHARE
    ]
    assert (share.low, share.high, share.is_rough, share.known, share.total) == (75, 75, True, 2, 2)
    assert share.lines == ("budget/1", "funding/1")
    sure = measured(
        line("budget", "1", amount="100 k€"), line("funding", "1", funder="A", granted="0 €"), complete=complete
    )[MeasureKind.OWN_SHARE]
    assert (sure.low, sure.is_rough) == (100, False)


def test_money_of_two_bases_is_told_once_for_its_section() -> None:
    mixed = [line("funding", "1", funder="A", granted="1 € HT"), line("funding", "2", funder="B", granted="1 € TTC")]
    assert [(one.section, one.key) for one in plan_problems(heading(), mixed)] == [("funding", "")]
    assert plan_problems(heading(), mixed[:1]) == ()
    engineering = [
        line("engineering", "1", subject="A", amount="1 € HT"),
        line("engineering", "2", subject="B", amount="1 € TTC"),
    ]
    assert [one.section for one in plan_problems(heading(), engineering)] == ["engineering"]


def test_each_basis_is_kept_and_a_measure_of_nothing_is_read_back() -> None:
    for basis, typed in ((TaxBasis.BEFORE_TAX, "HT"), (TaxBasis.WITH_TAX, "TTC")):
        (budget,) = measured(line("budget", "1", amount=f"1 € {typed}")).values()
        assert budget.basis == basis.value
        assert PlanMeasure.from_json(budget.as_json()) == budget
    assert PlanMeasure().as_json() == {"known": 0, "total": 0}
    assert PlanMeasure.from_json({}) == PlanMeasure()


def test_a_grid_of_which_every_line_is_stated_holds_nothing_else() -> None:
    forms = next(section for section in plan_sections() if section.code == "adaptation").grid_keys()
    lines = [line("adaptation", key, held="no") for key in forms]
    digest = digest_plan(heading(), plan_sections(), lines)
    assert digest.measures[MeasureKind.ADAPTATION].high == 0
    assert digest_plan(heading(), plan_sections(), lines[1:]).measures[MeasureKind.ADAPTATION].high is None
    assert (digest.complete, digest.sections) == ((), ("adaptation",))
    assert PlanDigest.from_json(digest.as_json()) == digest


def test_a_plan_begins_with_its_first_step_and_ends_with_its_carrying_out_or_its_evaluation() -> None:
    steps = steps_of(
        [
            line("steps", "adoption", status="done", date="2018"),
            line("steps", "implementation", status="ongoing", date="2017-05", end="2024"),
            line("steps", "evaluation", status="done", date="2023"),
            line("steps", "decision", status="planned", date="2010"),
        ]
    )
    assert (str(start_of(steps)), str(end_of(steps))) == ("2017-05", "2024")
    assert str(end_of([step for step in steps if step.kind is not StepKind.IMPLEMENTATION])) == "2023"


def test_a_succession_is_refused_only_where_it_loops_or_is_claimed() -> None:
    check_succession("c", "b", {"a": "", "b": "a", "c": "b"})
    check_succession("new", "gone", {})
    first, second = heading("a"), heading("b", kind=PlanKind.SCOT_AEC)
    assert current_plan([second, first]) is first
    assert current_plan([first, heading("z")], {"a"}) is first, "one that is adopted stands before one that is not"


def test_a_change_is_counted_from_its_base_and_a_nil_base_gives_no_share() -> None:
    assert level_reached(target(**{**CUT, "value": 0.0})) == 200
    assert level_reached(target(**{**CUT, "base_value": 0.0})) == 0
    assert change_pct(target(**{**CUT, "value": 0.0, "unit": "GWh"})) == 0
    share = {"kind": TargetKind.SHARE, "unit": "pct", "quantity": "renewable_share"}
    assert [one.field for one in target_problems([target(**share, value=-0.1)])] == ["value"]
    assert [one.field for one in target_problems([target(**share, value=100.1)])] == ["value"]
    assert [one.field for one in target_problems([target(**share, value=5.0, base_year=2030)])] == ["horizon"]


def test_a_trajectory_starts_from_the_first_base_that_a_plan_gives() -> None:
    given = [target(**{**CUT, "value": -10.0, "horizon": 2050, "key": "2"}), target(**CUT)]
    aligned = align([(2012, 1_000.0, get_unit("MWh"))], given)
    assert (aligned.base, aligned.observed) == ((2008, 200), ((2012, 1),))
    assert [(level.key, level.year, level.value, level.observed_base) for level in aligned.aimed] == [
        ("1", 2030, 120, None),
        ("2", 2050, 180, None),
    ]
    counted = align([(2008, 50.0, get_unit("GWh"))], [target(**{**CUT, "base_value": None})])
    assert (counted.base, counted.aimed[0].observed_base, counted.aimed[0].factor) == (None, 2008, 0.6)
    with pytest.raises(UnalignedTargetsError, match="non précisée"):
        align([], [target(**CUT), target(**{**CUT, "base_year": None})])


def test_what_is_drawn_comes_in_the_order_of_the_years() -> None:
    lines = [
        line("observations", key, quantity="ghg", year=year, value="1", unit="ktCO2e")
        for key, year in (("1", "2020"), ("2", "2015"), ("3", "2018"))
    ]
    assert [one.year for one in drawable(observations_of(lines, scope=None))] == [2015, 2018, 2020]


def fact(topic: str, text: str, **changes: object) -> ProposableFact:
    values = {"value": None, "unit": "", "base_year": "", "horizon": "", "period": ""}
    return ProposableFact(id="W1", topic=topic, statement=Text(text, ""), **{**values, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Le PCAET est approuvé le 1er mars 2020, puis modifié le 12 avril 2021.", "2021-04-12"),
        ("Le plan climat a été voté en 2019.", "2019"),
        ("Le PCAET adopté en 2019 vaut jusqu’en 2019.", "2019"),
    ],
)
def test_the_day_of_an_adoption_is_the_last_that_is_named_else_the_only_year(text: str, day: str) -> None:
    (proposal,) = propose_from_facts([fact("plan", text)])
    assert (proposal.typed, proposal.key) == ({"status": "done", "date": day}, "fact:W1:steps")


@pytest.mark.parametrize(
    ("unit", "quantity"), [("% energy", "final_energy"), ("% Efficiency gains", "efficiency"), ("% ghg", "ghg")]
)
def test_a_target_is_proposed_in_the_quantity_that_its_unit_names(unit: str, quantity: str) -> None:
    (proposal,) = propose_from_facts([fact("target", "x", value=-2.5, unit=unit, horizon="2030")])
    assert (proposal.typed["quantity"], proposal.typed["value"], proposal.typed["kind"]) == (quantity, "-2.5", "change")
    assert propose_from_facts([fact("target", "x", value=1, unit="energy %", horizon="2030")]) == ()


def test_an_amount_of_an_answer_has_its_basis_and_a_row_without_what_is_required_gives_none() -> None:
    given = AnswerRule(
        question="q",
        section="engineering",
        taken={"subject": "name", "amount": "cost", "year": "year"},
        basis="tax",
        required=("subject",),
    )
    rows = [
        {"name": "A", "cost": 1500.5, "tax": "with_tax", "year": 2020},
        {"name": "B", "cost": 2000, "tax": "other"},
        {"cost": 1},
    ]
    answer = GivenAnswer(
        question="q", wording=WORDS, value=rows, year=2026, evidence=EvidenceRef(kind="answer", key="a/b/q")
    )
    first, second = propose_from_answers([answer], {"q": given})
    assert first.typed == {"subject": "A", "amount": "1500.5 € TTC", "year": "2020"}
    assert second.typed == {"subject": "B", "amount": "2000 €", "year": "2026"}
    assert [one.key for one in (first, second)] == ["answer:a/b/q:0", "answer:a/b/q:1"]


def test_a_section_holds_the_most_lines_and_not_one_more(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("autan.plans.plans.actions.plans.MAX_LINES", 3)
    lines = [LineInput(key="", typed={"name": str(rank)}) for rank in range(3)]
    assert save_section(by=None, plan=plan, section="partners", lines=lines) == 3
    with pytest.raises(DomainError, match="une rubrique tient en 3 lignes"):
        save_section(by=None, plan=plan, section="partners", lines=[LineInput(key="", typed={"name": "x"})])
    assert PlanLine.objects.count() == 3
    assert save_section(by=None, plan=plan, section="partners", lines=[LineInput(key="1", typed={"name": "x"})]) == 1
