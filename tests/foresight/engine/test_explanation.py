"""Any number of a scenario says its formula, what enters it and the sources of its assumptions."""

import numpy as np
import pytest

from autan.foresight.engine.core.axes import ScenarioMeasure
from autan.foresight.engine.core.engine import run
from autan.foresight.engine.core.explanation import UnknownNumberError, explain_lever, explain_total
from tests.foresight.engine.making import EVERY, SOBER, WIND, a_lever, a_scenario, a_state, a_trend

ENERGY, EMISSIONS = ScenarioMeasure.ENERGY, ScenarioMeasure.EMISSIONS


def test_a_total_is_the_sum_of_what_enters_it():
    state = a_state()
    scenario = a_scenario(*EVERY, state=state, trend=a_trend(state))
    told = explain_total(scenario, measure=EMISSIONS, year=2040)
    assert told.value == pytest.approx(run(scenario).chosen.emissions_tco2e[:, 19].sum())
    assert sum(part.value for part in told.parts) == pytest.approx(told.value)
    assert all(assumption.source.fr for assumption in told.assumptions)
    assert not told.caution.fr


def test_beyond_2050_the_caution_is_said():
    assert explain_total(a_scenario(horizon=2060), measure=EMISSIONS, year=2060).caution.fr


def test_a_lever_says_its_quantity_what_it_acts_on_and_what_it_takes():
    state = a_state(1)
    lever = a_lever("deep_renovation", 14_000, values={"renovation_realisation": 0.8})
    told = explain_lever(a_scenario(lever, state=state), key="deep_renovation", year=2040, measure=ENERGY)
    done, reference, taken, alone, last = (part.value for part in told.parts)
    assert done == 14_000
    assert reference == 590_000
    assert taken == pytest.approx(100 * 0.5 * 0.65 * 0.8)
    assert [alone, last, told.value] == pytest.approx([-590_000 * 0.5 * 0.65 * 0.8] * 3)
    own = {assumption.code: assumption for assumption in told.assumptions}["renovation_realisation"]
    assert own.central == 0.8
    assert own.reason
    assert "logements" in told.formula.fr


def test_a_share_of_several_territories_is_a_share_and_not_their_sum():
    state = a_state(11)
    told = explain_lever(a_scenario(SOBER, state=state), key="heating_one_degree", year=2040, measure=ENERGY)
    assert told.parts[0].value == pytest.approx(60)
    first = a_lever("farm_emissions", 20, territories=state.territories[:1])
    told = explain_lever(a_scenario(first, state=state), key="farm_emissions", year=2040, measure=EMISSIONS)
    assert told.parts[0].value == pytest.approx(20 * 1.0 / sum(1 + 0.5 * rank for rank in range(11)))


def test_a_production_acts_on_no_consumption():
    told = explain_lever(a_scenario(WIND), key="wind", year=2040, measure=ScenarioMeasure.RENEWABLES)
    assert len(told.parts) == 3
    assert told.value == pytest.approx(40 * 2190)


def test_what_acts_on_nothing_known_takes_an_unknown_share():
    state = a_state(1, cells={("residential", "heating", "oil"): np.nan})
    told = explain_lever(
        a_scenario(a_lever("heating_one_degree", 5), state=state), key="heating_one_degree", year=2040, measure=ENERGY
    )
    assert np.isnan(told.value)


@pytest.mark.parametrize(("key", "year"), [("magic", 2040), ("wind", 2060)])
def test_a_number_that_is_not_there_is_said(key, year):
    with pytest.raises(UnknownNumberError):
        explain_lever(a_scenario(WIND), key=key, year=year, measure=ENERGY)
    with pytest.raises(UnknownNumberError):
        explain_total(a_scenario(WIND), measure=ENERGY, year=2070)
