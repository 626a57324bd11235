"""Indicators of the lake that ships: places, years and categories, the figure at an address, rows behind it."""

import pytest

from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.states import ValueState
from autan.opendata.measures.core.addresses import IndicatorRowsKey, TerritorialIndicatorAddress
from autan.opendata.measures.queries.editions import lake_state
from autan.opendata.measures.queries.indicators import (
    department_ceiling,
    existing_indicator_rows,
    find_place_indicator,
    get_indicator,
    indicator_figures,
    indicator_places,
    indicator_rows,
    list_indicators,
)
from autan.opendata.measures.queries.yearly_series import places_around, series_at, yearly_totals

TOULOUSE, COMMUNE, NOBODY = "243100518", "31555", "999999999"
CENSUS, GAS = "indicator-insee-census", "indicator-ore-gas"


@pytest.fixture(autouse=True)
def _lake(read_lake) -> None:
    """Every table that ships, which is only read here."""


def edition(source: str):
    return next(snapshot for snapshot in lake_state() if snapshot.card.source == source)


def at(address: str):
    return find_place_indicator(TerritorialIndicatorAddress.parse(FigureAddress.parse(address)))


def test_indicators_are_listed_by_title_each_with_its_meshes_and_years():
    listed = list_indicators()
    assert get_indicator(CENSUS) in listed
    assert len({held.source for held in listed}) == len(listed)
    census = get_indicator(CENSUS)
    assert census.years["commune"] == (1968, 1982, 1999, 2010, 2014, 2015, 2020, 2021, 2022)
    assert census.years["epci"] == census.years["commune"]
    assert (census.is_summable, census.axes, census.credit) == (True, (), edition(CENSUS).card.credit)


def test_inhabitants_of_communes_are_added_over_their_authority():
    figure = indicator_figures(CENSUS, mesh="epci", year=2021)[TOULOUSE]
    communes = indicator_figures(CENSUS, mesh="commune", year=2021)
    assert figure.method.name == "sum_of_indicator_rows"
    assert (figure.known, figure.total) == (37, 37)
    assert figure.value > communes[COMMUNE].value > 400_000
    assert communes[COMMUNE].method.name == "published"
    assert (
        list(indicator_places(CENSUS, mesh="epci", year=2021))[:1]
        == list(indicator_figures(CENSUS, mesh="epci", year=2021))[:1]
    )


@pytest.mark.parametrize(("mesh", "year"), [("epci", 1900), ("region", 2021), ("planete", 2021)])
def test_a_mesh_or_a_year_that_is_not_held_has_no_figure(mesh, year):
    assert indicator_figures(CENSUS, mesh=mesh, year=year) == {}
    assert list(indicator_places("indicator-nowhere", mesh=mesh, year=year)) == []


def test_a_figure_is_found_again_at_its_address():
    figure = indicator_figures(CENSUS, mesh="epci", year=2021)[TOULOUSE]
    assert at(figure.id) == figure
    commune = indicator_figures(CENSUS, mesh="commune", year=2021)[COMMUNE]
    assert at(f"indicator.insee-census.{COMMUNE}.2021.all") == commune


@pytest.mark.parametrize(
    "address",
    [
        f"indicator.insee-census.{NOBODY}.2021.all",
        f"indicator.insee-census.{TOULOUSE}.1900.all",
        f"indicator.insee-census.{TOULOUSE}.2021.hommes",
        f"indicator.nowhere.{TOULOUSE}.2021.all",
    ],
)
def test_an_address_of_nothing_is_no_figure(address):
    assert at(address) is None


def test_departments_and_regions_are_told_apart_in_an_address():
    gas = get_indicator(GAS)
    year = max(gas.years["departement"])
    for mesh, prefix in (("departement", "dep-"), ("region", "reg-")):
        code, figure = next(iter(indicator_figures(GAS, mesh=mesh, year=year).items()))
        assert figure.id.split(".")[2] == f"{prefix}{code}"
        assert at(figure.id) == figure


def test_all_parts_of_an_indicator_that_adds_up_are_added():
    gas = get_indicator(GAS)
    year = max(gas.years["region"])
    whole = indicator_figures(GAS, mesh="region", year=year)["76"]
    parts = [indicator_figures(GAS, mesh="region", year=year, category=part).get("76") for part in gas.categories]
    known = [part.value for part in parts if part is not None and part.value is not None]
    assert whole.value == pytest.approx(sum(known))


def test_a_department_that_is_known_whole_has_no_ceiling():
    snapshot, year = edition(GAS), max(get_indicator(GAS).years["departement"])
    figures = indicator_figures(GAS, mesh="departement", year=year)
    for code, figure in list(figures.items())[:30]:
        ceiling = department_ceiling(snapshot, code, year, "")
        if figure.state is not ValueState.LOWER_BOUND and figure.high is None:
            assert ceiling is None
        elif ceiling is not None:
            assert figure.high == pytest.approx(ceiling)
    assert department_ceiling(snapshot, "00", year, "") is None


def test_rows_behind_a_figure_are_those_of_its_communes():
    snapshot = edition(CENSUS)
    figure = indicator_figures(CENSUS, mesh="epci", year=2021)[TOULOUSE]
    key = IndicatorRowsKey.parse(figure.evidence[0].key)
    found, rows = indicator_rows(key)
    assert found == snapshot
    assert rows["value"].sum() == figure.value
    assert set(rows.columns) == {"code", "category", "value", "state"}
    gone = IndicatorRowsKey(CENSUS, "1999-x", "epci", TOULOUSE, "2021", "")
    undated = IndicatorRowsKey(CENSUS, snapshot.name, "epci", TOULOUSE, "hier", "")
    assert indicator_rows(gone) is indicator_rows(undated) is None
    assert existing_indicator_rows([str(key), str(gone), str(undated), "x"]) == [str(key)]


def test_series_of_a_place_are_its_figures_of_each_year():
    series = series_at(CENSUS, mesh="epci", code=TOULOUSE)
    assert [figure.period.label for figure in series][-1] == "2022"
    assert [figure.period.label for figure in series_at(CENSUS, mesh="epci", code=TOULOUSE, since=2015)] == [
        "2015",
        "2020",
        "2021",
        "2022",
    ]
    assert all(at(figure.id) == figure for figure in series)
    assert series_at(CENSUS, mesh="epci", code=TOULOUSE, is_last=True) == series[-1:]


def test_totals_of_a_mesh_leave_out_what_begins_otherwise():
    every, without = (yearly_totals(CENSUS, mesh="commune", without=begin) for begin in ("xx", "31"))
    assert every.keys() == without.keys()
    assert all(without[year] < every[year] for year in every)
    assert yearly_totals("indicator-nowhere", mesh="commune", without="x") == {}


def test_a_territory_stands_in_its_department_its_region_and_france():
    assert places_around(TOULOUSE) == (("epci", TOULOUSE), ("departement", "31"), ("region", "76"), ("country", "FR"))
    assert places_around(NOBODY) == ()
