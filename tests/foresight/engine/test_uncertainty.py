"""Ranges with common random numbers, one-at-a-time, and what would change a decision."""

import numpy as np
import pytest

from autan.foresight.engine.core.axes import CellState, ScenarioMeasure
from autan.foresight.engine.core.engine import run
from autan.foresight.engine.core.uncertainty import (
    decisive_between,
    decisive_for_target,
    draw_assumptions,
    outcome_ranges,
    tornado,
    varying_assumptions,
)
from tests.foresight.engine.making import CARS, EVERY, PUMPS, RENOVATION, a_lever, a_scenario, a_state, a_trend

YEARS = (2021, 2030, 2050)


def test_i_same_seed_same_digits_another_seed_others():
    one, same, other = (
        outcome_ranges(a_scenario(*EVERY), seed=seed, years=YEARS, draws=100)[ScenarioMeasure.EMISSIONS]
        for seed in (7, 7, 8)
    )
    assert np.array_equal(one.middle, same.middle)
    assert not np.array_equal(one.middle, other.middle)


def test_ranges_are_in_order_and_hold_the_central_path():
    scenario = a_scenario(*EVERY)
    central = run(scenario).chosen
    for measure, outcome_range in outcome_ranges(scenario, seed=1, years=YEARS, draws=300).items():
        assert np.all(outcome_range.low <= outcome_range.middle)
        assert np.all(outcome_range.middle <= outcome_range.high)
        assert measure is outcome_range.measure
    energy = outcome_ranges(scenario, seed=1, years=YEARS, draws=300)[ScenarioMeasure.ENERGY]
    assert energy.low[0] == energy.high[0] == pytest.approx(central.energy_mwh[:, 0].sum())
    assert energy.low[-1] < central.energy_mwh[:, -1].sum() < energy.high[-1]


def test_an_assumption_is_drawn_the_same_in_every_scenario():
    few = draw_assumptions(varying_assumptions(a_scenario(PUMPS)), seed=3, draws=50)
    many = draw_assumptions(varying_assumptions(a_scenario(*EVERY)), seed=3, draws=50)
    assert set(few) < set(many)
    assert all(np.array_equal(few[code], many[code]) for code in few)


@pytest.mark.parametrize("seed", range(4))
def test_all_that_there_is_may_be_asked_whatever_the_first_draw(seed):
    state = a_state(1, cells={("residential", "heating", "natural_gas"): 1_000}, pivots={})
    scenario = a_scenario(a_lever("heat_pump_from_natural_gas", 131.67), state=state)
    energy = outcome_ranges(scenario, seed=seed, years=YEARS, draws=50)[ScenarioMeasure.ENERGY]
    assert 0 < energy.low[-1] < energy.high[-1] < energy.low[0]


def test_one_territory_is_ranged_alone():
    scenario = a_scenario(*EVERY)
    whole = outcome_ranges(scenario, seed=1, years=YEARS, draws=20)[ScenarioMeasure.ENERGY]
    alone = outcome_ranges(scenario, seed=1, years=YEARS, draws=20, territory="900000000")[ScenarioMeasure.ENERGY]
    assert alone.middle[0] == pytest.approx(whole.middle[0] / 2.5)


def test_the_widest_assumption_comes_first():
    rows = tornado(a_scenario(RENOVATION), measure=ScenarioMeasure.ENERGY, year=2050)
    assert [row.code for row in rows[:2]] == ["renovation_realisation", "renovation_gain"]
    assert rows[0].high < rows[0].central < rows[0].low
    assert rows[-1].swing == 0  # a price changes no energy
    saved = {end: 590_000 * 2.5 * 20_000 / 70_000 * 0.65 * end for end in (0.5, 1.0)}
    assert rows[0].low - rows[0].high == pytest.approx(saved[1.0] - saved[0.5])


def test_certain_assumptions_make_one_path():
    state = a_state(1, cells={("residential", "heating", "ambient_heat"): 10.0})
    rows = tornado(a_scenario(state=state), measure=ScenarioMeasure.ENERGY, year=2050)
    assert all(row.swing == 0 for row in rows)


def test_what_would_change_whether_a_target_is_met():
    rows = tornado(a_scenario(RENOVATION), measure=ScenarioMeasure.ENERGY, year=2050)
    central = rows[0].central
    assert [row.code for row in decisive_for_target(rows, central * 1.01)] == ["renovation_realisation"]
    assert decisive_for_target(rows, central * 2) == ()


def test_what_would_change_which_scenario_is_better():
    """Renovations against electric cars: near each other, some assumption decides; far apart, none does."""
    near, far = a_scenario(a_lever("renovation_measure", 12_000)), a_scenario(a_lever("electric_car_share", 4.0))
    decisive = decisive_between(near, far, measure=ScenarioMeasure.ENERGY, year=2050)
    assert "renovation_realisation" in [row.code for row in decisive]
    assert all(min(row.low, row.high) <= 0 <= max(row.low, row.high) for row in decisive)
    assert decisive_between(a_scenario(CARS), a_scenario(), measure=ScenarioMeasure.ENERGY, year=2050) == ()


def test_the_trend_is_drawn_and_a_flat_one_is_not():
    state = a_state(2)
    drawn = outcome_ranges(a_scenario(state=state, trend=a_trend(state)), seed=1, years=YEARS, draws=200)
    flat = outcome_ranges(a_scenario(state=state), seed=1, years=YEARS, draws=200)
    energy, still = drawn[ScenarioMeasure.ENERGY], flat[ScenarioMeasure.ENERGY]
    assert energy.low[0] == energy.high[0]
    assert energy.low[-1] < energy.middle[-1] < energy.high[-1]
    assert still.low[-1] == still.high[-1]


@pytest.mark.parametrize(("how", "far"), [(CellState.MODELLED, 0.3), (CellState.ESTIMATED, 0.1)])
def test_cells_that_are_not_measured_are_drawn(how, far):
    states = a_state(1).cell_states.copy()
    states[states == CellState.MEASURED] = how
    scenario = a_scenario(a_lever("less_travel", 10), state=a_state(1, cell_states=states))
    (row,) = [
        row for row in tornado(scenario, measure=ScenarioMeasure.ENERGY, year=2050) if row.code.startswith("doubt")
    ]
    assert row.low == pytest.approx(row.central * (1 - far))
    assert row.high == pytest.approx(row.central * (1 + far))
    energy = outcome_ranges(scenario, seed=1, years=YEARS, draws=200)[ScenarioMeasure.ENERGY]
    assert energy.low[0] < run(scenario).chosen.energy_mwh[:, 0].sum() < energy.high[0]
