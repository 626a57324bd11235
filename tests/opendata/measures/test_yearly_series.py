"""Series by year of a place, read in the lake: from a year on, empty where no source tells, bounded by the region."""

from dataclasses import replace

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.presenters.figures import present_figure
from autan.evidence.figures.queries.registry import PUBLIC, find_figure
from autan.opendata.measures.core.addresses import IndicatorRowsKey
from autan.opendata.measures.core.indicators import IndicatorValue, ceilings
from autan.opendata.measures.queries.editions import lake_state
from autan.opendata.measures.queries.tallies import tallies_of, unknown_everywhere
from autan.opendata.measures.queries.yearly_series import (
    declared_breaks,
    last_at,
    places_around,
    series_at,
    yearly_totals,
)
from tests.repo.tree import PACKAGE

COMMINGES, AUCH = "200072643", "200066926"


def test_incomes_of_an_epci_of_2017_begin_with_it(shipped):
    assert [figure.period.label for figure in series_at("indicator-insee-incomes", mesh="epci", code=AUCH)] == [
        "2016",
        "2017",
        "2018",
        "2019",
    ]
    assert series_at("indicator-insee-incomes", mesh="epci", code=AUCH, since=2019)[0].value == 21780


@pytest.mark.parametrize(
    ("source", "mesh", "code"),
    [
        ("indicator-nowhere", "region", "76"),
        ("indicator-ore-gas", "commune", "31555"),
        ("indicator-sdes-prices", "country", "FR"),
        ("indicator-insee-census", "epci", "000000000"),
    ],
)
def test_what_no_source_tells_is_empty(shipped, source, mesh, code):
    assert series_at(source, mesh=mesh, code=code) == ()
    assert declared_breaks("indicator-nowhere") == ()


def test_what_exists_alone_is_published_is_no_floor_for_the_rest(shipped):
    (figure,) = series_at("indicator-biomethane", mesh="epci", code=COMMINGES)
    assert figure.known == figure.total
    assert figure.state is ValueState.OBSERVED


def test_what_the_region_leaves_bounds_a_department_from_above(shipped):
    """The 13 departments of Occitanie have masked meshes; their region has none in 2018, 2019 and 2021."""
    gas = {figure.period.label: figure for figure in series_at("indicator-ore-gas", mesh="departement", code="31")}
    for year in ("2018", "2019", "2021"):
        low, high = gas[year].low, gas[year].high
        assert 0 < low < high < low * 1.01
        assert find_figure(gas[year].id, reader=PUBLIC).high == pytest.approx(high)
        keys = [IndicatorRowsKey.parse(ref.key) for ref in gas[year].evidence]
        assert [(key.mesh, key.code) for key in keys if key] == [("departement", "31"), ("region", "76")]
        assert present_figure(gas[year], "fr").number.startswith("≈")
    assert gas["2020"].state is ValueState.LOWER_BOUND
    rows = pl.read_parquet(PACKAGE / "opendata/sources/tables/indicator-ore-gas.parquet").filter(pl.col("year") == 2019)
    region = rows.filter((pl.col("mesh") == "region") & (pl.col("code") == "76"))["value"].sum()
    others = rows.filter((pl.col("mesh") == "departement") & (pl.col("code") != "31"))["value"].sum()
    assert gas["2019"].high == pytest.approx(float(region) - float(others))
    homes = series_at("indicator-ore-electricity", mesh="departement", code="31", category="logements")
    assert [figure.period.label for figure in homes if figure.high is not None] == ["2018", "2019", "2020"]


@given(st.lists(st.tuples(st.integers(0, 1000), st.integers(0, 50)), min_size=1, max_size=5), st.booleans())
def test_no_world_lies_above_what_the_region_leaves(drawn, is_masked):
    """What is known of each department, and what is masked in it."""
    departments = {
        str(code): IndicatorValue(value=float(known), known=1, total=1, bounds=int(hidden > 0))
        for code, (known, hidden) in enumerate(drawn)
    }
    whole = IndicatorValue(value=float(sum(map(sum, drawn))), known=1, total=1, bounds=int(is_masked))
    most = ceilings(departments, {"r": whole}, dict.fromkeys(departments, "r"))
    if is_masked:
        assert most == {}
        return
    assert most.keys() == {str(code) for code, (_, hidden) in enumerate(drawn) if hidden}
    assert all(most[str(code)] >= sum(pair) for code, pair in enumerate(drawn) if str(code) in most)
    assert ceilings(departments, {"r": replace(whole, value=-1.0)}, dict.fromkeys(departments, "r")) == {}


def test_the_last_figure_of_a_series_is_the_one_that_the_series_ends_with(shipped):
    for source, mesh, code in (
        ("indicator-insee-incomes", "epci", AUCH),
        ("indicator-ore-gas", "departement", "31"),
        ("indicator-insee-census", "epci", COMMINGES),
    ):
        assert last_at(source, mesh=mesh, code=code) == series_at(source, mesh=mesh, code=code)[-1]
    assert last_at("indicator-nowhere", mesh="region", code="76") is None
    assert last_at("indicator-insee-incomes", mesh="epci", code="000000000") is None


def test_a_series_begins_with_the_year_asked_for_and_is_empty_after_its_last(shipped):
    years = [figure.period.end.year for figure in series_at("indicator-ore-gas", mesh="departement", code="31")]
    assert years == sorted(set(years))
    since = series_at("indicator-ore-gas", mesh="departement", code="31", since=years[-2])
    assert [figure.period.end.year for figure in since] == years[-2:]
    assert series_at("indicator-ore-gas", mesh="departement", code="31", since=years[-1] + 1) == ()


def test_around_a_territory_stand_its_departments_its_regions_and_france(shipped):
    toulouse = places_around("243100518")
    assert toulouse == (("epci", "243100518"), ("departement", "31"), ("region", "76"), ("country", "FR"))
    assert places_around("999000016") == ()


def test_the_whole_of_a_mesh_is_added_by_year_without_what_begins_otherwise(shipped):
    rows = pl.read_parquet(PACKAGE / "opendata/sources/tables/indicator-insee-population.parquet")
    totals = yearly_totals("indicator-insee-population", mesh="departement", without="97")
    assert list(totals) == sorted(rows["year"].unique())
    kept = rows.filter((pl.col("year") == 2023) & ~pl.col("code").str.starts_with("97"))
    assert totals[2023] == pytest.approx(kept["value"].sum())
    assert totals[2023] < yearly_totals("indicator-insee-population", mesh="departement", without="x")[2023]
    assert yearly_totals("indicator-insee-population", mesh="commune", without="97") == {}
    assert yearly_totals("indicator-nowhere", mesh="departement", without="97") == {}


def test_a_measure_that_no_edition_knows_is_unknown_everywhere(shipped):
    state = lake_state()
    unknown = unknown_everywhere(state)
    known = {code for edition in state for (_place, code), tally in tallies_of(edition).items() if tally.known}
    assert not unknown & known
    assert {"rare_energy_total_total", "production_nuclear"} <= unknown | known
    assert not unknown & {"gas_total", "gas_residential", "population", "dwellings"}
    # without any edition, what a register of services or a table of years may tell is not given up
    of_nothing = unknown_everywhere(type(state)())
    assert {"electricity_total", "ghg_total", "rare_energy_total_total"} <= of_nothing
    assert not of_nothing & {"gas_total", "gas_residential", "population"}
