"""What a territory is shared out by: its homes and those of the nation, its winters, its censuses, what is observed."""

from pathlib import Path

import pytest

from autan.foresight.starting_states.core.state_cells import territory_state
from autan.foresight.starting_states.lake.references import FRANCE, degree_days_of, dwellings_of
from autan.foresight.starting_states.queries.inputs import read_inputs
from autan.foresight.starting_states.queries.profiles import population_rate, profile_of
from autan.opendata.measures.queries.indicators import indicator_figures

TOULOUSE, NOBODY = "243100518", "000000000"


def inhabitants(year: int, mesh: str = "epci", source: str = "indicator-insee-census") -> dict[str, float]:
    figures = indicator_figures(source, mesh=mesh, year=year).items()
    return {code: figure.value for code, figure in figures if figure.value is not None}


def test_a_population_grows_by_its_censuses_since_2015(shipped: Path) -> None:
    first, last = (inhabitants(year)[TOULOUSE] for year in (2015, 2022))
    assert population_rate(TOULOUSE) == pytest.approx((last / first) ** (1 / 7) - 1)
    assert population_rate(NOBODY) is None


def test_a_profile_has_the_homes_the_winters_and_the_censuses_of_its_place(shipped: Path) -> None:
    state = territory_state(read_inputs(TOULOUSE, {}))
    profile = profile_of(state)
    own, nation = dwellings_of(TOULOUSE), dwellings_of(FRANCE)
    assert own is not None
    assert nation is not None
    assert profile.pivots == {"houses": own.houses, "flats": own.flats, "main_residences": own.main_residences}
    assert profile.national_pivots["main_residences"] == nation.main_residences
    assert profile.degree_days == degree_days_of("31")
    assert profile.population == {year: inhabitants(year)[TOULOUSE] for year in (2015, 2020, 2021, 2022)}
    observed = {code: figure.value for code, figure in state.emissions.items() if figure.value is not None}
    assert {code: value for code, (_year, value) in profile.observed.items()} == observed != {}


def test_the_nation_is_metropolitan_from_2015_to_the_last_census(shipped: Path) -> None:
    profile = profile_of(territory_state(read_inputs(TOULOUSE, {})))
    departments = inhabitants(2020, "departement", "indicator-insee-population")
    mainland = sum(value for code, value in departments.items() if not code.startswith("97"))
    assert profile.national_population[2020] == pytest.approx(mainland)
    assert sorted(profile.national_population) == list(range(2015, 2023))


def test_a_place_that_no_register_knows_has_no_pivot(db: None) -> None:
    profile = profile_of(territory_state(read_inputs("999000016", {})))
    assert (profile.pivots, profile.degree_days, profile.population, profile.observed) == ({}, None, {}, {})
    assert profile.national_pivots["houses"] > 0
