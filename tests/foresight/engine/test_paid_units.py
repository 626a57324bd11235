"""What is paid for: units of a lever, who pays, what is still alive in a year, jobs and local taxes."""

import numpy as np
import pytest

from autan.foresight.engine.core.assumptions import AssumptionValues
from autan.foresight.engine.core.economics import (
    LeverEconomics,
    annuity,
    cost_of_energy,
    investment_of,
    lever_economics,
    paid_units,
    share_of_bill_leaving,
)
from autan.foresight.engine.core.engine import run
from autan.foresight.engine.importers.assumptions import shipped_assumptions
from autan.foresight.engine.importers.levers import shipped_library
from tests.foresight.engine.making import a_lever, a_scenario, a_state

LIBRARY = shipped_library()
KNOWN = shipped_assumptions()
VALUES = AssumptionValues(assumptions=KNOWN)


def economics(**changes) -> LeverEconomics:
    fields = {"investment_eur": np.array([100.0]), "annuity_eur": 60.0, "upkeep_eur": 20.0, "saved_bill_eur": 30.0}
    fields |= {"key": "wind", "avoided_tco2e": 5.0, "local_tax_eur": 0.0, "jobs": None}
    return LeverEconomics(**{**fields, **changes})


@pytest.mark.parametrize(
    ("changes", "cost"),
    [
        ({}, 10.0),
        ({"saved_bill_eur": 130.0}, -10.0),
        ({"avoided_tco2e": 0.0}, None),
        ({"avoided_tco2e": -2.0}, None),
        ({"investment_eur": None}, None),
    ],
)
def test_a_tonne_costs_what_is_paid_less_what_is_saved_where_some_are_avoided(changes, cost):
    assert economics(**changes).eur_per_tonne == cost


@pytest.mark.parametrize(
    ("capex", "rate", "life", "expected"),
    [(1_000, 0.0, 20, 50), (1_000, 0.05, 1, 1_050), (0, 0.04, 30, 0), (1_000, 0.1, 2, 576.19)],
)
def test_an_annuity_pays_back_with_its_interest(capex, rate, life, expected):
    assert annuity(capex, rate, life) == pytest.approx(expected, abs=0.01)


def test_the_payments_of_an_annuity_are_worth_the_investment_today():
    yearly = annuity(9_000, 0.04, 25)
    assert sum(yearly / 1.04**year for year in range(1, 26)) == pytest.approx(9_000)


def test_a_cost_of_energy_adds_upkeep_to_the_annuity_and_divides_by_what_is_made():
    assert cost_of_energy(1_000, 0.0, 10, 0.02, 4.0) == pytest.approx((100 + 20) / 4)
    assert cost_of_energy(1_000, 0.0, 10, 0.0, 4.0) == 25


def test_units_are_added_over_territories_and_a_share_is_the_energy_that_it_takes():
    state = a_state(2)
    assert paid_units(state, LIBRARY["deep_renovation"], np.array([40.0, 60.0]), VALUES) == 100
    solar = LIBRARY["solar_water_from_electricity"]
    part = KNOWN.find("solar_water_share").central
    assert paid_units(state, solar, np.array([10.0, 10.0]), VALUES) == pytest.approx(150_000 * 0.1 * part)
    assert paid_units(state, solar, np.array([10.0, 0.0]), VALUES) == pytest.approx(60_000 * 0.1 * part)


def test_an_own_cost_is_the_one_that_is_paid():
    cost = LIBRARY["deep_renovation"].costs.capex_eur.codes[0]
    bounds = KNOWN.find(cost)
    plain, own = (
        investment_of(run(a_scenario(a_lever("deep_renovation", 100, values=values), state=a_state(1))))
        for values in ({}, {cost: bounds.high})
    )
    ratio = own.by_sector["residential"] / plain.by_sector["residential"]
    assert ratio == pytest.approx(bounds.high / bounds.central)


def test_levers_of_one_payer_are_added_and_productions_stand_apart():
    quantities = {"deep_renovation": 100, "heat_pump_from_oil": 50, "wind": 2, "ground_photovoltaics": 3}
    levers = [a_lever(kind, quantity) for kind, quantity in quantities.items()]
    whole = investment_of(run(a_scenario(*levers, state=a_state(1)))).by_sector
    alone = [investment_of(run(a_scenario(lever, state=a_state(1)))).by_sector for lever in levers]
    assert whole["residential"] == pytest.approx(alone[0]["residential"] + alone[1]["residential"])
    assert whole[""] == pytest.approx(alone[2][""] + alone[3][""])
    assert set(whole) == {"residential", ""}


def test_all_that_is_done_at_the_horizon_is_invested():
    lever = a_lever("deep_renovation", 1_000, start=2040, end=2050)
    invested = investment_of(run(a_scenario(lever, state=a_state(1), horizon=2050)))
    unit = float(VALUES.multiply(LIBRARY["deep_renovation"].costs.capex_eur).item())
    assert invested.by_sector["residential"] == pytest.approx(1_000 * unit)
    half = investment_of(run(a_scenario(lever, state=a_state(1), horizon=2045)))
    assert half.by_sector["residential"] == pytest.approx(500 * unit)


def test_a_scenario_without_levers_invests_nothing():
    invested = investment_of(run(a_scenario()))
    assert (invested.by_sector, invested.unpriced) == ({}, ())


def test_what_is_installed_is_alive_from_its_year_until_its_life_is_over():
    pumps = a_lever("heat_pump_from_natural_gas", 1_000, start=2021, end=2023)
    life = int(KNOWN.find(LIBRARY[pumps.kind].costs.life).central)
    paid = {
        year: lever_economics(a_scenario(pumps, horizon=2060), year=year)[0].annuity_eur
        for year in (2021, 2022, 2023, 2021 + life, 2022 + life, 2023 + life)
    }
    whole = paid[2023]
    assert whole > 0
    halves = {2021: 0, 2022: whole / 2, 2021 + life: whole, 2022 + life: whole / 2, 2023 + life: 0}
    assert {year: paid[year] for year in halves} == pytest.approx(halves)


def test_upkeep_is_a_share_of_what_is_alive():
    (turbines,) = lever_economics(a_scenario(a_lever("wind", 10)), year=2050)
    costs = LIBRARY["wind"].costs
    capex = 10 * float(VALUES.multiply(costs.capex_eur).item())
    assert turbines.upkeep_eur == pytest.approx(capex * KNOWN.find(costs.upkeep_share).central)
    assert turbines.investment_eur.sum() == pytest.approx(capex)
    assert turbines.jobs.sum() == pytest.approx(capex / 1e6 * KNOWN.find("jobs_per_meur").central)


def test_a_lever_that_no_source_prices_costs_nothing_and_employs_nobody_that_is_known():
    (travel,) = lever_economics(a_scenario(a_lever("less_travel", 10)), year=2040)
    assert (travel.investment_eur, travel.jobs, travel.eur_per_mwh, travel.eur_per_tonne) == (None, None, None, None)
    assert (travel.annuity_eur, travel.upkeep_eur, travel.local_tax_eur) == (0, 0, 0)
    assert travel.saved_bill_eur > 0
    assert travel.avoided_tco2e > 0


def test_only_a_production_has_a_cost_of_the_energy_that_it_makes():
    pumps, wind = lever_economics(a_scenario(a_lever("heat_pump_from_oil", 10), a_lever("wind", 2)), year=2040)
    assert pumps.eur_per_mwh is None
    assert wind.eur_per_mwh > 0


def test_all_of_a_bill_leaves_where_nothing_is_made_and_none_of_it_where_more_is():
    cells = {("residential", "other", "electricity"): 1_000.0}
    none = np.zeros((1, 7))
    plenty = np.array([[5_000.0, 0, 0, 0, 0, 0, 0]])
    for production, leaving in ((none, 1.0), (plenty, 0.0), (plenty / 10, 0.5)):
        path = run(a_scenario(state=a_state(1, cells=cells, production_mwh=production))).chosen
        assert share_of_bill_leaving(path)[0, 0] == pytest.approx(leaving)


def test_what_is_made_of_another_energy_keeps_no_part_of_a_bill():
    cells = {("residential", "other", "electricity"): 1_000.0}
    wood = np.array([[0, 0, 0, 0, 9_000.0, 0, 0]])
    path = run(a_scenario(state=a_state(1, cells=cells, production_mwh=wood))).chosen
    assert share_of_bill_leaving(path)[0, 0] == 1


def test_where_nothing_is_bought_no_part_of_a_bill_leaves_that_is_known():
    assert np.isnan(share_of_bill_leaving(run(a_scenario(state=a_state(1, cells={}))).chosen)).all()
