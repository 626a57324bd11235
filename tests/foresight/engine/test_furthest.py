"""Every lever together, each at its highest plain level: a path that can be computed, below each alone."""

from dataclasses import replace

import pytest

from autan.foresight.engine.core.assumptions import AssumptionValues
from autan.foresight.engine.core.engine import run
from autan.foresight.engine.core.furthest import furthest_levers
from autan.foresight.engine.core.lever_levels import lever_potentials
from autan.foresight.engine.importers.assumptions import shipped_assumptions
from autan.foresight.engine.importers.levers import shipped_library
from tests.foresight.engine.making import a_scenario, a_state

VALUES = AssumptionValues(assumptions=shipped_assumptions())


def emitted(scenario) -> float:
    return float(run(scenario).chosen.emissions_tco2e[:, -1].sum())


def test_levers_go_as_far_together_as_their_stocks_and_highest_levels_allow():
    state = a_state(2)
    potentials = lever_potentials(state, shipped_library(), VALUES)
    scenario = a_scenario(state=state)
    levers = furthest_levers(scenario, potentials)
    by_kind = {lever.kind: lever.quantity for lever in levers}
    assert {lever.start for lever in levers} == {2026}
    assert all(quantity <= potentials[kind].levels[-1] for kind, quantity in by_kind.items())
    together = emitted(scenario.with_levers(levers))
    assert all(together < emitted(scenario.with_levers((lever,))) for lever in levers)
    # one boiler is changed once, and what is sold to a grid avoids nothing here
    boilers = [by_kind.get(f"{kind}_from_oil", 0) for kind in ("heat_pump", "wood_heating", "district_heat")]
    assert sum(boilers) == pytest.approx(state.pivot("dwellings_oil").sum(), abs=1)
    assert not {"wind", "ground_photovoltaics", "biomethane", "hedges"} & set(by_kind)


def test_a_place_whose_base_year_is_after_2026_starts_in_it_and_one_that_is_unknown_has_no_lever():
    state = a_state(1, base_year=2030)
    potentials = lever_potentials(state, shipped_library(), VALUES)
    assert {lever.start for lever in furthest_levers(a_scenario(state=state), potentials)} == {2030}
    unknown = replace(state, non_energy_tco2e=state.non_energy_tco2e * float("nan"))
    assert furthest_levers(a_scenario(state=unknown), potentials) == ()


def test_a_lever_spread_by_what_nobody_counts_is_left_out():
    state = a_state(2)
    potentials = lever_potentials(state, shipped_library(), VALUES)
    pivots = {code: values * float("nan") if code == "population" else values for code, values in state.pivots.items()}
    unknown = replace(state, pivots=pivots)
    levers = furthest_levers(a_scenario(state=unknown), potentials)
    assert {lever.kind for lever in levers} < {
        lever.kind for lever in furthest_levers(a_scenario(state=state), potentials)
    }
