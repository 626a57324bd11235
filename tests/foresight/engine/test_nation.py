"""A place makes no more than any published path gives to the whole nation."""

import numpy as np
import pytest

from autan.foresight.engine.core.assumptions import AssumptionValues
from autan.foresight.engine.core.engine import run
from autan.foresight.engine.core.lever_levels import lever_potential
from autan.foresight.engine.core.scenarios import InvalidScenarioError
from autan.foresight.engine.importers.assumptions import shipped_assumptions
from autan.foresight.engine.importers.levers import shipped_library
from tests.foresight.engine.making import a_lever, a_scenario, a_state

TOO_MUCH = (
    (a_lever("wind", 900_000),),
    (a_lever("wind", 30_000, key="a"), a_lever("wind", 20_000, key="b", territories=("900000000",))),
    (a_lever("roof_photovoltaics", 200_000_000),),
)


@pytest.mark.parametrize("levers", TOO_MUCH, ids=["one", "two of a kind", "roofs"])
def test_more_than_the_nation_is_refused_with_its_source(levers):
    with pytest.raises(InvalidScenarioError) as caught:
        run(a_scenario(*levers))
    (fault,) = caught.value.faults
    assert fault.place.startswith("levers.")
    assert "plus que dans toute la France" in str(fault.problem)
    assert "négaWatt 2017" in str(fault.problem)


def test_all_of_the_nation_is_taken_and_its_levels_go_no_further():
    assert run(a_scenario(a_lever("wind", 49_000))).chosen.renewables_mwh[:, -1].sum() > 100e6
    state = a_state(1)
    huge = a_state(1, energy_mwh=state.energy_mwh * 1e4)
    values = AssumptionValues(assumptions=shipped_assumptions())
    assert np.isclose(lever_potential(huge, shipped_library()["wind"], values).levels[-1], 49_000)
