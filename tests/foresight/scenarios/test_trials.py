"""A scenario tried: horizons offered and read, what the levers leave, the address that says it again, ranges."""

import pytest

from autan.evidence.figures.queries.registry import PUBLIC
from autan.foresight.engine.core.axes import ScenarioMeasure
from autan.foresight.engine.importers.levers import shipped_paths
from autan.foresight.scenarios.queries.places import find_place, territory_states
from autan.foresight.scenarios.queries.reference_paths import NATIONAL, find_reference
from autan.foresight.scenarios.queries.trials import (
    furthest_trials,
    horizons_of,
    member_paths,
    read_horizon,
    try_out,
    uncertainty_of,
    without_electricity,
)
from tests.cast import HERE, THERE

CHOSEN = {"n.deep_renovation": "2", "n.less_travel": "1", "h": "2040"}


@pytest.fixture
def place(here):
    return find_place(HERE)


def test_the_horizons_offered_are_those_of_the_law_and_each_ten_years_on(place):
    assert place.year == 2023
    assert horizons_of(place) == (2030, 2033, 2043, 2050, 2053, 2063)


@pytest.mark.parametrize(("text", "year"), [("2024", 2024), ("2047", 2047), ("2100", 2100), ("", 2050), ("  ", 2050)])
def test_a_year_that_can_be_computed_is_taken_without_a_word(place, text, year):
    assert read_horizon(place, text) == (year, "")


@pytest.mark.parametrize("text", ["2023", "2101", "0", "-1", "abc", "2050.5"])
def test_another_year_is_replaced_and_said(place, text):
    year, words = read_horizon(place, text)
    assert year == 2050
    assert f"«\u202f{text}\u202f» n’est pas une année de 2024 à 2100" in words
    assert "jusqu’en 2050" in words


def test_a_trial_is_made_again_by_the_address_that_it_writes(place):
    trial = try_out(place, CHOSEN | {"p": next(iter(shipped_paths())), "a.price_oil": "0,2", "r.price_oil": "essai"})
    again = try_out(place, trial.written)
    assert (again.key, again.written) == (trial.key, trial.written)
    assert again.result.scenario.horizon == 2040
    assert {lever.kind for lever in again.result.scenario.levers} == {"deep_renovation", "less_travel"}
    assert trial.key != try_out(place, CHOSEN).key


def test_the_national_strategy_is_beside_unless_another_path_is_asked_for(place):
    trial = try_out(place, CHOSEN)
    assert trial.reference.code == NATIONAL
    assert "c" not in trial.written
    wrong = try_out(place, CHOSEN | {"c": "nowhere"})
    assert (wrong.reference, [fault.place for fault in wrong.faults]) == (trial.reference, ["c"])
    assert try_out(place, CHOSEN | {"c": NATIONAL}).faults == ()


def test_a_lever_is_bounded_by_what_the_others_leave(place):
    homes = 9_000
    alone, beside = try_out(place, {}), try_out(place, {"q.deep_renovation": "5000"})
    for trial, left in ((alone, homes), (beside, homes - 5_000)):
        assert trial.largest_of(trial.potentials["renovation_measure"]) == left
    assert beside.largest_of(beside.potentials["less_travel"]) == 100
    assert beside.largest_of(beside.potentials["hedges"]) is None


def test_every_lever_at_its_highest_is_tried_without_and_with_each_national_path(place):
    without, *others = furthest_trials(place)
    assert without.result.scenario.national is None
    assert [trial.result.scenario.national.code for trial in others] == list(shipped_paths())
    horizon = {trial.result.scenario.horizon for trial in (without, *others)}
    assert horizon == {2050}
    base = try_out(place, {}).result
    assert without.faults == ()
    assert without.result.chosen.emissions_tco2e[:, -1].sum() < base.chosen.emissions_tco2e[:, -1].sum()


def test_without_electricity_less_is_emitted_and_less_is_left(place):
    trial = try_out(place, {})
    emitted, left = without_electricity(trial)
    assert 0 < emitted < trial.result.chosen.emissions_tco2e[:, -1].sum()
    assert 0 <= left < trial.reference.values[2050]


def test_the_paths_of_a_territory_that_no_plan_aims_for_are_not_laid(both):
    paths = member_paths(find_place("essai"), reader=PUBLIC)
    assert [path.measure for path in paths] == [ScenarioMeasure.EMISSIONS, ScenarioMeasure.ENERGY]
    assert all(path.values == {} for path in paths)
    assert all("Ici, Là" in path.refusal.fr for path in paths)
    assert member_paths(find_place(HERE), reader=PUBLIC) == ()


def test_a_place_has_no_path_of_another_kind(place):
    result = try_out(place, {}).result
    for code in ("plans/ghg", "plan/none/ghg", "", "snbc"):
        assert find_reference(code, place, result) is None
    laid = find_reference(NATIONAL, place, result)
    assert laid.values[2023] == pytest.approx(result.trend.emissions_tco2e[:, 0].sum())
    assert set(laid.lacking) <= set(result.scenario.state.sectors)


def test_ranges_are_every_five_years_and_at_the_horizon(place):
    uncertainty = uncertainty_of(try_out(place, CHOSEN))
    ranges = uncertainty.ranges[ScenarioMeasure.EMISSIONS]
    assert list(ranges.years) == [2023, 2028, 2033, 2038, 2040]
    assert (ranges.low <= ranges.middle).all()
    assert (ranges.middle <= ranges.high).all()
    assert uncertainty.rivals == ()
    assert set(uncertainty.decisive) <= set(uncertainty.sensitivities)


def test_states_come_in_the_order_asked_for_and_one_is_kept(both):
    first, again = territory_states((THERE, HERE)), territory_states((THERE, HERE))
    assert list(first) == [THERE, HERE]
    assert all(again[siren] is first[siren] for siren in first)
