"""Targets of plans beside a scenario: those of one member, and those of all of them, added or refused by name."""

from typing import Any

import pytest
from django.utils import timezone

from autan.evidence.figures.queries.registry import OPERATOR, PUBLIC
from autan.foresight.scenarios.queries.places import find_place
from autan.foresight.scenarios.queries.reference_curves import aiming_plans, plan_targets
from autan.foresight.scenarios.queries.reference_paths import NATIONAL, national_parts, reference_choices
from autan.foresight.scenarios.queries.trials import member_paths, try_out
from autan.foresight.starting_states.queries.plan_indexes import plan_indexes
from autan.people.workflows.actions import take
from autan.plans.plans.actions.plans import save_section, start_plan
from autan.plans.plans.actions.workflow import PLAN
from autan.plans.plans.core.plans import LineInput, PlanHeading, PlanKind, PlanScope
from autan.plans.plans.models import Plan
from autan.territories.networks.models import Territory
from tests.cast import HERE, THERE


def start(siren: str, slug: str) -> Plan:
    heading = PlanHeading(slug=slug, title=f"Plan {siren}", kind=PlanKind.PCAET, scope=PlanScope.TERRITORY)
    return start_plan(by=None, heading=heading, subjects=[Territory.objects.get(siren=siren)])


def aim(siren: str, *, change: str, base: str = "2015", horizon: str = "2030", is_published: bool = True) -> Plan:
    """A plan that aims at a change of emissions."""
    plan = start(siren, f"plan-{siren}")
    values = {"quantity": "ghg", "kind": "change", "unit": "pct", "base_year": base, "horizon": horizon}
    save_section(by=None, plan=plan, section="targets", lines=[LineInput(key="", typed={**values, "value": change})])
    name = "publish_plan" if is_published else "withdraw_plan"
    return take(PLAN, name, Plan.objects.get(pk=plan.pk), by=None, at=timezone.now()).row


def test_targets_of_members_are_laid_on_their_own_starts_and_added(both: object) -> None:
    aim(HERE, change="-40")
    aim(THERE, change="-20", base="2010")
    place = find_place("essai")
    path, _energy = member_paths(place, reader=PUBLIC)
    start = try_out(place, {}).result.trend.emissions_tco2e[:, 0]
    at_start = [1 - 0.4 * (2023 - 2015) / 15, 1 - 0.2 * (2023 - 2010) / 20]
    expected = start[0] * 0.6 / at_start[0] + start[1] * 0.8 / at_start[1]
    assert path.values[2030] == pytest.approx(expected)
    assert max(path.values) == 2030
    assert "plans/ghg" in dict(reference_choices(place, reader=PUBLIC))
    assert try_out(place, {"c": "plans/ghg"}).reference == path


def test_a_member_without_target_refuses_the_sum_by_its_name(both: object) -> None:
    aim(HERE, change="-40")
    aim(THERE, change="-20", is_published=False)
    path, energy = member_paths(find_place("essai"), reader=PUBLIC)
    assert path.values == energy.values == {}
    assert path.refusal.fr.endswith("sans objectif chiffré depuis une seule année : Là")
    assert member_paths(find_place("essai"), reader=OPERATOR)[0].values


def test_a_target_that_the_starting_year_does_not_reach_refuses_the_sum(both: object) -> None:
    aim(HERE, change="-40")
    aim(THERE, change="-20", base="2005", horizon="2020")
    path, _energy = member_paths(find_place("essai"), reader=PUBLIC)
    assert "objectifs qui ne couvrent pas 2023 : Là (2005–2020)" in path.refusal.fr


def test_the_plan_of_a_territory_is_a_path_of_its_own(both: object) -> None:
    plan = aim(HERE, change="-40")
    path = try_out(find_place(HERE), {"c": f"plan/{plan.slug}/ghg"}).reference
    assert path is not None
    assert path.values[2030] < path.values[2023]


def test_a_target_that_ends_before_the_start_says_why_it_is_no_path(both: object) -> None:
    plan = aim(HERE, change="-40", base="2005", horizon="2020")
    path = try_out(find_place(HERE), {"c": f"plan/{plan.slug}/ghg"}).reference
    assert path is not None
    assert path.values == {}
    assert path.refusal.fr.startswith("elle ne dit rien de l’année de départ : ")
    assert path.refusal.en == "it says nothing of the starting year: 2023 is outside its years"


def test_plans_that_aim_at_a_quantity_of_scenarios_are_offered_with_their_targets_alone(both: object) -> None:
    plan, draft = aim(HERE, change="-40"), aim(THERE, change="-20", is_published=False)
    other = {"quantity": "nox", "kind": "change", "unit": "pct", "base_year": "2015", "horizon": "2030", "value": "-5"}
    save_section(by=None, plan=plan, section="targets", lines=[LineInput(key="", typed=other)])
    save_section(by=None, plan=start(HERE, "air"), section="targets", lines=[LineInput(key="", typed=other)])
    place = find_place("essai")
    assert aiming_plans(place, reader=PUBLIC) == [(HERE, plan.slug)]
    assert aiming_plans(place, reader=OPERATOR) == [(HERE, plan.slug), (THERE, draft.slug)]
    assert aiming_plans(find_place(THERE), reader=PUBLIC) == []
    (targets,) = plan_targets([(HERE, plan.slug), (THERE, draft.slug), (HERE, "aucun")], reader=PUBLIC)
    assert (targets.siren, targets.plan, targets.title) == (HERE, plan.slug, f"Plan {HERE}")
    assert [series.quantity for series in targets.series] == ["ghg"]
    assert plan_targets([], reader=OPERATOR) == ()


def test_what_plans_aim_at_is_kept_until_an_act_on_plans(both: object, django_assert_num_queries: Any) -> None:
    plan = aim(HERE, change="-40")
    assert [plan_index.quantity for plan_index in plan_indexes((HERE,), reader=PUBLIC)[HERE]] == ["ghg"]
    with django_assert_num_queries(1):
        plan_indexes((HERE,), reader=PUBLIC)
    take(PLAN, "withdraw_plan", plan, by=None, at=timezone.now())
    assert plan_indexes((HERE,), reader=PUBLIC) == {HERE: []}
    assert plan_indexes((HERE,), reader=OPERATOR)[HERE]


def test_the_national_path_is_the_sum_of_what_it_leaves_to_each_sector(both: object) -> None:
    trial = try_out(find_place("essai"), {"c": NATIONAL})
    parts = national_parts(trial.place, trial.result)
    assert len(parts) > 1
    assert trial.reference is not None
    sectors = trial.result.scenario.state.sectors
    beside = [rank for rank, sector in enumerate(sectors) if sector in trial.reference.lacking]
    lacking = float(trial.result.chosen.emissions_by_sector_tco2e[:, beside, -1].sum())
    horizon = trial.result.scenario.horizon
    assert sum(parts.values()) + lacking == pytest.approx(trial.reference.values[horizon], rel=1e-6)
