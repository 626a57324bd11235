"""Levers reach hot water, cooking, services and farms; heat that replaces a carrier moves MWh, tonnes and euros."""

import numpy as np
import pytest

from autan.foresight.engine.core.axes import CARRIERS
from autan.foresight.engine.core.engine import run
from autan.foresight.engine.core.scenarios import InvalidScenarioError
from tests.foresight.engine.making import a_lever, a_scenario, a_state

FOSSIL = [CARRIERS.index(carrier) for carrier in ("natural_gas", "oil")]
CELLS = {
    (sector, use, carrier): 10_000.0
    for sector, use in (("residential", "hot_water"), ("residential", "cooking"), ("tertiary", "other"))
    for carrier in ("natural_gas", "oil")
} | {("agriculture", "other", "oil"): 10_000.0}
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
