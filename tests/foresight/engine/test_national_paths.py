"""National measures apart from levers: two numbers that add up, a dated path, one switch."""

from dataclasses import replace

import numpy as np
import pytest

from autan.foresight.engine.core.attribution import attribute
from autan.foresight.engine.core.axes import CARRIERS, ScenarioMeasure
from autan.foresight.engine.core.engine import run
from autan.foresight.engine.core.levers import Diffusion
from autan.foresight.engine.core.national import find_path
from autan.foresight.engine.core.results import read_total
from autan.foresight.engine.core.scenarios import Trend
from autan.foresight.engine.core.uncertainty import outcome_ranges, tornado
from autan.foresight.engine.importers.assumptions import shipped_assumptions
from autan.foresight.engine.importers.levers import read_paths, shipped_paths
from autan.ground.errors import ImportFileError, UnknownError
from tests.foresight.engine.making import EVERY, a_lever, a_scenario, a_state

PATH = shipped_paths()["laws_2026"]
EMISSIONS = ScenarioMeasure.EMISSIONS


def only(code):
    return replace(PATH, measures=tuple(measure for measure in PATH.measures if measure.code == code))


def value(code):
    return shipped_assumptions().find(code).central


def test_a_scenario_without_a_path_has_no_national_part():
    result = run(a_scenario(*EVERY))
    assert result.levers_alone is result.national_alone is None
    assert attribute(a_scenario(*EVERY), measure=EMISSIONS, year=2050).national == 0


@pytest.mark.parametrize("measure", list(ScenarioMeasure))
def test_what_depends_on_us_and_on_the_state_add_up(measure):
    scenario = a_scenario(*EVERY, national=PATH)
    result, split = run(scenario), attribute(scenario, measure=measure, year=2050)
    state = scenario.state
    trend, chosen, ours, theirs = (
        read_total(path, measure, state)[-1]
        for path in (result.trend, result.chosen, result.levers_alone, result.national_alone)
    )
    assert (split.trend, split.chosen) == (pytest.approx(trend), pytest.approx(chosen))
    assert split.national == pytest.approx(((theirs - trend) + (chosen - ours)) / 2)
    assert split.total + split.national == pytest.approx(chosen - trend)
    for parts in (split.groups, split.steps):
        assert sum(parts.values()) == pytest.approx(split.total)
    assert sum(lever.share for lever in split.levers) == pytest.approx(split.total)


def test_levers_alone_are_the_digits_of_the_scenario_without_the_path():
    joined, alone = run(a_scenario(*EVERY, national=PATH)), run(a_scenario(*EVERY))
    np.testing.assert_array_equal(joined.levers_alone.emissions_tco2e, alone.chosen.emissions_tco2e)
    np.testing.assert_array_equal(joined.trend.energy_mwh, alone.trend.energy_mwh)
    assert joined.scenario.key != alone.scenario.key


def test_biomethane_in_the_grid_lowers_the_factor_of_gas_and_no_consumption():
    result = run(a_scenario(national=only("renewable_gas")))
    np.testing.assert_array_equal(result.national_alone.energy_mwh, result.trend.energy_mwh)
    gas = result.trend.energy_by_carrier_mwh[:, CARRIERS.index("natural_gas"), -1].sum()
    cut = gas * value("national_renewable_gas") * (value("factor_natural_gas") - value("factor_biomethane"))
    emitted = (path.emissions_tco2e.sum(axis=0) for path in (result.trend, result.national_alone))
    assert next(emitted)[-1] - next(emitted)[-1] == pytest.approx(cut)


def test_a_fleet_is_renewed_by_the_norm_of_new_cars():
    result = run(a_scenario(national=only("electric_fleet"), state=a_state(1)))
    oil, power = CARRIERS.index("oil"), CARRIERS.index("electricity")
    new = shipped_assumptions().find("national_new_electric_cars").in_years(result.trend.years)
    share = np.minimum(np.cumsum(np.append(0, new[1:])) * value("national_car_renewal"), 1)
    used, left = (path.energy_by_carrier_mwh[0] for path in (result.trend, result.national_alone))
    np.testing.assert_allclose(used[oil] - left[oil], 400_000 * share)
    ratio = value("ev_kwh_per_km") / value("car_kwh_per_km")
    np.testing.assert_allclose(left[power] - used[power], 400_000 * share * ratio)
    assert share[-1] > 0.8


def test_a_local_target_and_the_norm_never_take_a_car_twice():
    result = run(a_scenario(a_lever("electric_car_share", 100), national=PATH))
    oil = CARRIERS.index("oil")
    freight = run(a_scenario()).trend.energy_by_carrier_mwh[:, oil, -1].sum() - 400_000 * 2.5
    assert result.chosen.energy_by_carrier_mwh[:, oil, -1].sum() == pytest.approx(freight)


def test_new_homes_use_less_only_where_homes_are_added():
    flat = run(a_scenario(national=only("new_homes")))
    np.testing.assert_array_equal(flat.national_alone.energy_mwh, flat.trend.energy_mwh)
    state = a_state(1)
    growing = replace(Trend.flat(state), activity=np.full((1, len(state.sectors)), 0.01))
    grown = run(a_scenario(national=only("new_homes"), state=state, trend=growing))
    added = 1.01 ** (2050 - state.base_year) - 1
    saved = (grown.trend.energy_mwh - grown.national_alone.energy_mwh)[0, -1]
    assert saved == pytest.approx(650_000 * added * value("national_new_homes_cut"))


def test_a_path_is_drawn_only_when_it_is_on():
    alone, joined = a_scenario(*EVERY), a_scenario(*EVERY, national=PATH)
    drawn = {row.code for row in tornado(joined, measure=EMISSIONS, year=2050)}
    assert {"national_car_renewal", "national_power_cut"} <= drawn
    assert not {row.code for row in tornado(alone, measure=EMISSIONS, year=2050)} & set(PATH.codes[:1])
    ranges = outcome_ranges(joined, seed=1, years=[2030, 2050], draws=100)[EMISSIONS]
    assert (ranges.low < ranges.high).all()


def test_a_territory_has_the_same_ranges_alone_and_among_others():
    state = a_state(3)
    activity = np.full((3, len(state.sectors)), [[0.01], [0.0], [0.02]])
    together = a_scenario(SOME, national=PATH, state=state, trend=replace(Trend.flat(state), activity=activity))
    first = state.of(state.territories[:1])
    alone = replace(together, state=first, trend=replace(Trend.flat(first), activity=activity[:1]))
    asked = {"seed": 1, "years": [2030, 2050], "draws": 6_000, "territory": state.territories[0]}
    among, single = (outcome_ranges(scenario, **asked)[EMISSIONS] for scenario in (together, alone))
    np.testing.assert_allclose(among.high, single.high)


SOME = a_lever("heating_one_degree", 50, diffusion=Diffusion.S_CURVE)


def test_a_path_that_does_not_exist_is_refused():
    with pytest.raises(UnknownError, match="aucun chemin national"):
        find_path(shipped_paths(), "wishes")
    text = """
edition: "1"
paths:
  - {code: a, label: {fr: a, en: a}, edition: "1", not_counted: {fr: a, en: a}, measures: [
      {code: m, label: {fr: m, en: m}, form: law, share: magic, cells: {carriers: [oil]}}]}
"""
    with pytest.raises(ImportFileError) as caught:
        read_paths(text, "p.yaml", shipped_assumptions())
    assert {fault.column for fault in caught.value.faults} == {
        "paths[0].measures[0].form", "paths[0].measures[0].share",
    }  # fmt: skip


def test_every_measure_that_ships_is_dated_and_sourced():
    for measure in PATH.measures:
        share = shipped_assumptions().find(measure.share)
        assert share.by_year
        assert share.source.fr
        assert measure.label.en
