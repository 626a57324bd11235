"""The mix of heat networks: tonnes go down, energy and its price stay, no more heat than networks deliver."""

import pytest

from autan.foresight.engine.core.assumptions import AssumptionValues
from autan.foresight.engine.core.engine import run
from autan.foresight.engine.core.lever_levels import lever_potential
from autan.foresight.engine.core.placements import largest_quantities
from autan.foresight.engine.core.scenarios import InvalidScenarioError
from autan.foresight.engine.core.uncertainty import varying_assumptions
from autan.foresight.engine.importers.assumptions import shipped_assumptions
from autan.foresight.engine.importers.levers import shipped_library
from tests.foresight.engine.making import SOURCES, a_lever, a_scenario, a_state

CELLS = {("residential", "heating", "district_heat"): 60_000.0, ("tertiary", "heating", "district_heat"): 40_000.0}
FULL = {"start": 2022, "end": 2030}


def value(code):
    return shipped_assumptions().find(code).central


def changes(*levers):
    """Tonnes, MWh used, EUR and MWh made that levers change in the last year."""
    done = run(a_scenario(*levers, state=a_state(1, cells=CELLS)))
    names = ("emissions_tco2e", "energy_by_carrier_mwh", "bill_eur", "production_mwh")
    return [(getattr(done.chosen, name) - getattr(done.trend, name))[0, ..., -1] for name in names]


def test_wood_in_networks_emits_what_wood_emits_and_subscribers_keep_their_heat():
    tonnes, used, paid, made = changes(a_lever("network_wood", 5, **FULL))
    burnt = 5 * value("wood_boiler_hours")
    delivered = burnt * value("efficiency_wood") * value("efficiency_district_heat")
    assert tonnes == pytest.approx(burnt * value("factor_wood") - delivered * value("factor_district_heat"))
    assert used.tolist() == [0.0] * len(used)
    assert paid == 0
    assert made[SOURCES.index("solid_biomass_heat")] == pytest.approx(burnt)


def test_waste_heat_in_networks_emits_nothing_up_to_what_they_deliver():
    state = a_state(1, cells=CELLS)
    most = largest_quantities(a_scenario(state=state))["network_waste_heat"]
    assert most * value("efficiency_district_heat") == pytest.approx(100_000)
    tonnes, _used, _paid, made = changes(a_lever("network_waste_heat", most, **FULL))
    assert tonnes == pytest.approx(-100_000 * value("factor_district_heat"))
    assert made.sum() == 0
    half = a_lever("network_waste_heat", most / 2)
    left = largest_quantities(a_scenario(half, state=state))["network_geothermal"]
    assert left * value("geothermal_hours") == pytest.approx(most / 2)
    with pytest.raises(InvalidScenarioError, match="il en reste"):
        run(a_scenario(half, a_lever("network_geothermal", left * 1.01), state=state))


def test_heat_of_networks_and_heat_of_boilers_have_users_of_their_own():
    both = a_state(1, cells={**CELLS, ("residential", "heating", "natural_gas"): 10_000.0})
    boilers = a_lever("waste_heat", 8_000)
    assert largest_quantities(a_scenario(boilers, state=both))["network_waste_heat"] == pytest.approx(
        100_000 / value("efficiency_district_heat")
    )


def test_a_place_without_a_network_is_not_offered_its_mix():
    values = AssumptionValues(assumptions=shipped_assumptions())
    kind = shipped_library()["network_wood"]
    assert lever_potential(a_state(1), kind, values).blocker == "no_cells"
    assert lever_potential(a_state(1, cells=CELLS), kind, values).levels


def test_what_the_mix_reads_is_drawn():
    scenario = a_scenario(a_lever("network_wood", 5), state=a_state(1, cells=CELLS))
    drawn = {assumption.code for assumption in varying_assumptions(scenario)}
    assert {"factor_wood", "efficiency_wood", "efficiency_district_heat", "wood_boiler_hours"} <= drawn
