"""The figure at each address of a plan, a member or a network, who may read it, and the register as it is asked for."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.queries.registry import PUBLIC
from autan.ground import heavy_work
from autan.ground.heavy_work import LaneNeeded, Turn, turn_is
from autan.plans.network_plans.core.register import RegisterColumn, RegisterFilter
from autan.plans.network_plans.queries.figures import PLAN_FIGURES, find_plan_figure, may_read_figure, state_label
from autan.plans.network_plans.queries.networks import find_register, network_plans, read_network
from autan.plans.obligations.core.competences import Duty
from autan.plans.plans.actions.plans import save_section, start_plan
from autan.plans.plans.core.measures import MeasureKind
from autan.plans.plans.core.plans import LineInput, PlanHeading, PlanKind, PlanScope
from autan.plans.plans.models import Plan
from autan.territories.networks.models import Network, Territory
from autan.territories.networks.queries.networks import UnknownNetworkError
from tests.cast import Cast
from tests.plans.plans.conftest import MURETAIN, SICOVAL

DAY = date(2026, 11, 30)


def fill(plan: Plan, section: str, *lines: dict[str, str]) -> None:
    written = [LineInput(key=line.pop("key", ""), typed=line) for line in map(dict, lines)]
    save_section(by=None, plan=plan, section=section, lines=written)


@pytest.fixture
def published(plan: Plan) -> Plan:
    """The plan of the member, published: adopted, with a budget and two targets."""
    fill(plan, "steps", {"key": "adoption", "status": "done", "date": "2019-06-30"})
    fill(plan, "budget", {"amount": "830 k€ HT"})
    fill(plan, "links", {"key": "scot", "rating": "done"})
    energy = {"quantity": "final_energy", "part": "total", "kind": "level", "unit": "GWh"}
    fill(plan, "targets", energy | {"value": "100", "horizon": "2030"}, energy | {"value": "50", "horizon": "2050"})
    Plan.objects.filter(pk=plan.pk).update(is_published=True)
    plan.refresh_from_db()
    return plan


def find(address: str) -> Figure | None:
    figure = find_plan_figure(FigureAddress.parse(f"plans.{address}"))
    assert figure is None or figure.id == f"plans.{address}"
    return figure


def value(address: str) -> float | None:
    figure = find(address)
    assert figure is not None, address
    return figure.value


def test_the_plans_of_very_many_members_are_gathered_in_the_lane_and_kept(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heavy_work, "MANY_PLACES", 1)
    change = object()
    with turn_is(Turn.ELSEWHERE), pytest.raises(LaneNeeded):
        read_network(network.slug, change)
    plans = read_network(network.slug, change)
    with turn_is(Turn.ELSEWHERE):
        assert read_network(network.slug, change) is plans


@pytest.mark.parametrize(
    ("address", "number", "known", "total"),
    [
        ("sicoval-pcaet.plan.adoption", 2019, 1, 1),
        ("sicoval-pcaet.plan.aimed.1", 100, 1, 1),
        ("sicoval-pcaet.plan.aimed.2", 50, 1, 1),
        (f"{SICOVAL}.current.adoption", 2019, 1, 1),
        (f"{SICOVAL}.pcaet.adoption", 2019, 1, 1),
        (f"{SICOVAL}.pcet.adoption", None, 0, 1),
        (f"{MURETAIN}.current.adoption", None, 0, 1),
        ("essai.current.count", 1, 1, 2),
        ("essai.pcaet.count", 1, 1, 2),
        ("essai.pcet.count", None, 0, 2),
        ("essai.current.adopted", 1, 1, 2),
        ("essai.current.evaluated.in_place", None, 0, 2),
        ("essai.current.evaluated.planned", None, 0, 2),
        ("essai.current.state.links.scot.done", 1, 1, 2),
        ("essai.current.state.links.scot.absent", 0, 1, 2),
        ("essai.current.budget_territory", 830_000, 1, 2),
        ("essai.current.competence.scot", 2, 2, 2),
        ("essai.current.competence.lighting", None, 0, 2),
        ("essai.current.duty.pcaet_2018.2026-11-30", 2, 2, 2),
        ("essai.current.met.pcaet_2018.2026-11-30", 1, 1, 2),
        ("essai.current.target.final_energy.total.territory.2030", 100, 1, 2),
        ("essai.current.target.final_energy.total.territory.2050", 50, 1, 2),
        ("essai.current.target.final_energy.total.territory.2040", None, 0, 2),
        ("essai.pcet.target.final_energy.total.territory.2030", None, 0, 2),
    ],
)
def test_a_figure_is_found_at_its_address(published: Plan, address: str, number: float | None, known: int, total: int):
    figure = find(address)
    assert figure is not None
    assert (figure.value, figure.known, figure.total) == (number, known, total)


@pytest.mark.parametrize(
    "address",
    [
        "lune.plan.adoption",
        "sicoval-pcaet.plan.lune",
        "sicoval-pcaet.plan.aimed.9",
        "sicoval-pcaet.plan.observed.1",
        f"{SICOVAL}.lune.adoption",
        f"{SICOVAL}.current.lune",
        "200023737.current.adoption",  # of no network
        "lune.current.count",
        "essai.lune.count",
        "essai.current.lune",
        "essai.current.count.lune",
        "essai.current.adopted.lune",
        "essai.current.evaluated.lune",
        "essai.current.state.lune.scot.done",
        "essai.current.competence.lune",
        "essai.current.competence",
        "essai.current.duty.lune.2026-11-30",
        "essai.current.duty.pcaet_2018.hier",
        "essai.current.duty.pcaet_2018",
        "essai.current.met.lune.2026-11-30",
        "essai.current.met.pcaet_2018.hier",
        "essai.current.met.pcaet_2018",
        "essai.current.target.final_energy.total.lune.2030",
        "essai.current.target.final_energy.total.territory.demain",
        "essai.current.target.final_energy",
        "essai.current.own_share",  # a share does not add up
        "essai.current.lune_per_inhabitant",
        "essai.current",
        "essai",
    ],
)
def test_no_figure_is_found_at_an_address_of_none(published: Plan, address: str):
    assert find(address) is None


def test_a_sum_is_divided_by_the_inhabitants_of_the_network(published: Plan):
    figure = find("essai.current.budget_territory_per_inhabitant")
    assert figure is not None
    assert figure.label.fr.endswith(", par habitant")
    assert figure.unit.code == "EUR_per_inhabitant"
    assert figure.value == pytest.approx(830_000 / (83_758 + 129_300))
    assert figure.note is not None
    assert find("essai.current.fte_per_inhabitant") is None


def test_targets_are_those_of_plans_of_one_member_alone(published: Plan, member: Territory):
    heading = PlanHeading(slug="commun", title="PCAET commun", kind=PlanKind.PCET, scope=PlanScope.TERRITORY)
    other = Territory.objects.get(siren=MURETAIN)
    together = start_plan(by=None, heading=heading, subjects=[member, other])
    energy = {"quantity": "final_energy", "part": "total", "kind": "level", "unit": "GWh"}
    fill(together, "targets", energy | {"value": "7", "horizon": "2030"})
    Plan.objects.update(is_published=True)
    assert value("essai.pcet.target.final_energy.total.territory.2030") is None
    assert value("essai.pcaet.target.final_energy.total.territory.2030") == 100
    assert value("essai.pcet.count") == 2  # a plan of several stands for each of them


def test_a_target_is_proved_by_the_line_of_its_own_year(published: Plan):
    figures = [find(f"essai.current.target.final_energy.total.territory.{year}") for year in (2030, 2050)]
    keys = [[ref.key for ref in figure.evidence if ref.kind == "plan-line"] for figure in figures if figure]
    assert keys == [["sicoval-pcaet/targets/1"], ["sicoval-pcaet/targets/2"]]


def test_a_state_is_said_in_the_words_of_its_section():
    label = state_label("links", "scot", "done")
    assert (label.fr.partition(" : ")[2], label.en.partition(": ")[2]) == ("SCoT, établi", "SCoT, established")
    assert "stated" not in state_label("labels", "tepcv", "stated").fr
    assert state_label("links", "scot-lune", "done").fr.endswith(" : SCoT, lune, établi")


def test_the_figures_of_a_draft_are_read_by_those_of_its_member(plan: Plan, people: Cast):
    of_plan, of_member = (
        FigureAddress.parse(f"plans.{place}.adoption") for place in ("sicoval-pcaet.plan", f"{SICOVAL}.current")
    )
    readers: dict[str, Any] = {"public": PUBLIC, "outsider": people.outsider, "officer": people.officer}
    assert {who for who, reader in readers.items() if may_read_figure(reader, of_plan)} == {"officer"}
    assert all(may_read_figure(reader, of_member) for reader in readers.values())
    assert not may_read_figure(people.officer, FigureAddress.parse("plans.lune.plan.adoption"))
    Plan.objects.update(is_published=True)
    assert all(may_read_figure(reader, of_plan) for reader in readers.values())


def test_the_version_of_the_figures_changes_with_what_is_written(plan: Plan):
    before = PLAN_FIGURES.version([])
    assert PLAN_FIGURES.version([]) == before
    fill(plan, "budget", {"amount": "1 €"})
    assert PLAN_FIGURES.version([]) != before


def test_a_network_is_read_with_its_members_and_their_published_plans(published: Plan):
    shown = network_plans("essai")
    assert (list(shown.names), shown.names[SICOVAL]) == ([SICOVAL, MURETAIN], "Sicoval")
    assert [plan.heading.slug for plan in shown.plans] == ["sicoval-pcaet"]
    assert [figure.id.partition("current.")[2] for figure in shown.counts] == [
        "count",
        "adopted",
        "evaluated.in_place",
        "evaluated.planned",
    ]
    held, none = (shown.current.plans[siren] for siren in (SICOVAL, MURETAIN))
    assert (held is not None, none) == (True, None)
    assert network_plans("essai") is shown  # as long as nothing changes
    fill(published, "budget", {"amount": "2 €"})
    assert network_plans("essai") is not shown
    with pytest.raises(UnknownNetworkError):
        network_plans("lune")


def test_a_network_without_members_counts_nothing(db: None):
    Network.objects.create(slug="vide", name_fr="Vide", name_en="Empty")
    assert network_plans("vide").counts == ()


def test_obligations_are_read_where_the_register_shows_them_or_is_sorted_by_them(published: Plan):
    shown = network_plans("essai")
    both = {SICOVAL: Duty.BOUND, MURETAIN: Duty.BOUND}
    usual = RegisterFilter()
    register = find_register(shown, usual, on=DAY)
    assert (register.duties, register.sirens) == (both, (SICOVAL, MURETAIN))
    without = RegisterFilter(columns=(RegisterColumn.PLAN.value,))
    assert find_register(shown, without, on=DAY).duties == {}
    assert find_register(shown, replace(without, order="-duty"), on=DAY).duties == both
    assert find_register(shown, usual, on=date(2009, 1, 1)).duties == dict.fromkeys(both, Duty.NOT_IN_FORCE)
    rows = find_register(shown, without, on=DAY).rows([SICOVAL])
    assert [(row.siren, row.name, [cell.words.fr for cell in row.cells]) for row in rows] == [
        (SICOVAL, shown.names[SICOVAL], ["PCAET"])
    ]
    late = find_register(shown, RegisterFilter(order=f"-{MeasureKind.ADOPTION}"), on=DAY)
    assert late.sirens == (SICOVAL, MURETAIN)
