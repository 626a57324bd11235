"""The plans of a network as they are shown: table that leaves, timeline, charts, maps, side by side."""

from datetime import date

import pytest

from autan.ground.wordings import Text
from autan.plans.network_plans.core.register import RegisterColumn, register_rows
from autan.plans.network_plans.presenters.charts import measure_chart, pcet_map, plans_map
from autan.plans.network_plans.presenters.comparison import comparison_charts, competence_rows, matrices
from autan.plans.network_plans.presenters.register import cells_in_words, register_table
from autan.plans.network_plans.presenters.timeline import TimelineView, timeline_view
from autan.plans.network_plans.renderers import draw_timeline
from autan.plans.obligations.core.competences import CompetenceReading, Duty, Holding
from autan.plans.obligations.importers.rules import plan_competences
from autan.plans.plans.core.figures import HeldPlan
from autan.plans.plans.core.measures import MeasureKind
from autan.plans.plans.core.plans import PlanKind
from autan.territories.networks.core.members import Certainty, Member
from tests.plans.plans.making import A, B, C, held, line, members

NAMES = {A: "Ysaure", B: "Malaure", C: "Orsanne"}
TODAY = date(2026, 11, 30)
ADOPTED = held(
    line("steps", "decision", status="done", date="2016-11-07"),
    line("steps", "adoption", status="done", date="2019-06"),
    line("budget", "1", amount="100 à 200 k€"),
    line("staff", "1", year="2024", fte="2"),
    line("themes", "transport", coverage="treated"),
    complete=("budget",),
)
EARLIER = held(
    line("steps", "adoption", status="planned"),
    line("budget", "1", amount="50 k€"),
    complete=("budget",),
    slug="b",
    kind=PlanKind.PCET,
    sirens=(B,),
)
PLANS = members({A: ADOPTED, B: EARLIER, C: None})
COLUMNS = (RegisterColumn.PLAN.value, MeasureKind.BUDGET_TERRITORY.value, RegisterColumn.DUTY.value)


def test_the_register_leaves_as_a_table_with_both_ends_of_a_range_and_empty_cells():
    rows = register_rows(PLANS, NAMES, COLUMNS, {A: Duty.BOUND}, [A, B, C])
    head, first, second, third = register_table(rows, COLUMNS, is_invented=False)
    label = str(head[3])
    assert head == ("SIREN", "Membre", "Plan", label, head[4], head[5], "Obligation, selon la règle")
    assert [str(head[rank]).rpartition(", ")[2] for rank in (4, 5)] == ["jusqu’à", "état"]
    assert first == (A, "Ysaure", "PCAET", 100_000, 200_000, None, "obligée")
    assert second == (B, "Malaure", "PCET", 50_000, None, None, None)
    assert third == (C, "Orsanne", None, None, None, third[5], None)
    made_up = register_table(rows, COLUMNS, is_invented=True)
    assert [row[1] for row in made_up] == ["Membre", *(f"{name} (inventé)" for name in NAMES.values())]


def test_a_cell_is_said_in_the_words_of_its_column():
    (row,) = register_rows(PLANS, NAMES, (RegisterColumn.STAGE, RegisterColumn.SCOPE), {}, [A])
    cells = cells_in_words(row, (RegisterColumn.STAGE, RegisterColumn.SCOPE))
    assert [(label, words) for label, words, _cell in cells] == [("Étape", "Adoption (fait)"), ("Champ", "territoire")]


def shown(*plans: HeldPlan, names: dict[str, str] = NAMES, today: date = TODAY) -> TimelineView:
    return timeline_view("essai", plans, names, today)


def test_a_timeline_has_a_row_for_each_plan_and_for_each_member_without_one():
    view = shown(ADOPTED, EARLIER)
    assert view.sentence == "2 plans connus, dont 1 datés."
    assert [(row.member, row.title, row.label) for row in view.rows] == [
        ("Ysaure", "a-pcaet", "PCAET"),
        ("Malaure", "b", "PCET"),
        ("Orsanne", "Orsanne", ""),
    ]
    first, undated, none = view.rows
    assert (first.start, first.adopted, first.end, first.is_open) == (date(2016, 11, 7), date(2019, 6, 1), None, True)
    assert "adoption juin 2019" in first.words
    assert (first.colour, undated.colour, none.colour) == ("data", "electricity", "hatch")
    assert (undated.words, undated.undated) == ("date non renseignée", "date non renseignée")
    assert (none.words, none.undated) == ("aucun plan connu ici", "aucun plan connu ici")
    assert first.start_figure is not None
    assert undated.start_figure is None
    assert (view.first_year, view.last_year, view.name) == (2003, 2026, "plans-essai")


def test_a_timeline_says_nothing_where_no_plan_is_known():
    assert shown().rows == ()


def test_the_plans_of_a_member_follow_one_another_under_its_name_written_once():
    later = held(
        line("steps", "adoption", status="done", date="2023"),
        line("steps", "decision", status="done", date="2021"),
        slug="later",
        follows="a-pcaet",
    )
    old = held(line("steps", "decision", status="done", date="1998"), slug="old", kind=PlanKind.OWN)
    ended = held(line("steps", "implementation", status="done", date="2013", end="2030"), slug="ended")
    view = shown(later, ended, ADOPTED, old, held(slug="whole", sirens=(), kind=PlanKind.TEPOS), names={A: "Ysaure"})
    assert [(row.member, row.title, row.is_open) for row in view.rows] == [
        ("Ysaure", "old", True),
        ("", "ended", False),
        ("", "a-pcaet", False),  # another took its place
        ("", "later", True),
        ("le réseau", "whole", True),
    ]
    assert (view.first_year, view.last_year) == (1998, 2030)
    planned = held(line("steps", "adoption", status="planned", date="2027"), slug="next", follows="a-pcaet")
    rows = {row.title: row for row in shown(ADOPTED, planned).rows}
    assert rows["a-pcaet"].is_open  # which is not adopted yet


def test_a_year_of_the_axis_is_as_long_as_another():
    drawn = draw_timeline(shown(ADOPTED, today=date(2026, 11, 30)))
    assert drawn.count("<svg") == 2
    assert [drawn.count(f">{year}</text>") for year in (2003, 2007, 2011, 2004)] == [2, 1, 2, 0]


MEMBERS = [
    Member(
        siren=siren,
        name=name,
        short_name=name,
        kind="CC",
        valid_from=None,
        valid_to=None,
        certainty=Certainty.CONFIRMED,
        note=Text("", ""),
        evidence=(),
    )
    for siren, name in NAMES.items()
]


@pytest.mark.django_db
def test_a_map_tells_the_kind_of_the_plan_of_each_member():
    drawn = plans_map("essai", MEMBERS, PLANS)
    assert [place.category for place in drawn.places] == ["pcaet", "pcet", "unknown"]
    assert [category.code for category in drawn.categories] == ["pcaet", "pcet", "unknown"]
    assert drawn.sentence.fr == "Un plan est connu pour 2 des 3 membres."
    whole = plans_map("essai", MEMBERS[:2], members({A: ADOPTED, B: EARLIER}))
    assert [category.code for category in whole.categories] == ["pcaet", "pcet"]


@pytest.mark.django_db
def test_a_map_of_pcet_tells_where_each_stands():
    adopted = held(line("steps", "adoption", status="done", date="2012"), kind=PlanKind.PCET)
    drawn = pcet_map("essai", MEMBERS, members({A: adopted, B: EARLIER, C: None}))
    assert [place.category for place in drawn.places] == ["adopted", "begun", "unknown"]
    assert drawn.sentence.en == "A PCET is known for 2 of the 3 members."


def test_a_chart_shows_the_largest_first_and_the_unknown_last():
    plans = members({B: EARLIER, C: None, A: ADOPTED})
    chart = measure_chart(plans, NAMES, MeasureKind.BUDGET_TERRITORY)
    assert chart is not None
    assert [row.label.fr for row in chart.rows] == ["Ysaure", "Malaure", "Orsanne"]
    assert (chart.kind.value, chart.sentence.fr) == ("ranges", "Connu pour 2 des 3 membres.")
    bars = measure_chart(members({B: EARLIER, C: None}), NAMES, MeasureKind.BUDGET_TERRITORY)
    assert bars is not None
    assert bars.kind.value == "bars"
    assert measure_chart(plans, NAMES, MeasureKind.MEETINGS) is None
    assert [one.id for one in comparison_charts(plans, NAMES)] == [
        "plans-entente-budget-territory",
        "plans-entente-staff",
    ]


def test_themes_stand_side_by_side_where_some_member_states_one():
    (themes,) = matrices(PLANS, NAMES)
    assert themes["members"] == tuple(NAMES.values())
    (transport,) = themes["rows"]
    assert [(name, state) for name, state, _words in transport["states"]] == [
        ("Ysaure", "treated"),
        ("Malaure", ""),
        ("Orsanne", ""),
    ]
    assert (transport["count"].value, transport["count"].known, transport["count"].total) == (1, 1, 3)
    assert matrices(members({B: EARLIER, C: None}), NAMES) == []


def test_each_competence_has_its_row_and_its_count():
    def reading(rank: int, holding: Holding) -> CompetenceReading:
        return CompetenceReading(competence=plan_competences()[rank], holding=holding)

    count = len(plan_competences())
    readings = {
        A: [reading(rank, Holding.HELD) for rank in range(count)],
        B: [reading(rank, Holding.NOT_DECLARED if rank else Holding.NOT_HELD) for rank in reversed(range(count))],
    }
    rows = competence_rows("entente", readings, NAMES)
    assert [row["label"] for row in rows] == [competence.label.fr for competence in plan_competences()]
    assert [(row["count"].value, row["count"].known, row["count"].total) for row in rows[:2]] == [(1, 2, 2), (1, 1, 2)]
    assert [(name, words) for name, words, _reading in rows[0]["readings"]] == [("Ysaure", "oui"), ("Malaure", "non")]
