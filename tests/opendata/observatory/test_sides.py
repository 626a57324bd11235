"""Values of a territory beside those of the providers, sources of one quantity side by side, options to compare."""

import pytest

from autan.evidence.figures.core.figures import OWN_CHOICE
from autan.evidence.figures.core.states import ValueState
from autan.opendata.measures.core.addresses import MeasureAddress
from autan.opendata.measures.core.catalogue import BASE_MEASURES, MEASURES
from autan.opendata.observatory.core.energy_table import SourceComparison
from autan.opendata.observatory.queries.figures import (
    figures_by_measure,
    find_measure_figure,
    provider_figures,
    provider_value,
    territory_figures,
    unknown_measures,
)
from autan.opendata.observatory.queries.measure_options import find_measure_option, indicator_at, indicator_dates
from autan.opendata.observatory.queries.source_comparisons import (
    emission_comparison,
    energy_comparison,
    homes_comparison,
    renewable_comparison,
    sources_with_data,
    value_side_by_side,
    values_side_by_side,
)
from autan.opendata.observatory.queries.trends import corrected_values, find_corrected, find_index, trends_of
from autan.territories.networks.models import Territory
from tests.opendata.observatory.test_registers import MEASURE, chosen, given

TOULOUSE, AUCH, NOBODY = "243100518", "200066926", "999999999"
USUAL = f"observatory.{TOULOUSE}.{MEASURE}.2024"


@pytest.fixture(autouse=True)
def _lake(db, read_lake) -> None:
    """Every table that ships, and a database without own values."""


@pytest.fixture
def toulouse() -> Territory:
    return Territory.objects.create(siren=TOULOUSE, name="Toulouse Métropole", short_name="Toulouse", kind="METRO")


def at(code: str = MEASURE, date: str = "2024", variant: str = ""):
    return find_measure_figure(MeasureAddress(TOULOUSE, code, date, variant))


def test_without_an_own_value_a_provider_stands_alone_where_it_has_rows():
    values = values_side_by_side(TOULOUSE)
    codes = [value.measure for value in values]
    assert codes == [code for code in BASE_MEASURES if code in codes]
    assert all(value.own is value.held is value.gap is None for value in values)
    assert all(value.provider.total and value.used == value.provider for value in values)
    assert values_side_by_side(NOBODY) == []


def test_an_own_value_stands_beside_the_provider_at_its_date(toulouse):
    given(toulouse, 1_000.0)
    (value,) = value_side_by_side(TOULOUSE, MEASURE)
    assert (value.own.value, value.provider.id, value.used.id) == (1_000, USUAL, USUAL)
    assert not value.held.is_chosen
    assert value.used.value == value.provider.value
    chosen(toulouse, given(toulouse, 900.0))
    (value,) = value_side_by_side(TOULOUSE, MEASURE)
    assert (value.held.is_chosen, value.used.value, value.used.method.name) == (True, 900, OWN_CHOICE)


def test_a_value_of_another_date_has_no_provider_beside_it_and_the_provider_stays(toulouse):
    given(toulouse, 1_000.0, date="2019")
    own, alone = value_side_by_side(TOULOUSE, MEASURE)
    assert (own.own.value, own.provider, own.used) == (1_000, None, None)
    assert (alone.own, alone.provider.id) == (None, USUAL)


def test_each_variant_of_a_measure_has_its_address(toulouse):
    assert at(variant="own") is None
    assert at(variant="provider").value == at().value == provider_value(TOULOUSE, MEASURE)
    chosen(toulouse, given(toulouse, 900.0))
    assert at().value == at(variant="own").value == 900
    assert (
        at(variant="provider").value == provider_figures(TOULOUSE)[MEASURE].value == provider_value(TOULOUSE, MEASURE)
    )
    assert at(date="2019", variant="own") is None
    assert at(variant="magic") is at(code="magic") is at(date="1999") is None


def test_figures_without_rows_are_left_out_of_those_of_a_territory():
    every, told = figures_by_measure(TOULOUSE), territory_figures(TOULOUSE)
    assert 0 < len(told) < len(every)
    assert all(figure.total for figure in told)
    assert [figure.id for figure in told] == [every[code].id for code in every if every[code].total]


def test_what_an_authority_gave_is_no_longer_unknown_everywhere(toulouse):
    assert "degree_days" in unknown_measures()
    row = given(toulouse, 1_900.0)
    type(row).objects.filter(pk=row.pk).update(measure="degree_days")
    given(toulouse, 5.0)
    assert "degree_days" not in unknown_measures()


def test_sources_of_one_quantity_are_compared_where_there_are_two():
    homes = homes_comparison(TOULOUSE)
    assert isinstance(homes, SourceComparison)
    assert [source.source for source in homes.sources] == ["ore-communes", "ore-homes-epci"]
    inventory, *filings = emission_comparison(AUCH).sources
    assert inventory.source == "igt-ghg"
    assert [source.source for source in filings] == ["pcaet-v2"]
    for compare in (emission_comparison, energy_comparison, homes_comparison, renewable_comparison):
        assert compare(NOBODY) is None


def test_a_filing_stands_beside_the_register_by_the_names_that_both_have():
    register, *filings = renewable_comparison(TOULOUSE).sources
    assert (register.source, register.filing) == ("odre-register", 0)
    assert all(source.filing and source.source.startswith("pcaet-") for source in filings)
    assert all(set(source.figures) <= {"wind", "solar_pv", "hydro", "geothermal"} for source in (register, *filings))


def test_a_source_without_a_row_tells_nothing_of_a_territory():
    told = sources_with_data(figures_by_measure(TOULOUSE))
    assert "ore-communes" in told
    assert told.isdisjoint({"sdes-energy-epci", "rare-epci", "aldo"})
    assert sources_with_data({}) <= told


def test_an_option_is_a_measure_of_the_catalogue_or_a_part_of_an_indicator():
    assert find_measure_option("ghg_total").label == MEASURES["ghg_total"].label
    assert find_measure_option("indicator-insee-census.all").code == "indicator-insee-census.all"
    for code in ("magic", "indicator-insee-census.magic", "indicator-nowhere.all", ""):
        assert find_measure_option(code) is None


def test_an_indicator_has_its_years_the_latest_first_and_its_places_in_their_order():
    code = "indicator-insee-census.all"
    assert indicator_dates(code)[:2] == ("2022", "2021")
    assert indicator_dates("indicator-nowhere.all") == ()
    figures = indicator_at(code, ["31555", TOULOUSE, NOBODY], "2021")
    assert list(figures) == ["31555", TOULOUSE]
    assert figures[TOULOUSE].value > figures["31555"].value
    assert indicator_at(code, [TOULOUSE], "hier") == {}


def test_a_measure_of_two_dates_is_a_trend_and_its_base_may_be_chosen():
    trends = {trend.measure: trend for trend in trends_of(TOULOUSE)}
    hydro = trends["capacity_hydro"]
    assert hydro.points[0].index.value == 100
    assert [point.is_break for point in hydro.points] == [False, True]
    assert hydro.points[1].index.state is ValueState.NOT_ESTABLISHED
    dates = [point.figure.id.rsplit(".", 1)[1] for point in hydro.points]
    assert dates == sorted(dates)
    based = {trend.measure: trend for trend in trends_of(TOULOUSE, dates[-1])}["capacity_hydro"]
    assert based.points[-1].index.value == 100
    address = MeasureAddress(TOULOUSE, "capacity_hydro", dates[0])
    assert find_index(address, dates[-1]) == based.points[0].index
    assert find_index(address, "1999") is None
    assert MEASURE not in trends


def test_nothing_is_corrected_for_climate_without_the_terms_that_a_territory_gives(toulouse):
    address = MeasureAddress(TOULOUSE, MEASURE, "2024")
    assert find_corrected(address) is None
    assert corrected_values(TOULOUSE) == ()
    values = (("degree_days", 1_800.0, "2024"), ("degree_days_reference", 2_000.0, "2020"))
    for code, value, date in (*values, ("heating_share_electricity", 60.0, "2022")):
        row = given(toulouse, value, date=date)
        type(row).objects.filter(pk=row.pk).update(measure=code)
    given(toulouse, 5.0, date="1991")
    corrected = find_corrected(address)
    assert corrected.id == f"{USUAL}.climate"
    assert [item.value for item in corrected.inputs[1:]] == [1_800, 2_000, 60]
    assert corrected_values(TOULOUSE) == (corrected,)
    assert find_corrected(MeasureAddress(TOULOUSE, "gas_total", "2024")) is None
