"""Targets: their level, what is wrong with them, sums with their coverage, alignment with what is observed."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from autan.evidence.figures.core.arithmetic import NotSummableError
from autan.evidence.figures.core.units import get_unit
from autan.plans.plans.core.plans import PlanScope
from autan.plans.plans.core.targets import (
    Target,
    TargetKind,
    UnalignedTargetsError,
    level_reached,
    sum_targets,
    target_horizons,
    target_problems,
    targets_of,
)
from autan.plans.plans.core.trajectories import PlanTrajectory, align
from autan.plans.plans.importers.definitions import rule_table
from tests.plans.plans.making import A, B, C, line

GWH, KT = get_unit("GWh"), get_unit("ktCO2e")


def target(siren: str = A, **changes: Any) -> Target:
    values: dict[str, Any] = {
        "plan": "p",
        "siren": siren,
        "key": "1",
        "quantity": "final_energy",
        "part": "total",
        "kind": TargetKind.LEVEL,
        "value": 100.0,
        "unit": "GWh",
        "horizon": 2030,
        "scope": PlanScope.TERRITORY,
    }
    return Target(**{**values, **changes})  # type: ignore[arg-type]


CUT = {"kind": TargetKind.CHANGE, "value": -40.0, "unit": "pct", "base_year": 2008, "base_value": 200.0}


def test_targets_are_read_from_complete_lines_alone():
    lines = [
        line("targets", "1", quantity="ghg", kind="change", value="-40", unit="pct", base_year="2008", horizon="2030"),
        line("targets", "2", quantity="ghg", kind="change", value="-40", unit="pct"),
        line(
            "targets",
            "3",
            quantity="ghg",
            part="waste",
            kind="level",
            value="3",
            unit="tCO2e",
            horizon="2050",
            scope="estate",
        ),
    ]
    whole, waste = targets_of(lines, plan="p", siren=A, scope=PlanScope.TERRITORY)
    assert (whole.part, whole.scope, whole.base_year, whole.base_value) == ("total", PlanScope.TERRITORY, 2008, None)
    assert (waste.part, waste.scope, waste.base_year) == ("waste", PlanScope.ESTATE, None)
    assert targets_of(lines[:1], plan="p", siren=A, scope=PlanScope.BOTH)[0].scope is None


@pytest.mark.parametrize(
    ("changes", "level", "unit"),
    [
        ({}, 100, "GWh"),
        (CUT, 120, "GWh"),
        ({**CUT, "value": 7.0, "unit": "factor"}, 1400, "GWh"),
        ({**CUT, "value": 50.0, "unit": "GWh"}, 250, "GWh"),
        ({**CUT, "base_value": None}, None, "GWh"),
        ({**CUT, "base_year": None}, None, "GWh"),
        ({"kind": TargetKind.SHARE, "value": 20.0, "unit": "pct", "quantity": "renewable_share"}, 20, "pct"),
        ({**CUT, "quantity": "efficiency", "base_value": None}, None, None),
        ({**CUT, "quantity": "ghg"}, 120, "ktCO2e"),
        ({**CUT, "quantity": "nox"}, 120, "t"),
    ],
)
def test_the_level_that_a_target_leads_to(changes, level, unit):
    made = target(**changes)
    assert level_reached(made) == level
    assert (made.level_unit.code if made.level_unit else None) == unit


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"unit": "pct"}, "unit"),
        ({**CUT, "unit": "dwellings"}, "unit"),
        ({**CUT, "base_year": None}, "base_year"),
        ({"kind": TargetKind.SHARE, "value": 120.0, "unit": "pct", "quantity": "renewable_share"}, "value"),
        ({**CUT, "base_year": 2030}, "horizon"),
        ({"value": -3.0}, "value"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(changes, field):
    (problem,) = target_problems([target(**changes)])
    assert (problem.section, problem.key, problem.field) == ("targets", "1", field)
    assert problem.message.fr
    assert problem.message.en


def test_a_good_target_and_a_negative_sink_are_no_fault():
    sink = target(quantity="sequestration", value=-3.0, unit="ktCO2e")
    assert target_problems([target(), target(**CUT), sink, target(value=0.0), target(value=0.5)]) == ()
    assert [problem.field for problem in target_problems([target(value=-0.1)])] == ["value"]


def add(*targets: Target, scope: PlanScope = PlanScope.TERRITORY):
    return sum_targets(targets, quantity="final_energy", part="total", horizon=2030, scope=scope, members=[A, B, C])


def test_only_members_with_a_target_of_that_very_year_are_added():
    total = add(target(A), target(B, value=5_000.0, unit="MWh"), target(C, horizon=2050))
    assert (total.value, total.unit.code, total.members, total.absent) == (105, "GWh", (A, B), (C,))


def test_a_target_without_base_year_or_of_another_scope_enters_no_sum():
    assert add(target(A, **{**CUT, "base_year": None})).value is None
    assert add(target(A), scope=PlanScope.ESTATE).absent == (A, B, C)
    assert add(target("999999999")).members == ()


def test_levels_that_do_not_add_up_are_refused():
    with pytest.raises(UnalignedTargetsError, match="deux niveaux"):
        add(target(A), target(A, value=90.0))
    assert add(target(A), target(A)).value == 100
    with pytest.raises(NotSummableError):
        add(target(A, kind=TargetKind.SHARE, value=20.0, unit="pct"))
    power = target(B, quantity="renewable_output", unit="MW")
    with pytest.raises(UnalignedTargetsError, match="unités"):
        sum_targets(
            [target(A, quantity="renewable_output"), power],
            quantity="renewable_output",
            part="total",
            horizon=2030,
            scope=PlanScope.TERRITORY,
            members=[A, B],
        )


def test_the_horizons_are_the_middles_of_the_two_furthest_budgets_adopted():
    rules = rule_table()
    assert target_horizons(rules.budgets, rules.energy_code_horizons, date(2018, 9, 25)) == (2021, 2026, 2030, 2050)
    assert target_horizons(rules.budgets, rules.energy_code_horizons, date(2021, 1, 1)) == (2026, 2030, 2031, 2050)
    assert target_horizons(rules.budgets, rules.energy_code_horizons, date(2014, 1, 1)) == (2030, 2050)


def levels(trajectory: PlanTrajectory) -> tuple[tuple[int, float], ...]:
    return tuple((level.year, level.value) for level in trajectory.aimed)


def test_observed_and_aimed_stand_on_one_unit():
    observed = [(2016, 190_000.0, get_unit("MWh")), (2012, 195_000.0, get_unit("MWh"))]
    trajectory = align(observed, [target(**CUT), target(horizon=2050, value=50.0)])
    assert trajectory.observed == ((2012, 195), (2016, 190))
    assert levels(trajectory) == ((2030, 120), (2050, 50))
    assert trajectory.unit.code == "GWh"
    assert trajectory.base == (2008, 200)


def test_a_change_without_base_value_takes_what_was_observed_that_year():
    cut = target(**{**CUT, "base_value": None, "quantity": "ghg"})
    trajectory = align([(2008, 50.0, KT), (2016, 45.0, KT)], [cut])
    assert levels(trajectory) == ((2030, 30.0),)
    doubled = target(**{**CUT, "base_value": None, "quantity": "ghg", "value": 2.0, "unit": "factor"})
    assert levels(align([(2008, 50.0, KT)], [doubled])) == ((2030, 100.0),)
    with pytest.raises(UnalignedTargetsError, match="2008"):
        align([(2016, 45.0, KT)], [cut])
    with pytest.raises(UnalignedTargetsError, match="non précisée"):
        align([(2016, 45.0, KT)], [target(**{**CUT, "base_year": None, "base_value": None, "quantity": "ghg"})])
    added = target(**{**CUT, "unit": "GWh", "base_value": None})
    with pytest.raises(UnalignedTargetsError):
        align([(2008, 50.0, GWH)], [added])


def test_two_base_years_or_two_quantities_are_refused():
    with pytest.raises(UnalignedTargetsError, match="années de référence différentes : 2005, 2008"):
        align([], [target(**CUT), target(**{**CUT, "base_year": 2005})])
    with pytest.raises(UnalignedTargetsError, match="ne mesurent pas la même chose"):
        align([(2016, 45.0, KT)], [target()])
    with pytest.raises(UnalignedTargetsError, match="aucune valeur"):
        align([], [target(**{**CUT, "quantity": "efficiency", "base_value": None})])


def test_energy_whose_basis_is_not_stated_is_read_on_that_of_the_observations():
    assert levels(align([(2016, 100.0, get_unit("GWh_unstated"))], [target()])) == ((2030, 100.0),)
    assert align([], [target()]).observed == ()


def test_conversion_is_exact():
    total = add(target(A, value=Fraction(1, 3)), target(B, value=Fraction(2, 3)))  # type: ignore[arg-type]
    assert total.value == pytest.approx(1.0)
