"""What is counted in one plan: with its lines, its coverage, and why it cannot be."""

from autan.evidence.figures.core.sources import EvidenceRef
from autan.plans.plans.core.digests import VERSION, PlanDigest, digest_plan
from autan.plans.plans.core.measures import MeasureKind, PlanMeasure, measure_plan, plan_problems
from autan.plans.plans.core.plans import PlanScope
from autan.plans.plans.core.steps import Stage, StepKind, StepStatus
from autan.plans.plans.importers.definitions import plan_sections
from tests.plans.plans.making import heading, line

FACT = EvidenceRef(kind="fact", key="W1")
FULL = (
    line("steps", "decision", status="done", date="2015-12-15"),
    line("steps", "adoption", [FACT], status="done", date="2018-09-25"),
    line("steps", "implementation", status="ongoing", date="2019", end="2025"),
    line("budget", "1", amount="400 k€ HT", year="2019"),
    line("budget", "2", amount="500 à 600 k€ HT", year="2020"),
    line("budget", "3", amount="80 k€ HT", scope="estate"),
    line("engineering", "1", subject="Diagnostic", amount="environ 30 k€ TTC"),
    line("staff", "1", year="2023", fte="1"),
    line("staff", "2", year="2024", fte="1,5"),
    line("staff", "3", year="2024", role="stage"),
    line("participation", "1", form="workshop", meetings="4", people="120"),
    line("participation", "2", form="survey", meetings="0"),
    line("links", "scot", rating="done"),
    line("links", "pdu", rating="absent"),
    line("themes", "energy", coverage="treated"),
    line("adaptation", "own_plan", held="no"),
    line("adaptation", "part_of_plan", held="yes"),
    line("partners", "1", name="Agence locale de l’énergie"),
    line("partners", "2"),
    line("evaluation", "dashboard", status="in_place"),
    line("evaluation", "report", status="planned"),
    line("labels", "1", label="tepcv", from_="2016"),
    line("people", "1", role="elected_lead", name="Camille"),
)


def test_each_measure_comes_with_the_lines_that_it_rests_on():
    plan = measure_plan(heading(), FULL, ("budget",))
    start, budget = plan[MeasureKind.START], plan[MeasureKind.BUDGET_TERRITORY]
    assert (start.low, start.date, start.lines) == (2015, "2015-12-15", ("steps/decision",))
    assert (budget.low, budget.high, budget.basis, budget.known, budget.total) == (900_000, 1_000_000, "ht", 2, 2)
    assert budget.lines == ("budget/1", "budget/2")
    assert plan[MeasureKind.BUDGET_ESTATE].low == 80_000
    assert plan[MeasureKind.STUDIES].is_rough
    staff = plan[MeasureKind.STAFF]
    assert (staff.low, staff.known, staff.total, staff.date) == (1.5, 1, 2, "2024")
    people = plan[MeasureKind.PARTICIPANTS]
    assert (people.low, people.known, people.total) == (120, 1, 2)
    assert plan[MeasureKind.MEETINGS].low == 4
    counted = (MeasureKind.LINKS, MeasureKind.THEMES, MeasureKind.ADAPTATION, MeasureKind.PARTNERS)
    assert [plan[kind].low for kind in counted] == [1, 1, 1, 1]
    assert (plan[MeasureKind.EVALUATION_IN_PLACE].low, plan[MeasureKind.EVALUATION_PLANNED].low) == (1, 1)
    opened = measure_plan(heading(), FULL)
    ends = {kind for kind, measure in opened.items() if measure.high is not None}
    assert ends == {MeasureKind.START, MeasureKind.ADOPTION}


def test_nothing_stated_is_left_out_never_nil():
    assert measure_plan(heading(), ()) == {}
    assert MeasureKind.THEMES not in measure_plan(heading(), [line("themes", "energy")])
    staff = measure_plan(heading(), [line("staff", "1", role="stage")])
    assert MeasureKind.STAFF not in staff


def test_a_line_without_scope_in_a_plan_of_both_enters_neither_budget():
    plan = measure_plan(heading(scope=PlanScope.BOTH), [line("budget", "1", amount="400 k€")])
    assert MeasureKind.BUDGET_TERRITORY not in plan
    assert MeasureKind.BUDGET_ESTATE not in plan


def own(*lines, complete=("budget", "funding")):
    return measure_plan(heading(), lines, complete).get(MeasureKind.OWN_SHARE)


def test_the_own_share_is_known_when_every_line_is():
    budget, grant = line("budget", "1", amount="200 k€ HT"), line("funding", "1", funder="ADEME", granted="50 k€ HT")
    assert (own(budget, grant).low, own(budget, grant).high) == (75.0, 75.0)
    unknown = own(budget, grant, line("funding", "2", funder="Région"))
    assert (unknown.low, unknown.known, unknown.total) == (None, 2, 3)
    assert own(budget) is None
    assert own(grant) is None
    opened = own(budget, grant, complete=("budget",))
    assert (opened.low, opened.known) == (None, 0)
    assert "n’est pas établie" in opened.problem.fr


def test_the_own_share_of_two_scopes_or_two_bases_is_not_made():
    budget = line("budget", "1", amount="200 k€ HT")
    estate = line("funding", "1", funder="ADEME", granted="50 k€ HT", scope="estate")
    scopes = own(budget, estate)
    assert scopes.low is None
    assert "du territoire, une autre du patrimoine" in scopes.problem.fr
    mixed = own(budget, line("funding", "1", funder="ADEME", granted="50 k€ TTC"))
    assert mixed.low is None
    assert "HT et TTC" in mixed.problem.fr


def test_mixed_money_is_a_problem_of_its_section():
    lines = [line("budget", "1", amount="200 k€ HT"), line("budget", "2", amount="50 k€ TTC")]
    (problem,) = plan_problems(heading(), lines)
    assert (problem.section, problem.key) == ("budget", "")
    assert measure_plan(heading(), lines)[MeasureKind.BUDGET_TERRITORY].low is None


def test_every_sort_of_problem_is_gathered():
    lines = [
        line("steps", "decision", status="done", date="2015"),
        line("steps", "adoption", status="done", date="2012"),
        line("staff", "1", year="deux mille"),
        line("targets", "1", quantity="ghg", kind="change", value="-20", unit="pct", horizon="2020"),
    ]
    assert [(problem.section, problem.field) for problem in plan_problems(heading(sirens=()), lines)] == [
        ("staff", "year"),
        ("steps", "date"),
        ("targets", "base_year"),
    ]


def test_a_digest_is_written_and_read_again_the_same():
    digest = digest_plan(heading(), plan_sections(), FULL)
    assert digest.stage == Stage(kind=StepKind.IMPLEMENTATION, status=StepStatus.ONGOING)
    assert digest.end == "2025"
    assert digest.states["links.scot"] == "done"
    assert digest.states["labels.tepcv"] == "stated"
    assert "people.elected_lead" in digest.states
    assert "budget.1" not in digest.states
    assert digest.evidence == {"steps/adoption": (FACT,)}
    assert digest.sections[0] == "steps"
    assert 0 < digest.completeness_pct < 100
    assert PlanDigest.from_json(digest.as_json()) == digest
    assert PlanDigest.from_json({**digest.as_json(), "version": VERSION - 1}) is None
    assert PlanDigest.from_json(PlanDigest().as_json()) == PlanDigest()


def test_a_nil_measure_stays_nil_and_a_problem_stays_told():
    nil = PlanMeasure(low=0, high=0, known=1, total=1, lines=("adaptation/own_plan",))
    assert PlanMeasure.from_json(nil.as_json()) == nil
    mixed = measure_plan(heading(), [line("budget", "1", amount="2 € HT"), line("budget", "2", amount="5 € TTC")])
    told = mixed[MeasureKind.BUDGET_TERRITORY]
    assert PlanMeasure.from_json(told.as_json()) == told


def test_each_measure_has_words_and_a_unit():
    assert all(kind.label.fr and kind.label.en and kind.unit for kind in MeasureKind)
