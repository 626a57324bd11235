"""Money and jobs: annuities, costs of energy of the method, cost of a tonne, bill that leaves."""

import numpy as np
import pytest

from autan.foresight.engine.core.economics import (
    annuity,
    cost_of_energy,
    investment_of,
    lever_economics,
    share_of_bill_leaving,
)
from autan.foresight.engine.core.engine import run
from tests.foresight.engine.making import CARPOOL, a_lever, a_scenario, a_state

GROUND = a_lever("ground_photovoltaics", 10)


@pytest.mark.parametrize(
    ("capex", "life", "upkeep", "hours", "expected"),
    [(1383, 30, 0.012, 2190, 44), (482, 40, 0.025, 1250, 29), (884, 40, 0.014, 1150, 50)],
)
def test_costs_of_energy_are_those_of_the_method(capex, life, upkeep, hours, expected):
    assert cost_of_energy(capex, 0.04, life, upkeep, hours / 1000) == pytest.approx(expected, abs=0.6)


@pytest.mark.parametrize(("kind", "expected"), [("wind", 44), ("ground_photovoltaics", 29), ("roof_photovoltaics", 50)])
def test_the_library_gives_the_same(kind, expected):
    (lever,) = lever_economics(a_scenario(a_lever(kind, 10)), year=2050)
    assert lever.eur_per_mwh == pytest.approx(expected, abs=0.6)


def test_without_interest_an_annuity_is_a_division():
    assert annuity(1000, 0, 20) == 50


def test_a_renovation_costs_saves_and_employs():
    state = a_state(1)
    scenario = a_scenario(a_lever("deep_renovation", 1_600), state=state)
    (lever,) = lever_economics(scenario, year=2040)
    assert lever.investment_eur.sum() == pytest.approx(1_600 * 55_000)
    assert lever.investment_eur[4] == pytest.approx(100 * 55_000)  # 2025, one year in sixteen
    assert lever.jobs.sum() == pytest.approx(1_600 * 55_000 / 1e6 * 9)
    assert lever.annuity_eur == pytest.approx(annuity(1_600 * 55_000, 0.04, 30))
    done = run(scenario)
    saved = (done.trend.bill_eur - done.chosen.bill_eur)[0, 19]
    avoided = (done.trend.emissions_tco2e - done.chosen.emissions_tco2e)[0, 19]
    assert lever.saved_bill_eur == pytest.approx(saved)
    assert lever.eur_per_tonne == pytest.approx((lever.annuity_eur - saved) / avoided)


def test_what_is_at_the_end_of_its_life_is_no_longer_paid():
    pumps = a_lever("heat_pump_from_natural_gas", 1_000, start=2021, end=2022)
    (early,), (late,) = (lever_economics(a_scenario(pumps), year=year) for year in (2030, 2041))
    assert early.annuity_eur > 0
    assert late.annuity_eur == 0


def test_what_has_no_price_has_no_cost_of_a_tonne_and_what_avoids_nothing_neither():
    levers = {lever.key: lever for lever in lever_economics(a_scenario(CARPOOL, GROUND), year=2050)}
    assert levers["carpooling"].investment_eur is levers["carpooling"].eur_per_tonne is None
    assert levers["ground_photovoltaics"].eur_per_tonne is None  # the grid is national
    assert levers["ground_photovoltaics"].local_tax_eur == pytest.approx(10_000 * 7 * 10)


def test_what_is_invested_is_told_by_who_pays_and_what_no_source_prices_is_named():
    levers = (a_lever("deep_renovation", 1_600), CARPOOL, GROUND, a_lever("solar_water_from_electricity", 50))
    scenario = a_scenario(*levers, state=a_state(2))
    invested = investment_of(run(scenario))
    moved = 0.5 * 0.55 * 60_000 * (1 + 1.5)  # half of homes, of which the sun covers 55 %, of hot water of two places
    assert invested.by_sector["residential"] == pytest.approx(1_600 * 55_000 + moved / 0.45 * 1_300)
    assert invested.by_sector[""] == pytest.approx(10_000 * 482)
    assert [kind.code for kind in invested.unpriced] == ["carpooling"]
    solar = next(row for row in lever_economics(scenario, year=2050) if row.key == "solar_water_from_electricity")
    assert solar.investment_eur.sum() == pytest.approx(moved / 0.45 * 1_300)


def test_what_is_made_here_keeps_its_part_of_the_bill():
    state = a_state(
        1, cells={("residential", "other", "electricity"): 100_000}, sinks=(), sequestration_tco2e=np.zeros((1, 0))
    )
    leaving = share_of_bill_leaving(run(a_scenario(a_lever("wind", 10), state=state)).chosen)
    made = 10_000 + 20_000 + 5_000
    assert leaving[0, 0] == pytest.approx(1 - made / 100_000)
    assert leaving[0, -1] == pytest.approx(1 - (made + 21_900) / 100_000)


def test_an_unknown_consumption_leaves_an_unknown_bill():
    state = a_state(1, cells={("residential", "other", "electricity"): np.nan})
    assert np.isnan(share_of_bill_leaving(run(a_scenario(state=state)).chosen)).all()


def test_a_state_of_few_carriers_has_a_bill_too():
    held = a_state(1)
    small = a_state(
        1, carriers=("electricity",), energy_mwh=held.energy_mwh[..., :1], cell_states=held.cell_states[..., :1]
    )
    path = run(a_scenario(state=small)).chosen
    assert 0 < share_of_bill_leaving(path)[0, 0] < 1
    assert np.array_equal(path.energy_without_ambient_heat(), path.energy_mwh)
