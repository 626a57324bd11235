"""Levers reach hot water, cooking, services and farms; heat that replaces a carrier moves MWh, tonnes and euros."""

import numpy as np
import pytest

from autan.foresight.engine.core.axes import CARRIERS
from autan.foresight.engine.core.engine import run
from autan.foresight.engine.core.quantities import network_total
from autan.foresight.engine.core.scenarios import InvalidScenarioError
from tests.foresight.engine.making import a_lever, a_scenario, a_state, a_trend

FOSSIL = [CARRIERS.index(carrier) for carrier in ("natural_gas", "oil")]
CELLS = {
    (sector, use, carrier): 10_000.0
    for sector, use in (("residential", "hot_water"), ("residential", "cooking"), ("tertiary", "other"))
    for carrier in ("natural_gas", "oil")
} | {("agriculture", "other", "oil"): 10_000.0}
LAND = ("forest", "cropland", "grassland", "artificial_land")
REACHING = (
    *("hot_water_pumps_from_natural_gas", "hot_water_pumps_from_oil", "electric_cooking_from_natural_gas"),
    *("electric_cooking_from_oil", "service_uses_from_natural_gas", "service_uses_from_oil", "farm_machines_from_oil"),
)


@pytest.mark.parametrize("kind", REACHING)
def test_all_of_a_use_is_reached(kind):
    done = run(a_scenario(a_lever(kind, 100), state=a_state(1, cells=CELLS)))
    left = (done.trend.energy_by_carrier_mwh - done.chosen.energy_by_carrier_mwh)[0, FOSSIL, -1].sum()
    assert left == pytest.approx(10_000)
    assert done.chosen.emissions_by_sector_tco2e[0, :, -1].sum() < done.trend.emissions_by_sector_tco2e[0, :, -1].sum()


def test_everything_together_leaves_no_oil_and_no_gas():
    done = run(a_scenario(*(a_lever(kind, 100) for kind in REACHING), state=a_state(1, cells=CELLS)))
    assert done.chosen.energy_by_carrier_mwh[0, FOSSIL, -1] == pytest.approx([0, 0])


def test_the_heat_of_the_sun_replaces_what_was_burnt():
    done = run(a_scenario(a_lever("solar_water_from_oil", 50), state=a_state(1, cells=CELLS)))
    moved = (done.chosen.energy_by_carrier_mwh - done.trend.energy_by_carrier_mwh)[0, :, -1]
    burnt = 10_000 * 0.5 * 0.55
    assert moved[CARRIERS.index("oil")] == pytest.approx(-burnt)
    assert 0 < moved[CARRIERS.index("solar_thermal")] < burnt
    assert np.all((done.chosen.bill_eur - done.trend.bill_eur)[:, -1] < 0)


def test_one_use_is_moved_once():
    both = (a_lever("hot_water_pumps_from_oil", 80), a_lever("solar_water_from_oil", 50))
    with pytest.raises(InvalidScenarioError, match="ne laissent que"):
        run(a_scenario(*both, state=a_state(1, cells=CELLS)))


def stored(*levers, arable=1_000.0, **changes):
    """Carbon stored more than without levers, by sink, at the horizon."""
    pivots = {"population": np.array([60_000.0]), "arable_ha": np.array([arable])}
    state = a_state(1, cells=CELLS, pivots=pivots, sinks=LAND, sequestration_tco2e=np.array([[9.0, 8.0, 7.0, -400.0]]))
    done = run(a_scenario(*levers, state=state, **changes))
    return (done.chosen.sequestration_tco2e - done.trend.sequestration_tco2e)[0, :, -1]


def test_soils_and_forests_take_carbon_in_and_a_hectare_serves_once():
    assert stored(a_lever("cover_crops", 500), a_lever("meadows_again", 300), a_lever("afforestation", 100)) == (
        pytest.approx([100 * 6, 500 * 0.46, 300 * 1.86, 0])
    )
    assert stored(a_lever("less_sealing", 50)) == pytest.approx([0, 0, 0, 200])
    with pytest.raises(InvalidScenarioError, match="il en reste 400"):
        stored(a_lever("agroforestry", 600), a_lever("cover_crops", 600))
    with pytest.raises(InvalidScenarioError, match="terres arables"):
        stored(a_lever("cover_crops", 10), arable=np.nan)


def test_livestock_and_nitrogen_are_two_parts_of_one_whole():
    state, farms = a_state(1), 40_000 * 1.0
    both = a_lever("livestock_emissions", 100), a_lever("less_nitrogen", 100)

    def avoided(*levers):
        scenario = a_scenario(*levers, state=state, trend=a_trend(state, activity=0, intensity=0))
        done = run(scenario)
        return (done.trend.emissions_tco2e - done.chosen.emissions_tco2e)[0, -1]

    assert avoided(both[0]) == pytest.approx(farms * 0.519)
    assert avoided(*both) == avoided(*reversed(both)) == pytest.approx(farms)
    assert avoided(a_lever("farm_emissions", 50), *both) == pytest.approx(farms)


@pytest.mark.parametrize(
    ("kind", "cell", "left", "arrived"),
    [
        ("freight_by_rail", ("road_transport", "freight", "oil"), 0.5, 0.1),
        ("trains_on_power", ("other_transport", "other", "oil"), 0.5, 0.2),
        ("industry_heat_pumps_from_coal", ("industry_excl_energy", "other", "coal"), 0.85, 0.15 * 0.85 / 3),
    ],
)
def test_rail_and_low_heat_move_oil_and_coal_to_power(kind, cell, left, arrived):
    state = a_state(1, cells={cell: 10_000.0})
    done = run(a_scenario(a_lever(kind, 50), state=state, trend=a_trend(state, activity=0, intensity=0))).chosen
    energy = dict(zip(CARRIERS, done.energy_by_carrier_mwh[0, :, -1], strict=True))
    assert energy[cell[2]] == pytest.approx(10_000 * left)
    assert energy["electricity"] == pytest.approx(10_000 * arrived, rel=0.02)


def test_a_train_takes_the_kilometres_that_a_bus_took():
    state = a_state(1, pivots={"population": np.array([60_000.0]), "car_passenger_km": np.array([1e6])})
    done = run(a_scenario(a_lever("train_new_service", 5e5), state=state))
    moved = (done.chosen.energy_by_carrier_mwh - done.trend.energy_by_carrier_mwh)[0, :, -1]
    assert moved[CARRIERS.index("oil")] < 0 < moved[CARRIERS.index("electricity")]
    with pytest.raises(InvalidScenarioError, match="il en reste"):
        run(a_scenario(a_lever("train_new_service", 6e5), a_lever("bus_new_service", 5e5), state=state))


def test_less_sealing_of_a_network_weighs_each_territory_by_the_carbon_that_its_land_loses():
    losses = np.array([[9.0, 8.0, 7.0, -400.0], [9.0, 8.0, 7.0, -100.0]])
    scenario = a_scenario(state=a_state(2, cells=CELLS, sinks=LAND, sequestration_tco2e=losses))
    kind = scenario.library["less_sealing"]
    assert network_total(scenario.state, kind, np.array([50.0, 0.0])) == pytest.approx(40)
