"""Observed values of the follow-up of a plan, beside its targets, each a figure that leads to its line."""

from dataclasses import replace
from math import inf
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.queries.registry import OPERATOR, PUBLIC, UnknownFigureError, find_figure
from autan.opendata.updates.actions.own_values import record_own_value
from autan.opendata.updates.core.own_value_checks import GivenValue
from autan.people.workflows.actions import take
from autan.plans.plans.actions.plans import save_section
from autan.plans.plans.actions.workflow import PLAN
from autan.plans.plans.core.measures import plan_problems
from autan.plans.plans.core.observations import drawable, observation_problems, observations_of
from autan.plans.plans.core.plans import LineInput, PlanScope
from autan.plans.plans.core.trajectories import aimed_figure
from autan.plans.plans.models import Plan
from autan.plans.plans.presenters.trajectories import trajectory_views
from autan.plans.plans.queries.plans import find_plan
from autan.plans.plans.queries.trajectories import trajectories_of
from autan.territories.networks.models import Territory
from tests.cast import Cast
from tests.plans.plans.conftest import SICOVAL
from tests.plans.plans.making import heading, line

SEEN = {"quantity": "ghg", "part": "residential", "unit": "ktCO2e"}


def seen(key: str, year: str, value: str, **changes: str):
    return line("observations", key, **{**SEEN, "year": year, "value": value, **changes})


def test_observations_are_read_from_complete_lines_in_the_scope_of_the_plan():
    lines = [seen("1", "2018", "12,5"), line("observations", "2", quantity="ghg", year="2018")]
    (found,) = observations_of(lines, scope=PlanScope.TERRITORY)
    assert (found.series, found.year, found.value) == (("ghg", "residential", PlanScope.TERRITORY), 2018, 12.5)
    (estate,) = observations_of([seen("1", "2018", "3", scope="estate")], scope=PlanScope.BOTH)
    assert estate.scope is PlanScope.ESTATE
    assert observations_of([seen("1", "2018", "3")], scope=PlanScope.BOTH)[0].scope is None


def test_a_unit_of_another_quantity_and_two_values_of_one_year_are_told_and_not_drawn():
    lines = [
        seen("1", "2018", "12"),
        seen("2", "2018", "13"),
        seen("3", "2019", "40", unit="pct"),
        seen("4", "2020", "9"),
        seen("5", "2018", "2", scope="estate"),
        line("observations", "6", quantity="nox", year="2018", value="4", unit="t"),
    ]
    observations = observations_of(lines, scope=PlanScope.TERRITORY)
    problems = observation_problems(observations)
    assert [(problem.key, problem.field) for problem in problems] == [("1", "year"), ("2", "year"), ("3", "unit")]
    assert [plan_observation.key for plan_observation in drawable(observations)] == ["5", "6", "4"]
    assert set(problems) <= set(plan_problems(heading(), lines))


def save(plan: Plan, section: str, **typed: str) -> None:
    save_section(by=None, plan=plan, section=section, lines=[LineInput(key="", typed=typed)])


@pytest.fixture
def followed(plan: Plan, people: Cast) -> Plan:
    """A published plan with targets by sector, and what it observed of them."""
    cut = {"quantity": "ghg", "kind": "change", "unit": "pct", "base_year": "2012", "horizon": "2030"}
    save(plan, "targets", **{**cut, "part": "residential", "value": "-40"})
    save(plan, "targets", **{**cut, "part": "waste", "value": "-10", "base_year": "2010"})
    save(plan, "targets", **{**cut, "part": "agriculture", "value": "-5", "scope": "estate"})
    for year, value in (("2012", "50"), ("2018", "44"), ("2016", "46")):
        save(plan, "observations", **SEEN, year=year, value=value, source="Bilan à mi-parcours, page 4")
    return take(PLAN, "publish_plan", Plan.objects.get(pk=plan.pk), by=people.officer, at=timezone.now()).row


def test_each_sector_stands_beside_what_the_plan_observed_and_leads_to_its_lines(followed: Plan):
    content = find_plan(followed.slug, reader=OPERATOR)
    residential, waste, agriculture = trajectories_of(content)
    assert residential.trajectory
    assert residential.trajectory.observed == ((2012, 50), (2016, 46), (2018, 44))
    assert [(level.year, level.value) for level in residential.trajectory.aimed] == [(2030, 30)]
    assert residential.origin.fr == "suivi du plan"
    assert waste.refusal.fr == "rien n’est observé pour l’année de référence (2010)"
    assert "base year" in waste.refusal.en
    assert (agriculture.scope, agriculture.observed) == (PlanScope.ESTATE, ())
    for figure in (*residential.observed, *residential.aimed):
        assert find_figure(figure.id, reader=PUBLIC) == figure
        assert figure.evidence[0].key.startswith(f"{followed.slug}/")
    assert [figure.period.label for figure in residential.aimed[0].inputs] == ["2012"]
    for what in ("aimed", "observed"):
        with pytest.raises(UnknownFigureError):
            find_figure(f"plans.{followed.slug}.plan.{what}.99", reader=PUBLIC)


def test_the_page_draws_sectors_with_the_last_year_observed(followed: Plan, client):
    page = client.get(f"/plans/{followed.slug}/").content.decode()
    assert "Par secteur, vecteur ou filière" in page
    assert "dernière année observée" in page
    assert f"/preuves/plans.{followed.slug}.plan.aimed." in page
    assert "Observé\u00a0: suivi du plan" in page.replace("\u202f", "\u00a0")
    views = trajectory_views(find_plan(followed.slug, reader=OPERATOR))
    assert [view.title for view in views][2].endswith("patrimoine et services")


def test_values_that_a_territory_gave_to_the_observatory_are_observed_too(plan: Plan, member: Territory):
    save(plan, "targets", quantity="ghg", part="residential", kind="change", value="-50", unit="pct",
         base_year="2012", horizon="2030")  # fmt: skip
    for year, value in (("2012", "80000"), ("2019", "70000")):
        given = GivenValue(
            measure="ghg_residential",
            date=year,
            value=float(value),
            unit="tCO2e",
            document="Bilan",
            reason="-",
            is_confirmed=True,
        )
        record_own_value(by=None, territory=member, value_input=given)
    (series,) = trajectories_of(find_plan(plan.slug, reader=OPERATOR))
    assert series.trajectory
    assert [year for year, _ in series.trajectory.observed if year in {2012, 2019}] == [2012, 2019]
    assert [level.value for level in series.trajectory.aimed] == [40]
    assert "résidentiel" in series.origin.fr.lower()
    assert series.observed[0].id == f"observatory.{SICOVAL}.ghg_residential.2012.own"


def test_what_is_known_at_least_is_aimed_from_at_least(plan: Plan, shipped: Path, client: Client, people: Cast):
    """Some cells of electricity are masked in 2024: what it is, and half of it, are floors."""
    save(plan, "targets", quantity="final_energy", part="electricity", kind="change", value="-50", unit="pct",
         base_year="2024", horizon="2030", scope="territory")  # fmt: skip
    (series,) = trajectories_of(find_plan(plan.slug, reader=OPERATOR))
    assert [figure.state for figure in series.observed] == [ValueState.LOWER_BOUND]
    (aimed,) = series.aimed
    assert (aimed.state, aimed.interval and aimed.interval.high) == (ValueState.LOWER_BOUND, inf)
    held, label = find_plan(plan.slug, reader=OPERATOR).held, series.observed[0].label
    rough = replace(series.observed[0], state=ValueState.MODELLED, is_rough=True)
    assert aimed_figure(held, series.trajectory.aimed[0], series.trajectory, label, [rough]).is_rough
    (view,) = trajectory_views(find_plan(plan.slug, reader=OPERATOR))
    assert [point.written[:1] for point in (*view.observed, *view.aimed)] == ["≥", "≥"]
    client.force_login(people.officer)
    assert "la vraie valeur peut être ailleurs" in client.get(f"/plans/{plan.slug}/").content.decode()
