"""Inhabitants and dwellings from Melodi: the same table as the file, its vintage kept, its oddities refused."""

import json

import polars as pl
import pytest
from typer.testing import CliRunner

from autan.instance.cli.data import app
from autan.opendata.producers.connectors import (
    dido,
    dpe_portal,
    geo_register,
    igt_portal,
    indicator_portal,
    melodi,
    odre_portal,
    ore_portal,
    pcaet_portal,
)
from autan.opendata.producers.connectors.registry import (
    FETCHED_SOURCES,
    SLOW_SOURCES,
    SOURCES_BY_PLACE,
    SOURCES_OF_MANY,
    fetch,
)
from autan.opendata.sources.connectors.fetching import FetchRequest, PlacesNeededError
from autan.opendata.sources.connectors.source_errors import SourceChangedError, SourceUnreachableError
from autan.opendata.sources.connectors.transport import RateLimits, Transport
from autan.opendata.sources.importers import shipped_cards
from autan.opendata.sources.lake import snapshots
from autan.opendata.updates.actions.refreshing import refresh_source
from tests.opendata.observatory.making import EXPECTATION, read, read_file
from tests.opendata.sources.melodi_service import DWELLINGS, POPULATION, Melodi, dwellings, inhabitants
from tests.opendata.sources.services import Reply, in_turn, serve

TOULOUSE = FetchRequest(sirens=("243100518",))


def asker(service):
    return Transport(RateLimits(tries=2), mirrors={"api.insee.fr": service.url}, wait=lambda _: None)


def bring(answer, request=TOULOUSE):
    with serve(answer) as service:
        return fetch("insee-dwellings", asker(service), request), service.requests


def test_the_service_and_the_file_give_the_same_table():
    (harvest,), requests = bring(Melodi())
    card = shipped_cards()["insee-dwellings"]
    table = read_file(card, harvest.content, file=harvest.name, expectation=EXPECTATION).table
    assert table.equals(read("insee-dwellings").table)
    assert (harvest.data_date, harvest.geography_vintage, harvest.sirens) == ("2021", 2025, TOULOUSE.sirens)
    assert requests[0].query["GEO"] == "EPCI-243100518*COM"
    assert [request.query["page"] for request in requests] == ["1", "2", "1", "2", "3", "4"]


def test_each_year_from_the_one_wished_for_is_an_edition():
    harvests, _ = bring(Melodi(), FetchRequest(sirens=TOULOUSE.sirens, from_year=2020))
    assert [harvest.data_date for harvest in harvests] == ["2020", "2021"]
    late, _ = bring(Melodi(), FetchRequest(sirens=TOULOUSE.sirens, from_year=2025))
    assert [harvest.data_date for harvest in late] == ["2021"]


def test_a_place_is_needed():
    with pytest.raises(PlacesNeededError, match="--network"):
        bring(Melodi(), FetchRequest())


def test_a_dataset_that_is_gone_answers_500_and_is_named():
    with pytest.raises(SourceUnreachableError, match=DWELLINGS):
        bring(Melodi({POPULATION: [inhabitants("31555", 1.0)]}))


@pytest.mark.parametrize(
    ("population", "said"),
    [
        ([inhabitants("31555", 1.0, vintage="2024")], "des années"),
        ([inhabitants("31555", 1.0, year="1999")], "aucune année commune"),
        ([inhabitants("31555", 1.0), inhabitants("31555", 2.0)], "deux valeurs de population pour 31555 en 2021"),
        ([{"dimensions": {"GEO": "2025-COM-31555", "POPREF_MEASURE": "PMUN"}}], "autre forme"),
        ([{"dimensions": ["GEO"]}], "autre forme"),
    ],
)
def test_an_answer_of_another_form_is_refused(population, said):
    with pytest.raises(SourceChangedError, match=said):
        bring(Melodi({POPULATION: population, DWELLINGS: [dwellings("31555", 3.0)]}))


def test_a_list_in_place_of_an_answer_is_refused():
    with pytest.raises(SourceChangedError, match="autre forme"):
        bring(in_turn(Reply("[]")))


@pytest.mark.django_db
def test_the_rows_of_other_places_stay_as_they_are(shipped):
    before = snapshots.current_snapshots()
    (old,) = [snapshot for snapshot in before if snapshot.card.source == "insee-dwellings"]
    with serve(Melodi()) as service:
        fields = {"by": None, "source": "insee-dwellings", "transport": asker(service), "request": TOULOUSE}
        (held,) = refresh_source(**fields)
        (taken,) = refresh_source(**fields, accept=True)
    assert held.snapshot is None
    assert held.incoming.comparison.removed == 36  # the metropolis has 37 communes, and the fake knows one of them
    table = pl.read_parquet(taken.snapshot.table)
    assert table.height == old.rows - 36
    assert table["insee_code"].is_unique().all()  # 31300 is of another territory, and the answer replaces its row
    assert taken.incoming.card.geography_vintage == 2025


@pytest.mark.django_db
def test_the_command_asks_place_by_place_only_with_a_network(settings, lake_folder):
    with serve(Melodi()) as service:
        modules = (dido, dpe_portal, geo_register, igt_portal, indicator_portal, melodi, odre_portal, ore_portal)
        hosts = {module.HOST.removeprefix("https://") for module in (*modules, pcaet_portal)}
        settings.AUTAN_MIRRORS = dict.fromkeys(hosts, service.url)
        with pytest.raises(PlacesNeededError):
            CliRunner().invoke(app, ["refresh", "insee-dwellings"], catch_exceptions=False)
    with serve(in_turn(Reply("no", 404))) as service:
        settings.AUTAN_MIRRORS = dict.fromkeys(hosts, service.url)
        done = CliRunner().invoke(app, ["refresh", "--json"])
    usual = [source for source in FETCHED_SOURCES if source not in (*SOURCES_BY_PLACE, *SLOW_SOURCES, *SOURCES_OF_MANY)]
    assert [row["source"] for row in json.loads(done.stdout)] == usual
    assert all("404" in row["error"] for row in json.loads(done.stdout))
