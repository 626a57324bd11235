"""Any territorial indicator of the ministry, from its portal and from files of it, by one reader."""

import json

import polars as pl
import pytest
from typer.testing import CliRunner

from autan.ground.errors import ImportFileError
from autan.instance.cli.data import app
from autan.opendata.producers.connectors.indicator_files import identity_of
from autan.opendata.producers.connectors.registry import fetch, read_editions
from autan.opendata.sources.connectors.fetching import DatasetNeededError, FetchRequest
from autan.opendata.sources.connectors.source_errors import SourceChangedError
from autan.opendata.sources.connectors.transport import RateLimits, Transport
from autan.opendata.sources.importers import shipped_cards
from autan.opendata.sources.lake import snapshots
from tests.opendata.observatory.making import EXPECTATION
from tests.opendata.sources.datagouv_service import (
    COMMUNES,
    DATASET_ID,
    EPCI,
    RID_COMMUNE,
    RID_EPCI,
    SLUG,
    DataGouv,
    description,
)
from tests.opendata.sources.services import Reply, serve

HOSTS = ("www.data.gouv.fr", "tabular-api.data.gouv.fr")
SOURCE = f"indicator-{SLUG}"


def bring(portal, dataset=SLUG, sirens=()):
    with serve(portal) as service:
        manners = RateLimits(tries=2, requests_a_minute=1000)
        transport = Transport(manners, mirrors=dict.fromkeys(HOSTS, service.url), wait=lambda _: None)
        (harvest,) = fetch("indicators", transport, FetchRequest(dataset=dataset, sirens=sirens))
        return harvest, service.requests


def read(files, identity=None):
    identity = identity or identity_of(SLUG, title="Émissions", unit="t", axes=("secteur",))
    card = identity.fill(shipped_cards()["indicators"])
    (reading,) = read_editions(card, {name: text.encode() for name, text in files.items()}, expectation=EXPECTATION)
    return reading


def tidy(harvest):
    card = harvest.identity.fill(shipped_cards()["indicators"])
    (reading,) = read_editions(card, harvest.files, expectation=EXPECTATION)
    return reading


@pytest.mark.parametrize("dataset", [SLUG, DATASET_ID, RID_COMMUNE])
def test_an_indicator_is_asked_for_by_its_short_name_its_identifier_or_that_of_a_file(dataset):
    harvest, _ = bring(DataGouv(), dataset)
    assert harvest.identity.source == SOURCE
    assert (harvest.identity.producer, harvest.identity.traits.unit) == ("Ecolab", "tonnes CO₂")
    assert harvest.identity.traits.is_summable
    assert harvest.identity.licence == "Licence Ouverte / Open Licence 2.0 (Etalab)"


def test_every_mesh_and_every_year_is_one_table_and_files_by_hand_give_the_same():
    harvest, _ = bring(DataGouv())
    reading = tidy(harvest)
    assert reading.data_date == "2021"
    assert reading.remarks[-1] == "1 ligne hors de tout EPCI, de côté"
    assert reading.table.rows() == [
        ("commune", "09050", 2021, "Résidentiel", None, "confidential"),
        ("commune", "31555", 2018, "Agriculture", 12.0, "observed"),
        ("commune", "31555", 2018, "Résidentiel", 1000.5, "observed"),
        ("commune", "31555", 2021, "Résidentiel", 900.0, "observed"),
        ("epci", "200067791", 2021, "Résidentiel", None, "missing"),
        ("epci", "243100518", 2018, "Résidentiel", 1400.0, "observed"),
        ("epci", "243100518", 2021, "Résidentiel", 1300.0, "observed"),
    ]
    by_hand = read({"communes.csv": COMMUNES, "epci.csv": EPCI.replace(",", ";")})
    assert by_hand.table.equals(reading.table)


def test_where_the_file_of_epci_is_lost_the_tabular_api_gives_its_rows_page_by_page():
    harvest, requests = bring(DataGouv(lost=(RID_EPCI,)))
    assert len([request for request in requests if request.path.startswith("/api/resources/")]) == 2
    assert tidy(harvest).table.filter(mesh="epci").height == 3
    some, _ = bring(DataGouv(lost=(RID_EPCI,)), sirens=("200067791",))
    assert tidy(some).table.filter(mesh="epci")["code"].to_list() == ["200067791"]


def test_when_the_tabular_api_fails_too_the_file_is_named():
    with pytest.raises(SourceChangedError, match=f"r/{RID_EPCI}"):
        bring(DataGouv(lost=(RID_EPCI,), total=9))
    with pytest.raises(SourceChangedError, match=f"r/{RID_COMMUNE}"):
        bring(DataGouv(lost=(RID_COMMUNE,)))


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (description(extras={}), "d’une autre sorte"),
        (description(resources=[]), "aucun fichier par maille"),
        (["liste"], "d’une autre sorte"),
    ],
)
def test_a_data_set_that_is_no_territorial_indicator_is_refused(told, said):
    with pytest.raises(SourceChangedError, match=said):
        bring(DataGouv(told=told))


def test_a_data_set_must_be_named():
    with pytest.raises(DatasetNeededError, match="--dataset"):
        bring(DataGouv(), "")


def test_an_indicator_without_axes_by_department_and_country():
    identity = identity_of("enaf", title="Espaces consommés", unit="ha")
    reading = read(
        {
            "dep.csv": "date_mesure;geocode_departement;valeur\n2020-01-01;2A;-4,5\n",
            "fr.csv": "annee,valeur\n2020,12\n",
        },
        identity,
    )
    assert reading.table.select("mesh", "code", "value").rows() == [
        ("country", "FR", 12.0),
        ("departement", "2A", -4.5),
    ]
    assert identity.source == "indicator-enaf"


@pytest.mark.parametrize(
    ("text", "row", "column"),
    [
        (
            COMMUNES.replace("2018-01-01T00:00:00.000,31555,Toulouse,243100518,Agri", "2031-01-01,31555,T,2,Agri"),
            3,
            "date_mesure",
        ),
        (COMMUNES.replace("31555", "99999"), 2, "geocode_commune"),
        (COMMUNES.replace(",12\n", ",douze\n"), 3, "valeur"),
        (COMMUNES.replace("Agriculture", "Résidentiel"), 3, "geocode_commune"),
        (COMMUNES.replace("secteur", "sector"), 1, "secteur"),
        (COMMUNES.replace("geocode_commune", "geocode_iris").replace("geocode_epci", "geocode_canton"), 1, None),
    ],
)
def test_a_faulty_row_is_located(text, row, column):
    with pytest.raises(ImportFileError) as caught:
        read({"communes.csv": text})
    assert (caught.value.file, caught.value.faults[0].row, caught.value.faults[0].column) == (
        "communes.csv",
        row,
        column,
    )


def test_two_files_of_one_mesh_are_refused():
    with pytest.raises(ImportFileError, match="une seule fois dans tous les fichiers"):
        read({"a.csv": COMMUNES, "b.csv": COMMUNES})


@pytest.mark.django_db
def test_the_command_files_each_indicator_under_its_own_name(settings, lake_folder):
    with serve(DataGouv()) as service:
        settings.AUTAN_MIRRORS = dict.fromkeys(HOSTS, service.url)
        done = CliRunner().invoke(app, ["refresh", "--dataset", SLUG, "--json"])
    (row,) = json.loads(done.stdout)
    assert (row["source"], row["rows"], row["error"]) == (SOURCE, 7, None)
    (snapshot,) = snapshots.current_snapshots()
    assert snapshot.card.indicator.axes == ("secteur",)
    assert snapshot.card.title.startswith("Émissions de gaz")
    assert json.loads(CliRunner().invoke(app, ["status", "--json"]).stdout)[0]["source"] == SOURCE


@pytest.mark.django_db
def test_files_by_hand_are_filed_with_the_description_that_the_portal_gives(lake_folder, tmp_path):
    (tmp_path / "jeu.json").write_text(json.dumps(description()))
    (tmp_path / "epci.csv").write_text(EPCI)
    files = [str(tmp_path / "epci.csv"), str(tmp_path / "jeu.json")]
    done = CliRunner().invoke(app, ["add", "indicators", *files])
    assert done.exit_code == 0, done.output
    (snapshot,) = snapshots.current_snapshots()
    assert (snapshot.card.source, snapshot.card.indicator.unit) == (SOURCE, "tonnes CO₂")
    assert pl.read_parquet(snapshot.table).height == 3
    with pytest.raises(DatasetNeededError):
        CliRunner().invoke(app, ["add", "indicators", files[0]], catch_exceptions=False)


@pytest.mark.django_db
def test_without_a_data_set_every_indicator_that_is_held_is_refreshed(settings, lake_folder):
    with pytest.raises(DatasetNeededError):
        CliRunner().invoke(app, ["refresh", "indicators"], catch_exceptions=False)
    with serve(DataGouv()) as service:
        settings.AUTAN_MIRRORS = dict.fromkeys(HOSTS, service.url)
        CliRunner().invoke(app, ["refresh", "--dataset", SLUG])
        done = CliRunner().invoke(app, ["refresh", "indicators", "--json"])
    (row,) = json.loads(done.stdout)
    assert (row["source"], row["revised"], row["removed"]) == (SOURCE, 0, 0)
    with serve(lambda _: Reply("<html>Maintenance", 200)) as service:
        settings.AUTAN_MIRRORS = dict.fromkeys(HOSTS, service.url)
        done = CliRunner().invoke(app, ["refresh", "indicators", "--json"])
    (failed,) = json.loads(done.stdout)
    assert "une page web" in failed["error"]
    assert (failed["source"], failed["in_use"]) == (SOURCE, row["in_use"])
