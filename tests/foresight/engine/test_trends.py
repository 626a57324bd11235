"""The trend of a state, the pace of levers and the horizons."""

import numpy as np
import pytest

from autan.foresight.engine.core.axes import SECTORS
from autan.foresight.engine.core.diffusion import progress, surviving_yield
from autan.foresight.engine.core.levers import Diffusion
from autan.foresight.engine.core.scenarios import BUDGETS, years_from
from autan.foresight.engine.core.trends import build_trend
from autan.foresight.engine.importers.assumptions import shipped_assumptions
from tests.foresight.engine.making import a_lever, a_state


def test_a_trend_takes_own_population_and_national_intensities():
    state = a_state()
    known = shipped_assumptions()
    trend = build_trend(state, known, population={"900000000": 0.01})
    homes, industry = SECTORS.index("residential"), SECTORS.index("industry_excl_energy")
    assert trend.intensity.shape == (len(state.territories), len(SECTORS))
    assert (trend.intensity[:, homes] == known.find("trend_intensity_residential").central).all()
    assert trend.activity[0, homes] == trend.population[0] == 0.01
    assert trend.activity[1, homes] == known.find("trend_population").central
    assert trend.activity[0, industry] == 0


def test_horizons_hold_ten_to_forty_years_and_the_legal_ones():
    assert years_from(2021, 2061) == (2030, 2031, 2041, 2050, 2051, 2061)
    assert years_from(2050, 2055) == (2055,)
    assert not set(BUDGETS) & set(years_from(2021, 2061))


def test_carbon_budgets_end_in_2028_and_2033_and_the_law_aims_at_2030_and_2050():
    assert BUDGETS == (2028, 2033)
    assert years_from(2000, 2060)[:2] == (2010, 2020)
    assert {2030, 2050} < set(years_from(2003, 2055))


YEARS = np.arange(2021, 2051)


def test_a_steady_lever_has_done_nothing_in_its_first_year_and_all_in_its_last():
    done = progress(a_lever("wind", 1, start=2025, end=2035), YEARS)
    assert done[YEARS == 2025] == 0
    assert done[YEARS == 2030] == 0.5
    assert done[YEARS == 2035] == done[-1] == 1


def test_an_s_curve_is_stretched_to_its_ends():
    done = progress(a_lever("wind", 1, start=2025, end=2035, diffusion=Diffusion.S_CURVE), YEARS)
    assert done[YEARS == 2025] == pytest.approx(0, abs=1e-12)
    assert done[YEARS == 2030] == pytest.approx(0.5)
    assert done[YEARS == 2035] == pytest.approx(1)
    steepness = 2 * np.log(0.98 / 0.02) / 10
    assert done[YEARS == 2028] == pytest.approx((1 / (1 + np.exp(2 * steepness)) - 0.02) / 0.96)
    assert np.all(np.diff(done) >= 0)


def test_a_list_is_followed_year_by_year():
    listed = {"diffusion": Diffusion.BY_LIST, "pace": ((2026, 3.0), (2030, 1.0))}
    done = progress(a_lever("wind", 4, **listed), YEARS)
    assert [float(done[year == YEARS][0]) for year in (2025, 2026, 2029, 2030, 2050)] == [0, 0.75, 0.75, 1, 1]
    assert not progress(a_lever("wind", 0, diffusion=Diffusion.BY_LIST), YEARS).any()


def test_equipment_loses_a_part_of_its_yield_each_year():
    given = surviving_yield(np.array([0.0, 0.5, 1.0, 1.0]), np.array([0.0, 0.1]))
    assert given[0].tolist() == [0, 0.5, 1, 1]
    assert given[1].tolist() == pytest.approx([0, 0.5, 0.95, 0.855])


def test_an_obligation_by_dates_also_spreads_by_an_s() -> None:
    steps = ((2030, 40.0), (2035, 50.0))
    done = progress(a_lever("wind", 1, start=2025, end=2035, diffusion=Diffusion.S_CURVE), YEARS, steps)
    plain = progress(a_lever("wind", 1, start=2025, end=2035, diffusion=Diffusion.S_CURVE), YEARS)
    at = list(YEARS).index(2030)
    assert done[at] == pytest.approx(plain[at] * 40 / 50)
    assert (done[list(YEARS).index(2025)], done[list(YEARS).index(2035)]) == pytest.approx((0, 1))
