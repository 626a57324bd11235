"""Each small file becomes the tidy table that its card describes."""

import polars as pl
import pytest

from autan.opendata.producers.connectors.registry import SOURCES, UnknownSourceError
from autan.opendata.sources.importers import SHIPPED_TABLES, shipped_cards, shipped_table_cards
from tests.opendata.observatory.making import EXPECTATION, FILES, cell, read, read_file


@pytest.mark.parametrize("source", FILES)
def test_the_tidy_table_is_that_of_the_card_and_of_the_shipped_tables(source):
    card, table = shipped_cards()[source], read(source).table
    assert table.columns == [column.name for column in card.columns]
    assert table.equals(table.sort(card.key))
    assert not table.select(card.key).is_duplicated().any()
    if source in shipped_table_cards():
        assert table.schema == pl.read_parquet_schema(SHIPPED_TABLES / f"{source}.parquet")


def states(source, value, **filters):
    rows = read(source).table.filter(**filters)
    return rows.select(value, "state").rows()


def test_electricity_and_gas_have_two_rows_for_each_row_of_the_file():
    table = read("ore-communes").table
    assert table.height == 10
    assert states("ore-communes", "consumption_mwh", insee_code="09050", carrier="electricity") == [
        (221.0, "observed"),
        (274.0, "observed"),
    ]


def test_masked_meshes_and_totals_of_homes_alone_are_lower_bounds():
    assert states("ore-communes", "consumption_mwh", insee_code="31555", carrier="electricity", sector="total") == [
        (2_500_000.0, "lower_bound")
    ]
    assert states("ore-communes", "consumption_mwh", insee_code="31344", sector="total") == [(2012.0, "lower_bound")]


def test_a_gas_row_without_use_is_a_confirmed_zero():
    assert states("ore-communes", "consumption_mwh", insee_code="09050", carrier="natural_gas", sector="total") == [
        (0.0, "confirmed_zero")
    ]


def test_the_word_secret_is_confidential_and_an_empty_cell_is_missing():
    gas = {"insee_code": "31555", "carrier": "natural_gas", "sector": "residential"}
    assert states("ore-communes", "consumption_mwh", **gas) == [(None, "confidential")]
    empty = read("ore-communes", cell("ore-communes", 6, "mwh_residentiel", "")).table.filter(**gas)
    assert empty["state"].to_list() == ["missing"]


def test_homes_by_epci_leave_out_the_places_in_no_epci_and_say_so():
    reading = read("ore-homes-epci")
    assert reading.table["siren"].unique().to_list() == ["243100518"]
    assert reading.table["state"].to_list() == ["observed", "confidential"]
    assert reading.remarks == ("1 ligne hors de tout EPCI, de côté",)
    missing = read("ore-homes-epci", cell("ore-homes-epci", 2, "conso_totale_mwh", ""))
    assert missing.table["state"].to_list() == ["missing", "confidential"]


def test_an_empty_sector_is_missing_and_a_total_without_road_is_a_lower_bound():
    assert states("igt-ghg", "emissions_tco2e", insee_code="31300", sector="road_transport") == [(None, "missing")]
    assert states("igt-ghg", "emissions_tco2e", insee_code="31300", sector="total") == [(1540.0, "lower_bound")]
    # No railway in Balsac: an empty cell there does not weaken the total.
    assert states("igt-ghg", "emissions_tco2e", insee_code="12020", sector="total") == [(6848.0, "modelled")]


def test_emissions_outside_the_total_are_kept_apart():
    rows = read("igt-ghg").table.filter(insee_code="31069")
    inside = rows.filter(~pl.col("sector").is_in(["total", "international_transport", "biomass_co2"]))
    assert inside["emissions_tco2e"].sum() == rows.filter(sector="total")["emissions_tco2e"].item() == 419410
    assert rows.filter(sector="international_transport")["emissions_tco2e"].item() == 403717


def test_the_energy_of_the_register_keeps_its_state():
    table = read("odre-register").table
    assert table.select("insee_code", "output_mwh", "state").rows() == [
        ("09050", 27865.0, "observed"),
        ("31483", 19914.0, "lower_bound"),
        ("31555", None, "missing"),
    ]
    masked = read("odre-register", cell("odre-register", 2, "mwh_injectes_12_mois", "secret")).table
    assert masked["state"].to_list()[0] == "confidential"


def test_the_lost_zero_is_given_back_and_said():
    reading = read("odre-capacity")
    assert reading.table["insee_code"].to_list() == ["09050", "75112"]
    assert reading.remarks == ("zéro initial rendu à 1 code de commune",)
    assert reading.data_date == "2024-12-31"


def test_a_census_cell_that_is_empty_stays_unknown():
    table = read("insee-dwellings").table
    assert table["flats"].to_list() == [None, 254000]
    assert set(table["state"]) == {"estimated"}


def test_certificates_are_counted_by_label():
    table = read("ademe-dpe").table
    assert table.height == 14
    assert table.filter(insee_code="31555")["certificates"].to_list() == [10, 20, 30, 40, 50, 60, 70]
    assert table.filter(insee_code="31300", energy_label="g")["state"].item() == "missing"


def test_a_source_that_nobody_reads_is_refused_with_those_that_are():
    from dataclasses import replace

    card = replace(shipped_cards()["ademe-dpe"], source="elsewhere")
    with pytest.raises(UnknownSourceError) as caught:
        read_file(card, FILES["ademe-dpe"].encode(), file="x.csv", expectation=EXPECTATION)
    assert caught.value.known == SOURCES
