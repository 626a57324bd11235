"""Renewable and waste heat take the place of gas and oil: MWh, tonnes and euros move, and no heat is without a user."""

from dataclasses import replace

import numpy as np
import pytest

from autan.foresight.engine.core.assumptions import AssumptionValues
from autan.foresight.engine.core.axes import CARRIERS
from autan.foresight.engine.core.economics import lever_economics
from autan.foresight.engine.core.engine import run
from autan.foresight.engine.core.lever_levels import lever_potential
from autan.foresight.engine.core.placements import largest_quantities
from autan.foresight.engine.core.scenarios import InvalidScenarioError
from autan.foresight.engine.importers.assumptions import shipped_assumptions
from autan.foresight.engine.importers.levers import shipped_library
from tests.foresight.engine.making import SOURCES, a_lever, a_scenario, a_state

GAS, OIL, WOOD, SUN, GROUND = (
    CARRIERS.index(code) for code in ("natural_gas", "oil", "wood", "solar_thermal", "ambient_heat")
)
USERS = 300_000 + 80_000 + 100_000 + 70_000
VALUES = AssumptionValues(assumptions=shipped_assumptions())
FULL = {"start": 2022, "end": 2030}


def value(code):
    return shipped_assumptions().find(code).central


def changes(*levers, **fields):
    """What levers change in the last year: MWh by carrier, t, EUR, MWh by source, of one territory."""
    result = run(a_scenario(*levers, state=a_state(1, **fields)))
    last, first = result.chosen, result.trend
    return tuple(
        (getattr(last, name) - getattr(first, name))[0, ..., -1]
        for name in ("energy_by_carrier_mwh", "emissions_tco2e", "bill_eur", "production_mwh")
    )


def test_a_wood_plant_replaces_gas_and_oil_and_burns_wood():
    energy, tonnes, euros, made = changes(a_lever("wood_heat", 10, **FULL))
    burnt = 10 * value("wood_boiler_hours")
    replaced = burnt * value("efficiency_wood") / value("efficiency_natural_gas")
    assert energy[WOOD] == pytest.approx(burnt)
    assert energy[GAS] + energy[OIL] == pytest.approx(-replaced)
    assert energy[OIL] / energy[GAS] == pytest.approx(80_000 / 470_000)
    assert made[SOURCES.index("solid_biomass_heat")] == pytest.approx(burnt)
    assert tonnes < 0
    assert euros != 0


@pytest.mark.parametrize(
    ("kind", "quantity", "heat", "carrier", "source"),
    [
        ("solar_heat", 10_000, 10_000 * 0.45, SUN, "solar_thermal"),
        ("geothermal_heat", 5, 5 * 3_000, GROUND, "geothermal_heat"),
        ("waste_heat", 20_000, 20_000, GROUND, None),
    ],
)
def test_a_heat_replaces_what_a_boiler_would_have_burnt(kind, quantity, heat, carrier, source):
    energy, tonnes, _euros, made = changes(a_lever(kind, quantity, **FULL))
    assert energy[carrier] == pytest.approx(heat)
    assert energy[GAS] + energy[OIL] == pytest.approx(-heat / value("efficiency_natural_gas"))
    assert made.sum() == pytest.approx(0 if source is None else heat)
    assert tonnes < -0.2 * heat
    if source is not None:
        assert made[SOURCES.index(source)] == pytest.approx(heat)


def test_every_heat_serves_the_same_users_once():
    state = a_state(2)
    most = largest_quantities(a_scenario(state=state))["waste_heat"]
    assert most == pytest.approx(2.5 * USERS * value("efficiency_natural_gas"))
    run(a_scenario(a_lever("waste_heat", most), state=state))
    half = a_lever("waste_heat", most / 2)
    left = largest_quantities(a_scenario(half, state=state))["geothermal_heat"]
    assert left == pytest.approx(most / 2 / value("geothermal_hours"))
    for levers in ((half, a_lever("geothermal_heat", left * 1.01)), (a_lever("waste_heat", most * 1.01),)):
        for order in (levers, levers[::-1]):
            with pytest.raises(InvalidScenarioError, match="il en reste"):
                run(a_scenario(*order, state=state))


def test_heat_whose_users_have_gone_is_not_made():
    pumps = a_lever("service_heat_pumps_from_natural_gas", 100)
    state = {
        "cells": {("tertiary", "heating", "natural_gas"): 100_000, ("industry_excl_energy", "other", "oil"): 1_000}
    }
    energy, _tonnes, _euros, made = changes(pumps, a_lever("waste_heat", 50_000), a_lever("wood_heat", 10), **state)
    assert energy[OIL] == pytest.approx(-1_000)
    assert made[SOURCES.index("solid_biomass_heat")] < 10 * value("wood_boiler_hours")
    assert made[SOURCES.index("solid_biomass_heat")] == pytest.approx(energy[WOOD])


def test_a_resource_that_a_territory_gives_is_a_ceiling():
    for kind, resource, per_unit in (
        ("wind", "wind_resource", value("wind_hours")),
        ("waste_heat", "waste_heat_resource", 1),
    ):
        known = a_state(1, pivots={"population": np.array([60_000.0]), resource: np.array([10_000.0])})
        most = largest_quantities(a_scenario(state=known))[kind]
        assert most == pytest.approx(10_000 / per_unit)
        with pytest.raises(InvalidScenarioError, match="la ressource locale"):
            run(a_scenario(a_lever(kind, most * 1.01), state=known))


def test_collectors_and_solar_water_share_the_sun_that_a_territory_gives():
    pivots = {"population": np.array([60_000.0, 90_000.0]), "solar_heat_resource": np.array([6_000.0, 3_000.0])}
    state = a_state(2, pivots=pivots)
    water = "solar_water_from_electricity"
    percent = 60_000 * 2.5 * value("solar_water_share") * value("efficiency_electricity") / 100
    alone = largest_quantities(a_scenario(state=state))[water]
    assert alone == pytest.approx(9_000 / percent)
    assert lever_potential(state, shipped_library()[water], VALUES).largest == pytest.approx(alone, abs=0.1)
    collectors = a_lever("solar_heat", 10_000)
    beside = largest_quantities(a_scenario(collectors, state=state))[water]
    assert beside == pytest.approx((9_000 - 10_000 * value("solar_thermal_yield")) / percent)
    for levers in ((collectors, a_lever(water, beside)), (a_lever(water, beside), collectors)):
        run(a_scenario(*levers, state=state))
        over = [replace(lever, quantity=lever.quantity * 1.01) for lever in levers]
        with pytest.raises(InvalidScenarioError, match="la ressource locale"):
            run(a_scenario(*over, state=state))
    one = a_lever(water, 100, territories=("900000001",))
    with pytest.raises(InvalidScenarioError, match="3\u202f000 MWh par an"):
        run(a_scenario(one, state=state))


def test_the_cost_of_solar_heat_has_a_source_and_that_of_waste_heat_is_not_known():
    levers = (a_lever("solar_heat", 10_000), a_lever("waste_heat", 1_000))
    solar, waste = lever_economics(a_scenario(*levers), year=2050)
    assert solar.investment_eur.sum() == pytest.approx(10_000 * value("solar_thermal_cost"))
    assert waste.investment_eur is None
    assert not np.isnan(solar.saved_bill_eur)
