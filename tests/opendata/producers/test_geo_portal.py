"""The national register and contours: of any network, from the service or from a file."""

import json
from datetime import date

import polars as pl
import pytest
from typer.testing import CliRunner

from autan.ground.errors import ImportFileError
from autan.ground.wordings import Text
from autan.instance.cli.data import app
from autan.opendata.producers.connectors.geo_contours import fetch_contours
from autan.opendata.producers.connectors.registry import fetch, read_editions
from autan.opendata.sources.connectors.fetching import FetchRequest
from autan.opendata.sources.connectors.source_errors import SourceChangedError
from autan.opendata.sources.connectors.transport import RateLimits, Transport
from autan.opendata.sources.importers import shipped_cards
from autan.opendata.sources.lake import snapshots
from autan.people.journal.models import JournalEntry
from autan.territories.networks.actions.memberships import admit_member
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.actions.territories import follow_territory
from autan.territories.networks.core.members import Certainty
from autan.territories.networks.queries.contours import commune_contours, contours_credit, epci_contours
from tests.opendata.observatory.making import EXPECTATION
from tests.opendata.sources.geo_service import COMMUNES, OTHER, SIREN, GeoApi, feature
from tests.opendata.sources.services import Reply, in_turn, serve

HOST = "geo.api.gouv.fr"
TODAY = date(2026, 11, 24)


def make_network(slug, sirens):
    network = create_network(by=None, slug=slug, name=Text(slug, slug), is_invented=True)
    for siren in sirens:
        territory = follow_territory(by=None, siren=siren)
        admit_member(by=None, network=network, territory=territory, certainty=Certainty.CONFIRMED)


def asker(service):
    return Transport(RateLimits(tries=2), mirrors={HOST: service.url}, wait=lambda _: None)


def bring(portal, sirens=()):
    with serve(portal) as service:
        (harvest,) = fetch("geo-register", asker(service), FetchRequest(sirens=sirens, today=TODAY))
        return harvest


def read(content, file="communes.csv"):
    return read_editions(shipped_cards()["geo-register"], {file: content}, expectation=EXPECTATION)[0]


def test_the_register_of_the_country_and_a_file_of_it_give_the_same_table():
    expectation = {*EXPECTATION.communes, "22016"}
    harvest = bring(GeoApi())
    card = shipped_cards()["geo-register"]
    known = type(EXPECTATION)(today=TODAY, communes=expectation)
    (fetched,) = read_editions(card, harvest.files, expectation=known)
    (by_hand,) = read_editions(card, {"communes.json.txt": json.dumps(COMMUNES).encode()}, expectation=known)
    assert fetched.table.equals(by_hand.table)
    drawn = {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": row} for row in COMMUNES]}
    (from_map,) = read_editions(card, {"x.geojson": json.dumps(drawn).encode("utf-8-sig")}, expectation=known)
    assert from_map.table.equals(fetched.table)
    assert fetched.table.rows() == [
        ("09050", "Benagues", "200067791", None, "missing"),
        ("22016", "Île-de-Bréhat", "", 390, "observed"),
        ("31069", "Blagnac", SIREN, 26000, "observed"),
        ("31555", "Toulouse", SIREN, 511684, "observed"),
    ]
    assert (fetched.data_date, harvest.geography_vintage) == ("2026-11-24", 2026)


def test_places_are_asked_for_one_by_one():
    harvest = bring(GeoApi(), (SIREN,))
    assert [answer.url.rpartition("/epcis/")[2].partition("?")[0] for answer in harvest.responses] == [
        f"{SIREN}/communes"
    ]
    assert read(harvest.content).table.height == 2


@pytest.mark.parametrize("body", ['{"code": 404}', '[{"nom": "sans code"}]', "[1]"])
def test_an_answer_of_another_form_is_refused(body):
    with pytest.raises(SourceChangedError, match="sans communes"):
        bring(in_turn(Reply(body)))


@pytest.mark.parametrize(
    ("content", "column"),
    [
        ("code,nom,codeEpci,population\n99999,X,243100518,5\n", "code"),
        ("code,nom,codeEpci,population\n31555,X,2431,5\n", "codeEpci"),
        ("code,nom,codeEpci,population\n31555,X,243100518,-5\n", "population"),
        ("code,nom,codeEpci,population\n31555,X,243100518,5\n31555,X,243100518,5\n", "code"),
        ("[1]", None),
    ],
)
def test_a_faulty_row_is_located(content, column):
    with pytest.raises(ImportFileError) as caught:
        read(content.encode())
    assert caught.value.faults[0].column == column


def test_contours_are_those_of_the_epci_asked_for_and_of_its_communes():
    with serve(GeoApi()) as service:
        contours = fetch_contours(asker(service), [OTHER])
        assert [contour.code for contour in contours.contours] == [OTHER, "57463", "57447"]
        with pytest.raises(SourceChangedError, match="404"):
            fetch_contours(asker(service), ["200000000"])


@pytest.mark.parametrize(
    ("code", "communes", "said"),
    [
        ("200000000", {}, "sans une FeatureCollection"),
        ("200000001", {"type": "FeatureCollection", "features": [feature("57463", "Metz", 6)]}, "un autre territoire"),
    ],
)
def test_an_answer_that_is_no_contour_or_that_of_another_epci_is_refused(code, communes, said):
    answers = in_turn(Reply(json.dumps(feature(code, "", 1))), Reply(json.dumps(communes)))
    with serve(answers) as service, pytest.raises(SourceChangedError, match=said):
        fetch_contours(asker(service), ["200000000"])


@pytest.mark.django_db
def test_the_contours_of_any_network_serve_its_maps(settings, lake_folder, tmp_path):
    settings.AUTAN_HOME = tmp_path
    make_network("lorraine", sirens=(OTHER,))
    assert epci_contours([OTHER]) == []
    with serve(GeoApi()) as service:
        settings.AUTAN_MIRRORS = {HOST: service.url}
        done = CliRunner().invoke(app, ["contours", "--network", "lorraine"])
    assert done.exit_code == 0, done.output
    assert "1 EPCI, 2 communes" in done.output
    (contour,) = epci_contours([OTHER])
    assert len(contour.polygons[0][0]) == 5  # the needless points are gone
    assert {contour.code for contour in commune_contours(OTHER)} == {"57463", "57447"}
    assert contours_credit([OTHER]).fr.startswith("Contours\u00a0: geo.api.gouv.fr")
    assert len(list((lake_folder / "geo-register" / "raw").rglob("0*.json"))) == 2
    assert JournalEntry.objects.filter(act="keep_contours").count() == 1


@pytest.mark.django_db
def test_contours_of_a_file_are_added_and_another_projection_is_refused(settings, tmp_path):
    settings.AUTAN_HOME = tmp_path
    make_network("lorraine", sirens=(OTHER,))
    path = tmp_path / "x.geojson"
    told = [feature(OTHER, "Metz Métropole", 6.1), feature("200000000", "Ailleurs", 1), feature("57463", "Metz", 6.1)]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": told}))
    done = CliRunner().invoke(app, ["contours", str(path), "--credit", "Contours de l’agence."])
    assert "Laissés de côté, d’aucun réseau d’ici : 200000000" in done.output
    assert contours_credit([OTHER]).fr == "Contours de l’agence."
    told[0]["geometry"]["coordinates"] = [[[9e5, 6e6], [9e5, 7e6], [8e5, 7e6], [9e5, 6e6]]]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": told}))
    with pytest.raises(ImportFileError) as caught:
        CliRunner().invoke(app, ["contours", str(path)], catch_exceptions=False)
    assert "Lambert-93" in caught.value.faults[0].expected
    assert CliRunner().invoke(app, ["contours"]).exit_code == 2


@pytest.mark.django_db
def test_the_command_refreshes_the_register(settings, lake_folder):
    make_network("autour", sirens=(SIREN,))
    with serve(GeoApi()) as service:
        settings.AUTAN_MIRRORS = {HOST: service.url}
        done = CliRunner().invoke(app, ["refresh", "geo-register", "--network", "autour", "--json"])
    assert json.loads(done.stdout)[0]["rows"] == 2
    assert pl.read_parquet(snapshots.current_snapshots()[0].table)["population_inhabitants"].sum() == 537684
