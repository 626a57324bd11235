"""What a count or a sum of a network rests on, what its register sorts by, and where a drawing puts a day."""

from datetime import date

import pytest
from lxml import etree

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.ground.texts.language import in_language
from autan.ground.wordings import Text
from autan.plans.network_plans.core.network_figures import (
    count_adopted,
    count_evaluated,
    count_members,
    count_plans,
    count_state,
    network_sum,
)
from autan.plans.network_plans.core.register import (
    COLUMNS,
    RegisterColumn,
    RegisterFilter,
    register_order,
    register_rows,
)
from autan.plans.network_plans.presenters.charts import measure_chart, plans_map
from autan.plans.network_plans.presenters.register import cells_in_words, filter_choices, register_table
from autan.plans.network_plans.presenters.timeline import TimelineRowView, TimelineView
from autan.plans.network_plans.renderers import draw_timeline
from autan.plans.obligations.core.competences import Duty
from autan.plans.plans.core.figures import HeldPlan
from autan.plans.plans.core.measures import MeasureKind
from autan.plans.plans.core.plans import PlanKind
from autan.plans.plans.core.steps import StepKind
from tests.plans.network_plans.test_presenters import MEMBERS, NAMES
from tests.plans.plans.making import A, B, C, held, line, members

FACT = EvidenceRef(kind="fact", key="W1")
WORDS = Text("compte", "count")


def keys(figure: Figure) -> list[str]:
    return [ref.key for ref in figure.evidence]


def budget(amount: str, slug: str, siren: str, *, is_complete: bool = True, **changes: object) -> HeldPlan:
    complete = ("budget",) if is_complete else ()
    return held(line("budget", "1", amount=amount), slug=slug, sirens=(siren,), complete=complete, **changes)


def test_a_count_rests_on_the_lines_that_say_it_and_on_what_states_them():
    first = held(line("steps", "adoption", [FACT], status="done"), line("links", "scot", rating="done"), slug="a")
    second = held(line("steps", "adoption", [FACT], status="planned"), slug="b", sirens=(B,))
    plans = members({A: first, B: second, C: held(slug="c", sirens=(C,))})
    assert keys(count_adopted(plans)) == ["a/steps/adoption", "W1", "b/steps/adoption"], "each once"
    assert keys(count_state(plans, "links", "scot", "done", WORDS)) == ["a/links/scot"]
    assert keys(count_plans(plans, WORDS)) == ["a", "b", "c"]
    nobody = count_members(plans, what="x", label=WORDS, is_known=lambda _plan: False, counts=lambda _plan: True)
    assert (nobody.value, nobody.known, nobody.evidence, nobody.state) == (None, 0, (), ValueState.MISSING)
    everybody = count_members(plans, what="x", label=WORDS, is_known=lambda _plan: True, counts=lambda _plan: False)
    assert (everybody.value, everybody.known, keys(everybody)) == (0, 3, ["a", "b", "c"])
    assert (everybody.id, everybody.boundary) == ("plans.entente.current.x", "plan_members_x")


def test_devices_that_are_counted_rest_on_their_lines_of_evaluation():
    lines = [line("evaluation", "report", status="in_place"), line("evaluation", "dashboard", status="none")]
    figure = count_evaluated(members({A: held(*lines, slug="a"), B: None}), is_in_place=True)
    assert keys(figure) == ["a/evaluation/report", "a/evaluation/dashboard"]
    assert (figure.value, figure.known, figure.total) == (1, 1, 2)
    assert figure.label.fr == "Dispositif d’évaluation en place"
    planned = count_evaluated(members({A: held(*lines, slug="a")}), is_in_place=False)
    assert (planned.value, planned.label.fr) == (0, "Dispositif d’évaluation seulement prévu")


def test_a_sum_adds_values_and_ends_of_ranges_and_its_inputs_are_the_members():
    plans = members({A: budget("100 k€", "a", A), B: budget("10 à 30 k€", "b", B), C: budget("0 €", "c", C)})
    total = network_sum(plans, MeasureKind.BUDGET_TERRITORY)
    assert (total.low, total.high, total.value) == (110_000, 130_000, None)
    assert [part.id for part in total.inputs] == [f"plans.{siren}.current.budget_territory" for siren in (A, B, C)]
    assert (total.known, total.total, total.territories) == (3, 3, (A, B, C))
    equal = network_sum(members({A: plans.plans[A], C: plans.plans[C]}), MeasureKind.BUDGET_TERRITORY)
    assert (equal.value, equal.low, equal.high, equal.state) == (100_000, None, None, ValueState.OBSERVED)


def test_a_member_that_is_known_at_least_or_not_at_all_leaves_a_lower_bound():
    sure, open_ended = budget("100 k€", "a", A), budget("10 à 30 k€", "b", B, is_complete=False)
    for other, known in ((open_ended, 2), (None, 1)):
        total = network_sum(members({A: sure, B: other}), MeasureKind.BUDGET_TERRITORY)
        value = 110_000 if other else 100_000
        assert (total.value, total.high, total.state, total.known) == (value, None, ValueState.LOWER_BOUND, known)
    rough = network_sum(members({A: budget("environ 5 k€", "a", A)}), MeasureKind.BUDGET_TERRITORY)
    assert rough.state is ValueState.ESTIMATED


def test_a_sum_of_two_bases_says_why_it_is_not_made_and_keeps_who_is_known():
    plans = members({A: budget("1 k€ HT", "a", A), B: budget("2 k€ TTC", "b", B, is_invented=True)})
    total = network_sum(plans, MeasureKind.BUDGET_TERRITORY)
    assert (total.value, total.low, total.known, total.state) == (None, None, 2, ValueState.MISSING)
    assert total.note is not None
    assert "HT et TTC" in total.note.fr, "this is said before that a plan is invented"
    assert total.boundary == "plan_budget_territory"
    assert network_sum(members({A: plans.plans[A]}), MeasureKind.BUDGET_TERRITORY).boundary.endswith("_ht")


def order(asked: str, plans: dict[str, HeldPlan | None], duties: dict[str, Duty] | None = None) -> list[str]:
    return list(register_order(members(plans), NAMES, RegisterFilter(order=asked), duties or {}))


def test_the_unknown_come_last_in_the_order_of_the_network_both_ways():
    plans = {C: None, A: budget("1 €", "a", A), B: budget("2 €", "b", B)}
    code = MeasureKind.BUDGET_TERRITORY.value
    assert order(code, plans) == [A, B, C]
    assert order(f"-{code}", plans) == [B, A, C]
    silent = {C: None, B: held(slug="b", sirens=(B,)), A: budget("0 €", "a", A)}
    assert order(code, silent) == order(f"-{code}", silent) == [A, C, B], "nought is known"
    assert order("-moon", plans) == [C, A, B]


@pytest.mark.parametrize(
    ("column", "rising"),
    [
        (RegisterColumn.DUTY, [A, B, C]),
        (RegisterColumn.STAGE, [B, C, A]),
        (RegisterColumn.COMPLETENESS, [C, A, B]),
        (RegisterColumn.CARRIER, [B, A, C]),
        (RegisterColumn.PLAN, [B, A, C]),
    ],
)
def test_each_column_is_sorted_by_what_it_means(column: RegisterColumn, rising: list[str]):
    steps = [line("steps", key, status="done") for key in ("decision", "adoption", "strategy")]
    plans: dict[str, HeldPlan | None] = {
        A: held(*steps, slug="a", kind=PlanKind.PCAET, carrier="Syndicat"),
        B: held(steps[0], line("partners", "1", name="x"), slug="b", kind=PlanKind.AGENDA_21, carrier="Pays"),
        C: held(steps[2], slug="c", kind=PlanKind.TEPOS, carrier="Ville"),
    }
    ordered = list(Duty)
    duties = {A: ordered[0], B: ordered[1], C: ordered[-1]}
    assert order(column, plans, duties) == rising
    assert order(f"-{column}", plans, duties) == rising[::-1]


def test_a_filter_of_words_needs_them_all_in_the_member_or_its_plan_without_accents():
    plans = members({A: held(slug="Énergie du pays"), B: None, C: None})

    def found(text: str) -> tuple[str, ...]:
        return register_order(plans, {A: "Ysaure", B: "Malaure", C: "Orsanné"}, RegisterFilter(text=text), {})

    assert found("energie YSAURE") == (A,)
    assert found("orsanne") == (C,)
    assert found("energie malaure") == ()
    assert found("aure") == (A, B)


def test_a_row_of_a_member_without_plan_has_unknown_cells_in_both_languages():
    (row,) = register_rows(members({A: None}), NAMES, tuple(COLUMNS), {A: Duty.BOUND}, [A])
    known = [code for code, cell in zip(COLUMNS, row.cells, strict=True) if cell.is_known]
    assert known == [RegisterColumn.DUTY]
    for language, words in (("fr", "non renseigné"), ("en", "not known")):
        with in_language(language):
            shown = cells_in_words(row, tuple(COLUMNS))
            assert shown[0][1] == words, shown[0]
    table = register_table([row], tuple(COLUMNS), is_invented=False)
    assert len(table[0]) == len(table[1]) == 2 + 6 + 3 * (len(COLUMNS) - 6)
    assert [choice[0] for choice in filter_choices()["stage"]] == [step.value for step in StepKind]
    assert [choice[0] for choice in filter_choices()["kind"]] == [kind.value for kind in PlanKind]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "group"),
    [
        (PlanKind.PCAET, "pcaet"),
        (PlanKind.SCOT_AEC, "pcaet"),
        (PlanKind.PCET, "pcet"),
        (PlanKind.TEPOS, "programme"),
        (PlanKind.AGENDA_21, "programme"),
        (PlanKind.OWN, "own"),
    ],
)
def test_a_map_groups_kinds_in_four_and_lists_those_that_some_member_has(kind: PlanKind, group: str):
    drawn = plans_map("essai", MEMBERS, members({A: held(kind=kind), B: None, C: None}))
    assert [place.category for place in drawn.places] == [group, "unknown", "unknown"]
    assert [category.code for category in drawn.categories] == [group, "unknown"]


def test_a_chart_of_equal_values_keeps_the_order_of_the_members():
    plans = members({C: budget("5 €", "c", C), A: budget("5 €", "a", A), B: budget("7 €", "b", B)})
    chart = measure_chart(plans, NAMES, MeasureKind.BUDGET_TERRITORY)
    assert chart is not None
    assert [row.label.fr for row in chart.rows] == ["Malaure", "Orsanne", "Ysaure"]
    assert chart.sentence.fr == "Connu pour 3 des 3 membres."


def bars(*rows: dict[str, date | bool | None]) -> list[etree._Element]:
    views = tuple(TimelineRowView(member="M", title="T", words="mots", url="", label="PCAET", **row) for row in rows)  # type: ignore[arg-type]
    view = TimelineView(name="t", sentence="S", rows=views, first_year=2000, last_year=2019, today=date(2010, 1, 1))
    wide = next(iter(etree.fromstring(f"<div>{draw_timeline(view)}</div>")))
    return list(wide.iter("{http://www.w3.org/2000/svg}rect"))


def test_a_bar_is_as_long_as_its_years_and_stays_on_the_axis():
    first, twice, early, late = bars(
        {"start": date(2005, 1, 1), "end": date(2010, 1, 1)},
        {"start": date(2005, 1, 1), "end": date(2015, 1, 1)},
        {"start": date(1990, 1, 1), "adopted": date(2000, 1, 1)},
        {"start": date(2030, 1, 1), "end": date(2040, 1, 1)},
    )
    widths = [float(bar.get("width") or 0) for bar in (first, twice)]
    assert widths[1] == pytest.approx(2 * widths[0], abs=0.2)
    assert float(first.get("x") or 0) == float(twice.get("x") or 0)
    left, right = (float(bar.get("x") or 0) for bar in (early, late))
    assert right - left == pytest.approx(4 * widths[0], abs=0.5), "before the first year, and after the last"
    assert [float(bar.get("width") or 0) for bar in (early, late)] == [7, 7]
