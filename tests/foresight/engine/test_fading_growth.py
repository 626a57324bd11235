"""Growth that was observed fades to the national rate; what a file gives does not."""

import numpy as np
import pytest

from autan.foresight.engine.core.engine import run
from autan.foresight.engine.core.trends import build_trend
from autan.foresight.engine.core.uncertainty import varying_assumptions
from autan.foresight.engine.importers.assumptions import shipped_assumptions
from tests.foresight.engine.making import a_scenario, a_state

RATE, STATE = {"900000000": 0.02}, a_state(2)
NATION, KEPT = (shipped_assumptions().find(code).central for code in ("trend_population", "trend_growth_kept"))


def a_run(**fields):
    trend = build_trend(STATE, shipped_assumptions(), population=RATE, **fields)
    return run(a_scenario(state=STATE, trend=trend)).chosen


def test_what_a_place_grows_beyond_the_nation_halves_in_twenty_years():
    people = a_run(is_fading=True).population
    rates = people[:, 1:] / people[:, :-1] - 1
    assert rates[0, 0] == pytest.approx(0.02)
    assert (rates[0, 20] - NATION) / (rates[0, 0] - NATION) == pytest.approx(KEPT**20, rel=0.02)
    assert KEPT**20 == pytest.approx(0.5, abs=0.01)  # noqa: SIM300 - both are numbers of the product
    np.testing.assert_allclose(rates[1], NATION)


def test_energy_follows_people_and_other_sectors_do_not():
    kept, fading = a_run(), a_run(is_fading=True)
    fewer = fading.population[0, -1] / kept.population[0, -1]
    homes, farms = (STATE.sectors.index(sector) for sector in ("residential", "agriculture"))
    last, before = (path.energy_by_sector_mwh[0, :, -1] for path in (fading, kept))
    assert fewer < 0.9
    assert last[homes] / before[homes] == pytest.approx(fewer)
    assert last[farms] == pytest.approx(before[farms])


def test_how_fast_it_fades_is_drawn():
    trends = (build_trend(STATE, shipped_assumptions(), is_fading=is_fading) for is_fading in (True, False))
    drawn = [{item.code for item in varying_assumptions(a_scenario(state=STATE, trend=trend))} for trend in trends]
    assert drawn[0] - drawn[1] == {"trend_growth_kept"}
    keys = {
        a_scenario(state=STATE, trend=build_trend(STATE, shipped_assumptions(), is_fading=one)).key for one in (0, 1)
    }
    assert len(keys) == 2
