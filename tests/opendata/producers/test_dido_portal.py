"""The tables of the SDES, from its service and from files of it: headings, secrets, millésimes not yet out."""

import json
from datetime import date

import polars as pl
import pytest
from typer.testing import CliRunner

from autan.ground.errors import ImportFileError
from autan.instance.cli.data import app
from autan.opendata.measures.queries.tallies import tallies_of
from autan.opendata.producers.connectors.registry import fetch, read_editions
from autan.opendata.sources.connectors.fetching import FetchRequest
from autan.opendata.sources.connectors.source_errors import SourceChangedError
from autan.opendata.sources.connectors.transport import RateLimits, Transport
from autan.opendata.sources.importers import shipped_cards
from autan.opendata.sources.lake import snapshots
from tests.opendata.observatory.making import EXPECTATION
from tests.opendata.sources.dido_service import ENERGY, ENERGY_RID, HEAT, HEAT_RID, VEHICLES, DiDo
from tests.opendata.sources.services import Reply, serve

HOST = "data.statistiques.developpement-durable.gouv.fr"
TODAY = date(2026, 11, 25)
TABLES = {"sdes-energy-epci": ENERGY, "sdes-heat-networks": HEAT, "sdes-vehicles": VEHICLES}


def bring(service_fake, source="sdes-energy-epci", today=TODAY):
    with serve(service_fake) as service:
        manners = RateLimits(tries=2, requests_a_minute=1000)
        transport = Transport(manners, mirrors={HOST: service.url}, wait=lambda _: None)
        (harvest,) = fetch(source, transport, FetchRequest(today=today))
        return harvest, service.requests


def read(source, text):
    return read_editions(shipped_cards()[source], {"f.csv": text.encode()}, expectation=EXPECTATION)


def rows(source, text, *columns):
    return read(source, text)[-1].table.select(columns).rows()


@pytest.mark.parametrize("source", TABLES)
def test_the_service_and_a_file_of_it_give_the_same_tables(source):
    harvest, _ = bring(DiDo(), source)
    fetched = read_editions(shipped_cards()[source], harvest.files, expectation=EXPECTATION)
    by_hand = read(source, TABLES[source])
    assert [item.data_date for item in fetched] == [item.data_date for item in by_hand]
    assert all(one.table.equals(other.table) for one, other in zip(fetched, by_hand, strict=True))
    assert harvest.name == f"{source}-2024-09.csv"


def test_a_data_file_is_found_by_its_title_over_the_pages_else_by_its_last_identifier():
    _, requests = bring(DiDo())
    assert [request.path.removeprefix("/dido/api/v1/") for request in requests] == [
        "datasets",
        "datasets",
        f"datafiles/{ENERGY_RID}/csv",
    ]
    _, requests = bring(DiDo(first=Reply("<html>panne</html>")), "sdes-heat-networks")
    assert requests[-1].path.endswith(f"{HEAT_RID}/csv")


def test_a_millesime_that_is_announced_for_later_is_not_asked_for_and_one_refused_is_passed_over():
    _, requests = bring(DiDo())
    assert requests[-1].query["millesime"] == "2024-09"
    harvest, requests = bring(DiDo(out=("2023-09",)), today=None)
    asked = [request.query["millesime"] for request in requests if "millesime" in request.query]
    assert asked == ["2025-09", "2024-09", "2023-09"]
    assert harvest.name.endswith("2023-09.csv")


def test_a_file_without_any_published_millesime_or_with_other_columns_is_refused():
    with pytest.raises(SourceChangedError, match="aucun millésime"):
        bring(DiDo(), today=date(2020, 1, 1))
    with pytest.raises(SourceChangedError, match=r"\(400"):
        bring(DiDo(out=()))
    with pytest.raises(SourceChangedError, match="CONSOMMATION_TOTALE"):
        bring(DiDo(tables={ENERGY_RID: ENERGY.replace(";CONSO;", ";CONSOMMATION_TOTALE;")}))
    with pytest.raises(SourceChangedError, match="d’une autre forme"):
        bring(lambda request: Reply('{"data": 4}' if request.path.endswith("datasets") else "[]"))


def test_branches_are_added_up_and_what_is_masked_is_a_lower_bound_or_confidential():
    editions = read("sdes-energy-epci", ENERGY)
    assert [edition.data_date for edition in editions] == ["2022", "2023"]
    assert editions[0].remarks[-1] == "1 ligne hors de tout EPCI, de côté"
    columns = ("siren", "carrier", "sector", "consumption_mwh", "delivery_points", "state")
    assert editions[1].table.select(columns).rows() == [
        ("200067791", "natural_gas", "industry_excl_energy", None, 1, "confidential"),
        ("243100518", "electricity", "industry_excl_energy", 50.0, 4, "lower_bound"),
        ("243100518", "electricity", "residential", 900.5, 310, "observed"),
    ]
    assert editions[0].table["state"].to_list() == ["lower_bound"]  # two areas are masked


def test_three_lines_of_headings_are_understood_and_faults_keep_the_line_numbers_of_the_file():
    names, rest = ENERGY.split("\n", 1)
    described = ";".join(f"Libellé de {name.lower()}" for name in names.split(";"))
    units = ";".join("MWh" if name == "CONSO" else "" for name in names.split(";"))
    for lines in ((names, described, units), (described, units, names), (described, names)):
        head = "\n".join(lines)
        text = f"{head}\n{rest}"
        assert read("sdes-energy-epci", text)[1].table.equals(read("sdes-energy-epci", ENERGY)[1].table)
        with pytest.raises(ImportFileError) as caught:
            read("sdes-energy-epci", text.replace(";900.5;", ";-9;"))
        assert (caught.value.faults[0].row, caught.value.faults[0].column) == (len(lines) + 1, "CONSO")


def test_each_network_has_a_row_for_each_sector_and_a_total():
    found = rows("sdes-heat-networks", HEAT, "carrier", "sector", "consumption_mwh", "state")
    heat = {sector: (value, state) for carrier, sector, value, state in found if carrier == "heat_network"}
    assert heat["residential"] == (1200.5, "observed")
    assert heat["tertiary"] == (None, "confidential")
    assert heat["industry_excl_energy"] == (0.0, "confirmed_zero")
    assert heat["agriculture"] == (None, "missing")
    assert heat["total"] == (2400.0, "observed")
    assert len(found) == 12


def test_vehicles_are_added_up_by_fuel_for_each_year():
    editions = read("sdes-vehicles", VEHICLES)
    assert [edition.data_date for edition in editions] == ["2023", "2024"]
    assert rows("sdes-vehicles", VEHICLES, "insee_code", "vehicle_category", "fuel", "vehicles", "state") == [
        ("09050", "passenger_car", "diesel", 90, "lower_bound"),
        ("31555", "light_van", "other", 1, "observed"),
        ("31555", "passenger_car", "electric", 25, "observed"),
    ]


@pytest.mark.parametrize(
    ("source", "old", "new", "row", "column"),
    [
        ("sdes-energy-epci", ";2023;E;243100518;Toulouse Métropole;RES", ";2031;E;243100518;T;RES", 2, "ANNEE"),
        ("sdes-energy-epci", ";E;243100518;Toulouse Métropole;RES;;R;900", ";X;243100518;T;RES;;R;900", 2, "FILIERE"),
        ("sdes-energy-epci", "2023;G;200067791", "2023;G;20006779", 6, "CODE_EPCI_CODE"),
        ("sdes-heat-networks", "2024;31555;TOULOUSE;F", "2024;99999;X;F", 3, "COMMUNE_CODE"),
        ("sdes-heat-networks", "3102F;ENERIANCE", ";ENERIANCE", 3, "ID"),
        ("sdes-vehicles", "PARC_2024", "PARC_2031", 1, "PARC_2031"),
        ("sdes-vehicles", "PARC_", "STOCK_", 1, None),
        ("sdes-vehicles", ";1;1\n", ";1;douze\n", 5, "PARC_2024"),
    ],
)
def test_a_faulty_row_is_located(source, old, new, row, column):
    with pytest.raises(ImportFileError) as caught:
        read(source, TABLES[source].replace(old, new))
    assert (caught.value.faults[0].row, caught.value.faults[0].column) == (row, column)


@pytest.mark.django_db
def test_the_command_adopts_the_latest_year_or_all_from_one_on(settings, lake_folder):
    with serve(DiDo()) as service:
        settings.AUTAN_MIRRORS = {HOST: service.url}
        done = CliRunner().invoke(app, ["refresh", "sdes-energy-epci", "--json"])
        assert [row["data_date"] for row in json.loads(done.stdout)] == ["2023"]
        done = CliRunner().invoke(app, ["refresh", "sdes-energy-epci", "--from-year", "2020", "--json"])
        assert [row["data_date"] for row in json.loads(done.stdout)] == ["2022", "2023"]
    assert [snapshot.card.data_date for snapshot in snapshots.current_snapshots()] == ["2022", "2023"]
    assert pl.read_parquet(snapshots.current_snapshots()[0].table).height == 1


@pytest.mark.django_db
def test_the_items_of_each_table_are_added_over_territories(lake_folder, tmp_path):
    for source, text in TABLES.items():
        file = tmp_path / f"{source}.csv"
        file.write_text(text)
        assert CliRunner().invoke(app, ["add", source, str(file)]).exit_code == 0
    found = {}
    for snapshot in snapshots.current_snapshots():
        if snapshot.card.data_date != "2022":
            found |= {key: tally.value for key, tally in tallies_of(snapshot).items()}
    assert found["243100518", "sdes_electricity_industry_excl_energy"] == 50
    assert found["200067791", "sdes_natural_gas_industry_excl_energy"] is None
    assert found["243100518", "heat_network_delivered_total"] == 2400
    assert found["243100518", "vehicles_total"] == 26
    assert found["200066231", "cars_diesel"] == 90
