"""Salaried jobs from INSEE's Melodi and from its archives."""

import io
import json
import zipfile

import pytest
from typer.testing import CliRunner

from autan.ground.errors import ImportFileError
from autan.instance.cli.data import app
from autan.opendata.measures.queries.tallies import tallies_of
from autan.opendata.producers.connectors.registry import clean_files, fetch, read_editions
from autan.opendata.sources.connectors.fetching import FetchRequest, PlacesNeededError
from autan.opendata.sources.connectors.source_errors import SourceChangedError
from autan.opendata.sources.connectors.transport import RateLimits, Transport
from autan.opendata.sources.importers import shipped_cards
from autan.opendata.sources.lake import snapshots
from tests.opendata.observatory.making import EXPECTATION
from tests.opendata.sources.melodi_service import Melodi
from tests.opendata.sources.services import serve

TABLE = """\
"GEO";"GEO_OBJECT";"ACTIVITY";"NUMBER_EMPL";"LEGAL_FORM_WITH_PUBLIC";"FLORES_MEASURE";"OBS_STATUS";"TIME_PERIOD";"OBS_VALUE"
"31555";"COM";"_T";"_T";"1T9X7";"EMPL3112";"A";"2024";300000
"31555";"COM";"BE";"_T";"1T9X7";"EMPL3112";"A";"2024";40000
"31555";"COM";"BE";"1T4";"1T9X7";"EMPL3112";"A";"2024";900
"31555";"COM";"BE";"_T";"1T9X7";"UNIT_LOC";"A";"2024";2000
"09050";"COM";"AZ";"_T";"1T9X7";"EMPL3112";"K";"2024";
"09050";"COM";"_T";"_T";"1T9X7";"EMPL3112";"A";"2024";0
"243100518";"EPCI";"_T";"_T";"1T9X7";"EMPL3112";"A";"2024";500000
"""
EXPECTED = [
    ("09050", 2024, "agriculture", None, "confidential"),
    ("09050", 2024, "total", 0.0, "confirmed_zero"),
    ("31555", 2024, "industry", 40000.0, "observed"),
    ("31555", 2024, "total", 300000.0, "observed"),
]


def job(commune, activity, value, status="A", vintage="2025"):
    dimensions = {
        "GEO": f"{vintage}-COM-{commune}",
        "TIME_PERIOD": "2024",
        "ACTIVITY": activity,
        "NUMBER_EMPL": "_T",
        "LEGAL_FORM_WITH_PUBLIC": "1T9X7",
        "FLORES_MEASURE": "EMPL3112",
    }
    measures = {} if value is None else {"OBS_VALUE_NIVEAU": {"value": value}}
    return {"dimensions": dimensions, "measures": measures, "attributes": {"OBS_STATUS": status}}


OBSERVATIONS = [
    job("31555", "_T", 300000),
    job("31555", "BE", 40000),
    job("09050", "AZ", None, "K"),
    job("09050", "_T", 0),
    {**job("x", "_T", 1), "dimensions": {**job("x", "_T", 1)["dimensions"], "GEO": "2025-EPCI-243100518"}},
]


def bring(observations, sirens=("243100518",)):
    with serve(Melodi({"DS_FLORES_A5": observations})) as service:
        transport = Transport(RateLimits(tries=2), mirrors={"api.insee.fr": service.url}, wait=lambda _: None)
        (harvest,) = fetch("insee-jobs", transport, FetchRequest(sirens=sirens))
        return harvest


def read(files):
    (reading,) = read_editions(shipped_cards()["insee-jobs"], clean_files("insee-jobs", files), expectation=EXPECTATION)
    return reading


def test_the_service_and_its_archive_give_the_same_table():
    harvest = bring(OBSERVATIONS)
    assert len(harvest.responses) == 2
    assert harvest.geography_vintage == 2025
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("DS_FLORES_A5_2024_data.csv", TABLE)
        archive.writestr("DS_FLORES_A5_2024_metadata.csv", "COD_VAR;LIB_VAR\n")
    by_hand = read({"DS_FLORES_A5_2024_CSV_FR.zip": buffer.getvalue()})
    assert by_hand.table.rows() == EXPECTED
    assert read(harvest.files).table.rows() == EXPECTED


def test_two_vintages_of_communes_or_another_form_are_refused():
    with pytest.raises(SourceChangedError, match="des années"):
        bring([job("31555", "_T", 1), job("31069", "_T", 1, vintage="2024")])
    with pytest.raises(SourceChangedError, match="autre forme"):
        bring([{"dimensions": {"FREQ": "A"}}])
    with pytest.raises(PlacesNeededError):
        bring(OBSERVATIONS, ())


@pytest.mark.parametrize(
    ("text", "row", "column"),
    [
        (TABLE.replace('"31555";"COM";"BE";"_T"', '"99999";"COM";"BE";"_T"', 1), 3, "GEO"),
        (TABLE.replace('"2024";40000', '"2031";40000'), 3, "TIME_PERIOD"),
        (TABLE.replace(";40000", ";-4"), 3, "OBS_VALUE"),
        (TABLE.replace("ACTIVITY", "SECTEUR"), 1, None),
    ],
)
def test_a_faulty_row_is_located(text, row, column):
    with pytest.raises(ImportFileError) as caught:
        read({"f.csv": text.encode()})
    assert (caught.value.faults[0].row, caught.value.faults[0].column) == (row, column)


@pytest.mark.django_db
def test_jobs_are_added_over_territories(settings, lake_folder, demo_network):
    with serve(Melodi({"DS_FLORES_A5": OBSERVATIONS})) as service:
        settings.AUTAN_MIRRORS = {"api.insee.fr": service.url}
        done = CliRunner().invoke(app, ["refresh", "insee-jobs", "--network", demo_network.slug, "--json"])
    (row,) = json.loads(done.stdout)
    assert "une ligne qui ne répète pas" in row["error"]  # each of the eleven got the same answer from the fake
    file = lake_folder.parent / "jobs.csv"
    file.write_text(TABLE)
    assert CliRunner().invoke(app, ["add", "insee-jobs", str(file)]).exit_code == 0
    (snapshot,) = [snapshot for snapshot in snapshots.current_snapshots() if snapshot.card.source == "insee-jobs"]
    assert tallies_of(snapshot)["243100518", "jobs_total"].value == 300000
