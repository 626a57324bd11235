"""What a scenario gives at some years: sums over territories, shares, changes, and unknown kept apart from zero."""

from dataclasses import replace

import numpy as np
import pytest

from autan.foresight.engine.core.axes import SECTORS
from autan.foresight.engine.core.engine import run
from autan.foresight.engine.core.lever_levels import LeverPotential
from autan.foresight.engine.core.scenarios import LAST_SURE_YEAR
from autan.foresight.engine.core.summaries import (
    GapUnits,
    LeverCoverage,
    YearLevels,
    bill_of_a_home,
    change_pct,
    cover_target,
    families_without_action,
    gap_in_units,
    levels_at,
    summarise,
    yearly_needs,
)
from autan.foresight.engine.importers.levers import shipped_library
from tests.foresight.engine.making import RENOVATION, a_lever, a_scenario, a_state, a_trend

LIBRARY = shipped_library()


def levels(**changes: float) -> YearLevels:
    fields = {"energy_mwh": 200.0, "emissions_tco2e": 50.0, "net_tco2e": 40.0, "production_mwh": 30.0}
    return YearLevels(**{**fields, "bill_eur": 1_000.0, "population": 10.0, **changes})


def test_a_year_says_its_coverage_and_its_energy_a_head() -> None:
    assert levels().coverage_pct == 15
    assert levels().energy_per_head_mwh == 20


@pytest.mark.parametrize("changes", [{"energy_mwh": 0.0}, {"energy_mwh": float("nan")}])
def test_a_coverage_of_nothing_is_not_known(changes: dict[str, float]) -> None:
    assert np.isnan(levels(**changes).coverage_pct)


def test_net_and_coverage_are_not_known_where_a_sector_is_left_out(result) -> None:
    (whole,) = summarise(result, [2040])
    state = replace(result.scenario.state, **without_last_sector(result.scenario.state))
    partial = run(a_scenario(RENOVATION, state=state, trend=a_trend(state), horizon=2060))
    (part,) = summarise(partial, [2040])
    assert np.isfinite([whole.chosen.net_tco2e, whole.chosen.coverage_pct]).all()
    assert np.isnan([part.chosen.net_tco2e, part.trend.net_tco2e, part.chosen.coverage_pct]).all()
    assert np.isfinite([part.chosen.energy_mwh, part.chosen.emissions_tco2e, part.chosen.production_mwh]).all()


def without_last_sector(state) -> dict[str, object]:
    """The arrays of a state without the last of its sectors."""
    cells = {name: getattr(state, name)[:, :-1] for name in ("energy_mwh", "cell_states", "non_energy_tco2e")}
    return cells | {"sectors": state.sectors[:-1]}


@pytest.mark.parametrize("population", [0.0, float("nan")])
def test_without_inhabitants_nothing_is_known_a_head(population: float) -> None:
    assert np.isnan(levels(population=population).energy_per_head_mwh)


@pytest.fixture(scope="module")
def result():
    state = a_state()
    return run(a_scenario(RENOVATION, state=state, trend=a_trend(state), horizon=2060))


def test_the_levels_of_a_year_are_those_of_all_territories(result) -> None:
    first, later = levels_at(result.trend, 2021), levels_at(result.chosen, 2040)
    assert first.energy_mwh == pytest.approx(1_820_000 * 2.5)
    assert first.population == pytest.approx(60_000 * 2.5)
    assert first.production_mwh == pytest.approx(155_000 * 2.5)
    assert first.emissions_tco2e - first.net_tco2e == pytest.approx(19_000 * 2.5)
    assert later.energy_mwh == pytest.approx(result.chosen.energy_mwh[:, 19].sum())
    assert later.bill_eur == pytest.approx(result.chosen.bill_eur[:, 19].sum())


def test_years_are_set_side_by_side_and_say_where_published_paths_end(result) -> None:
    years = (2030, LAST_SURE_YEAR, LAST_SURE_YEAR + 1)
    summaries = summarise(result, years)
    assert [summary.year for summary in summaries] == list(years)
    assert [summary.is_sure for summary in summaries] == [True, True, False]
    assert summaries[0].trend == levels_at(result.trend, 2030)
    assert summaries[0].chosen == levels_at(result.chosen, 2030)
    assert all(summary.chosen.energy_mwh < summary.trend.energy_mwh for summary in summaries)


def test_a_home_pays_the_bill_of_its_sector_and_homes_grow_as_inhabitants_do(result) -> None:
    bill = bill_of_a_home(result, 2040)
    assert bill is not None
    homes, rank = 28_000 * 2.5, SECTORS.index("residential")
    assert bill.start == pytest.approx(result.trend.bill_by_sector_eur[:, rank, 0].sum() / homes)
    grown = homes * 1.004**19
    assert bill.trend == pytest.approx(result.trend.bill_by_sector_eur[:, rank, 19].sum() / grown)
    assert bill.chosen == pytest.approx(result.chosen.bill_by_sector_eur[:, rank, 19].sum() / grown)
    assert bill.chosen < bill.trend


def test_no_bill_is_said_of_homes_that_nobody_counts_or_computes() -> None:
    state = a_state()
    uncounted = a_state(pivots={**state.pivots, "dwellings": np.array([np.nan, 1.0])})
    none_left = a_state(pivots={**state.pivots, "dwellings": np.zeros(2)})
    unpeopled = a_state(pivots={**state.pivots, "population": np.full(2, np.nan)})
    for other in (uncounted, none_left, unpeopled, state.within(["tertiary"])):
        assert bill_of_a_home(run(a_scenario(state=other, trend=a_trend(other))), 2030) is None


@pytest.mark.parametrize(("start", "end", "change"), [(200, 150, -25), (50, 100, 100), (8, 0, -100), (4, 4, 0)])
def test_a_change_is_in_share_of_where_it_started(start: float, end: float, change: float) -> None:
    assert change_pct(start, end) == change


def test_a_change_from_nothing_is_not_known() -> None:
    assert np.isnan(change_pct(0.0, 5.0))
    assert np.isnan(change_pct(5.0, float("nan")))


def potential(code: str, *, largest: float | None, mwh: float | None) -> LeverPotential:
    return LeverPotential(kind=LIBRARY[code], largest=largest, levels=(), shares=(), mwh_per_unit=mwh)


def test_what_a_lever_needs_is_spread_over_its_years() -> None:
    levers = [
        a_lever("wind", 40.0, start=2030, end=2040),
        a_lever("hydro", 6.0, start=2030, end=2030),
        a_lever("hedges", 9.0, start=2030, end=2033),
    ]
    potentials = {
        "wind": potential("wind", largest=160.0, mwh=2.0),
        "hydro": potential("hydro", largest=0.0, mwh=2.0),
        "hedges": potential("hedges", largest=None, mwh=None),
    }
    needs = yearly_needs(levers, potentials)
    assert [need.lever for need in needs] == levers
    assert [(need.by_year, need.part_pct) for need in needs] == [(4, 25), (6, None), (3, None)]


def test_a_gap_is_said_in_units_of_levers_that_save_each_alone_in_the_order_asked() -> None:
    potentials = {
        "deep_renovation": potential("deep_renovation", largest=500.0, mwh=10.0),
        "renovation_measure": potential("renovation_measure", largest=None, mwh=4.0),
        "wind": potential("wind", largest=500.0, mwh=10.0),
        "less_travel": potential("less_travel", largest=100.0, mwh=None),
        "telework": potential("telework", largest=499.0, mwh=2.0),
    }
    gaps = gap_in_units(1_000.0, potentials, ["telework", "wind", "less_travel", "magic", *potentials])
    assert [(gap.kind, gap.units, gap.largest) for gap in gaps] == [
        ("telework", 500, 499),
        ("deep_renovation", 100, 500),
        ("renovation_measure", 250, None),
        ("telework", 500, 499),
    ]
    assert [gap.is_possible for gap in gaps] == [False, True, True, False]
    assert GapUnits(kind="telework", units=499, largest=499).is_possible


@pytest.mark.parametrize("gap", [0.0, -1.0, float("nan"), float("inf")])
def test_without_a_gap_that_is_known_nothing_is_asked(gap: float) -> None:
    assert gap_in_units(gap, {"telework": potential("telework", largest=None, mwh=2.0)}, ["telework"]) == ()


def test_a_target_is_covered_kind_by_kind_by_the_actions_of_its_kind() -> None:
    target = [a_lever("wind", 30.0), a_lever("hedges", 5.0), replace(a_lever("wind", 10.0), key="more")]
    actions = [a_lever("wind", 12.0), a_lever("wind", 3.0), a_lever("hedges", 8.0), a_lever("hydro", 1.0)]
    wind, hedges = cover_target(target, (action for action in actions))
    assert (wind.kind, wind.asked, wind.covered, wind.left) == ("wind", 40, 15, 25)
    assert (hedges.kind, hedges.asked, hedges.covered, hedges.left) == ("hedges", 5, 8, 0)
    assert cover_target([], actions) == ()
    assert cover_target(target, [])[0] == LeverCoverage(kind="wind", asked=40.0, covered=0)


def test_families_that_no_action_touches_are_in_the_order_of_the_library() -> None:
    families = list(dict.fromkeys(kind.family for kind in LIBRARY.values()))
    assert families_without_action(LIBRARY, []) == tuple(families)
    touched = LIBRARY["wind"].family
    assert families_without_action(LIBRARY, [a_lever("wind", 1.0)]) == tuple(f for f in families if f != touched)
