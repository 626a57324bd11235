"""The measures of a plan as figures: value, range or bound, date, evidence, note; with or without a plan."""

from dataclasses import replace
from datetime import date

import pytest

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import get_unit
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Text
from autan.plans.plans.core.figures import LINE_KIND, PLAN_KIND, line_evidence, member_figure, plan_figure, ref_of_line
from autan.plans.plans.core.measures import MeasureKind
from autan.plans.plans.core.observations import PlanObservation
from autan.plans.plans.core.targets import UnalignedTargetsError
from autan.plans.plans.core.trajectories import (
    PlanTrajectory,
    TargetLevel,
    aimed_figure,
    convert_energy,
    in_trajectory,
    observation_figure,
    observed_year,
)
from tests.plans.plans.making import A, B, held, line, members

FACT = EvidenceRef(kind="fact", key="W1")
LABEL = Text("Émissions", "Emissions")
DECISION = line("steps", "decision", status="done", date="2015-12-15")
CARRIED = line("steps", "implementation", status="done", date="2016", end="2021")


def budget(*amounts: str, scope: str = "territory"):
    return [line("budget", str(rank), amount=amount, scope=scope) for rank, amount in enumerate(amounts, start=1)]


def figure(kind: MeasureKind, *lines, complete=(), **changes: object) -> Figure:
    return plan_figure(held(*lines, complete=complete, **changes), kind)


def test_an_exact_amount_of_a_complete_budget_is_observed_with_its_basis() -> None:
    shown = figure(MeasureKind.BUDGET_TERRITORY, *budget("200 k€ HT", "50 k€ HT"), complete=["budget"])
    assert (shown.state, shown.value, shown.low, shown.high) == (ValueState.OBSERVED, 250_000, None, None)
    assert (shown.id, shown.unit.code) == ("plans.a-pcaet.plan.budget_territory", "EUR")
    assert shown.boundary == "plan_budget_territory_ht"
    assert (shown.known, shown.total, shown.territories) == (2, 2, (A,))
    assert shown.note is not None
    assert shown.note.fr == "HT"


def test_a_range_of_a_complete_budget_stays_a_range_and_about_is_estimated() -> None:
    shown = figure(MeasureKind.BUDGET_TERRITORY, *budget("100 à 200 k€"), complete=["budget"])
    assert (shown.state, shown.value, shown.low, shown.high) == (ValueState.OBSERVED, None, 100_000, 200_000)
    assert (shown.boundary, shown.note) == ("plan_budget_territory", None)
    about = figure(MeasureKind.BUDGET_TERRITORY, *budget("environ 100 k€"), complete=["budget"])
    assert (about.state, about.value) == (ValueState.ESTIMATED, 100_000)


@pytest.mark.parametrize(
    ("amounts", "complete", "known", "total"),
    [
        (["200 k€"], [], 1, 1),  # nobody says that there is nothing else
        (["200 k€", "beaucoup"], ["budget"], 1, 2),  # a line is not known
        (["plus de 200 k€"], ["budget"], 1, 1),  # no upper end
        (["200 à 300 k€"], [], 1, 1),  # the lower end alone is sure
    ],
)
def test_what_may_be_more_is_a_lower_bound(amounts: list[str], complete: list[str], known: int, total: int) -> None:
    shown = figure(MeasureKind.BUDGET_TERRITORY, *budget(*amounts), complete=complete)
    assert (shown.state, shown.value, shown.high) == (ValueState.LOWER_BOUND, 200_000, None)
    assert (shown.known, shown.total) == (known, total)


def test_nothing_stated_is_missing_and_rests_on_the_plan_itself() -> None:
    shown = figure(MeasureKind.STAFF)
    assert (shown.state, shown.value, shown.known, shown.total) == (ValueState.MISSING, None, 0, 1)
    assert shown.evidence == (EvidenceRef(kind=PLAN_KIND, key="a-pcaet"),)
    assert shown.period == Period.undated()


def test_money_that_does_not_add_is_not_established_and_says_why() -> None:
    shown = figure(MeasureKind.BUDGET_TERRITORY, *budget("1 € HT", "2 € TTC"), complete=["budget"])
    assert (shown.state, shown.value) == (ValueState.NOT_ESTABLISHED, None)
    assert shown.note is not None
    assert "HT et TTC" in shown.note.fr
    invented = figure(MeasureKind.BUDGET_TERRITORY, *budget("1 € HT", "2 € TTC"), is_invented=True)
    assert invented.note is not None
    assert invented.note.fr.startswith("Plan inventé, pour essayer. ; des montants")
    assert invented.note.en.partition("; ")[2] == shown.note.en


def test_a_list_of_targets_that_is_stated_empty_is_a_zero_and_another_count_is_none() -> None:
    shown = figure(MeasureKind.TARGETS, complete=["targets"])
    assert (shown.state, shown.value) == (ValueState.CONFIRMED_ZERO, 0)
    assert figure(MeasureKind.TARGETS).state is ValueState.MISSING
    links = figure(MeasureKind.LINKS, line("links", "scot", rating="absent"), complete=["links"])
    assert (links.state, links.value) == (ValueState.OBSERVED, 0)
    one = line("targets", "1", quantity="ghg", kind="level", value="3", unit="ktCO2e", horizon="2030")
    assert figure(MeasureKind.TARGETS, one).state is ValueState.LOWER_BOUND
    assert figure(MeasureKind.TARGETS, one, complete=["targets"]).state is ValueState.OBSERVED


def test_an_own_share_of_open_ranges_stays_a_range() -> None:
    lines = [*budget("100 à 200 k€"), line("funding", "1", funder="ADEME", granted="50 k€", scope="territory")]
    shown = figure(MeasureKind.OWN_SHARE, *lines, complete=["budget", "funding"])
    assert (shown.state, shown.low, shown.high, shown.unit.code) == (ValueState.OBSERVED, 50, 75, "pct")


@pytest.mark.parametrize(
    ("kind", "lines", "period"),
    [
        (MeasureKind.START, [DECISION], Period(start=date(2015, 12, 15), end=date(2015, 12, 15))),
        (
            MeasureKind.ADOPTION,
            [line("steps", "adoption", status="done", date="2018-09")],
            Period(start=date(2018, 9, 1), end=date(2018, 9, 30)),
        ),
        (MeasureKind.PARTNERS, [line("partners", "1", name="ADEME"), DECISION], Period.undated()),
        (
            MeasureKind.PARTNERS,
            [line("partners", "1", name="ADEME"), DECISION, CARRIED],
            Period(start=date(2015, 12, 15), end=date(2021, 12, 31)),
        ),
        (
            MeasureKind.PARTNERS,
            [line("partners", "1", name="ADEME"), line("steps", "decision", status="done", date="2022"), CARRIED],
            Period(start=date(2016, 1, 1), end=date(2021, 12, 31)),
        ),
        (MeasureKind.STAFF, [line("staff", "1", year="2024", fte="2"), DECISION, CARRIED], Period.parse("2024")),
        (
            MeasureKind.MEETINGS,
            [
                line("participation", "1", form="workshop", year="2020", meetings="4"),
                line("participation", "2", form="workshop", year="2018", meetings="4"),
            ],
            Period.parse("2018-2020"),
        ),
        (MeasureKind.STAFF, [DECISION, CARRIED], Period.undated()),
    ],
)
def test_a_measure_is_of_its_dates_else_of_the_plan_whose_both_ends_are_known(kind, lines, period) -> None:
    shown = figure(kind, *lines)
    assert (shown.period.start, shown.period.end) == (period.start, period.end)


def test_a_line_leads_to_itself_then_to_what_states_it_once() -> None:
    plan = held(line("partners", "1", [FACT], name="ADEME"), line("partners", "2", [FACT], name="Région"))
    own = [EvidenceRef(kind=LINE_KIND, key=f"a-pcaet/partners/{rank}") for rank in (1, 2)]
    assert line_evidence(plan, ["partners/1", "partners/2"]) == (*own, FACT)
    assert line_evidence(plan, []) == (EvidenceRef(kind=PLAN_KIND, key="a-pcaet"),)
    assert ref_of_line("p", "vulnerability/water-y2050").key == "p/vulnerability/water-y2050"
    shown = plan_figure(plan, MeasureKind.PARTNERS)
    assert shown.evidence == (*own, FACT)


def test_a_member_has_the_figure_of_its_plan_at_its_own_address_or_a_missing_one() -> None:
    plan = held(*budget("200 k€"), complete=["budget"])
    gathered = members({A: plan, B: None})
    own, none = (member_figure(gathered, siren, MeasureKind.BUDGET_TERRITORY) for siren in (A, B))
    assert (own.id, own.value, own.territories) == (f"plans.{A}.current.budget_territory", 200_000, (A,))
    assert own.evidence == plan_figure(plan, MeasureKind.BUDGET_TERRITORY).evidence
    assert (none.id, none.state, none.territories) == (f"plans.{B}.current.budget_territory", ValueState.MISSING, (B,))
    assert (none.known, none.total, none.evidence) == (0, 1, ())
    of_kind = member_figure(members({A: plan}, which="pcaet"), A, MeasureKind.STAFF)
    assert of_kind.id == f"plans.{A}.pcaet.staff"


def observation(**changes: object) -> PlanObservation:
    values: dict[str, object] = {
        "key": "4",
        "quantity": "ghg",
        "part": "waste",
        "year": 2016,
        "value": 12.5,
        "unit": "ktCO2e",
    }
    return PlanObservation(**{**values, **changes})  # type: ignore[arg-type]


def test_an_observed_value_is_a_figure_of_its_year_that_rests_on_its_line() -> None:
    plan = held(
        line("observations", "4", [FACT], quantity="ghg", part="waste", year="2016", value="12,5", unit="ktCO2e")
    )
    shown = observation_figure(plan, observation(), LABEL)
    assert (shown.id, shown.value, shown.unit.code) == ("plans.a-pcaet.plan.observed.4", 12.5, "ktCO2e")
    assert (shown.state, shown.known, shown.total) == (ValueState.OBSERVED, 1, 1)
    assert (observed_year(shown), shown.boundary) == (2016, "plan_observed_ghg_waste")
    assert shown.evidence == (EvidenceRef(kind=LINE_KIND, key="a-pcaet/observations/4"), FACT)
    assert shown.note is None
    assert observation_figure(held(is_invented=True), observation(), LABEL).note is not None


KT, T = get_unit("ktCO2e"), get_unit("tCO2e")
CUT = TargetLevel(key="1", year=2030, value=30.0, observed_base=2012, factor=0.6)


def aimed(level: TargetLevel, *observed: Figure) -> Figure:
    trajectory = PlanTrajectory(observed=(), aimed=(level,), unit=KT)
    return aimed_figure(held(), level, trajectory, LABEL, observed)


def observed(**changes: object) -> Figure:
    made = observation_figure(held(), observation(year=2012, value=50_000.0, unit="tCO2e"), LABEL)
    return replace(made, **changes)  # type: ignore[arg-type]


def test_a_level_that_the_plan_gives_is_its_number_without_input() -> None:
    shown = aimed(TargetLevel(key="1", year=2030, value=30.0), observed())
    assert (shown.value, shown.state, shown.inputs, shown.is_rough) == (30.0, ValueState.MODELLED, (), False)
    assert (shown.id, shown.unit, observed_year(shown)) == ("plans.a-pcaet.plan.aimed.1", KT, 2030)
    assert shown.boundary == "plan_aimed_ktCO2e"


def test_a_level_counted_from_an_observed_value_is_that_value_times_its_factor() -> None:
    base = observed()
    shown = aimed(CUT, observation_figure(held(), observation(year=2016), LABEL), base)
    assert (shown.value, shown.inputs) == (pytest.approx(30), (base,))
    least = aimed(CUT, observed(state=ValueState.LOWER_BOUND))
    assert (least.state, least.value) == (ValueState.LOWER_BOUND, pytest.approx(30))
    between = aimed(CUT, observed(value=None, low=40_000, high=50_000))
    assert (between.low, between.high) == (pytest.approx(24), pytest.approx(30))


def test_a_figure_is_put_in_the_unit_of_the_trajectory_with_its_bounds() -> None:
    put = in_trajectory(observed(value=None, low=40_000, high=50_000), KT)
    assert (put.unit, put.value, put.low, put.high) == (KT, None, 40, 50)
    assert in_trajectory(observed(), KT).value == 50
    with pytest.raises(UnalignedTargetsError, match="tCO2e et GWh ne mesurent pas la même chose"):
        in_trajectory(observed(), get_unit("GWh"))


@pytest.mark.parametrize(
    ("value", "unit", "to", "wanted"),
    [
        (1_500, "MWh", "GWh", 1.5),
        (2, "GWh_unstated", "MWh", 2_000),
        (3, "MWh", "GWh_unstated", 0.003),
        (4, "GWh_lhv", "GWh", 4),
        (5, "GWh", "GWh", 5),
        (6, "ktCO2e", "tCO2e", 6_000),
    ],
)
def test_energy_is_converted_on_the_basis_that_one_side_states(value: float, unit: str, to: str, wanted: float) -> None:
    assert convert_energy(value, get_unit(unit), get_unit(to)) == pytest.approx(wanted)


@pytest.mark.parametrize(("unit", "to"), [("MW", "GWh"), ("GWh", "ktCO2e"), ("GWh_unstated", "MW")])
def test_energy_is_no_power_and_no_emission(unit: str, to: str) -> None:
    with pytest.raises(UnalignedTargetsError):
        convert_energy(1, get_unit(unit), get_unit(to))
