"""Files of open data, their descriptions and their catalogue, read by the tools of others."""

import csv
import io
import json
import re
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from django.test import Client
from icalendar import Calendar
from rdflib import DCAT, DCTERMS, RDF, Graph, Literal, Namespace, URIRef
from typer.testing import CliRunner

from autan.cooperation.working_group.models import Decision
from autan.ground.extension_points import PublishedTable
from autan.ground.registry import registered
from autan.instance.cli.export import app
from autan.publishing.api.actions import issue_key
from autan.publishing.api.queries.tables import find_table, table_rows
from autan.publishing.api.renderers.catalogue import CATALOGUE_FORMS, CatalogueSite, build_catalogue, write_catalogue
from autan.publishing.editions.actions.editions import withdraw_edition

FOLDER = "/donnees-ouvertes/tables/dialogue-toulouse"
TABLES = [table.name for table in registered(PublishedTable)]
SITE = CatalogueSite(address="https://autan.example", contact="donnees@autan.example", changed_on=date(2026, 11, 26))
SH = Namespace("http://www.w3.org/ns/shacl#")


@pytest.mark.parametrize("table", TABLES)
def test_the_files_of_a_table_hold_the_same_cells(program: Client, table: str) -> None:
    rows = list(csv.reader(io.StringIO(program.get(f"{FOLDER}/{table}.csv").content.decode())))
    frame = pl.read_parquet(io.BytesIO(program.get(f"{FOLDER}/{table}.parquet").content))
    whole = program.get(f"{FOLDER}/{table}.json").json()
    described = program.get(f"{FOLDER}/{table}.csv-metadata.json").json()["tableSchema"]
    schema = program.get(f"{FOLDER}/{table}.schema.json").json()
    names = [column["name"] for column in described["columns"]]
    assert rows[0] == frame.columns == names == [field["name"] for field in schema["fields"]]
    assert len(rows) - 1 == frame.height == whole["total"] == whole["count"]
    assert described["primaryKey"] == schema["primaryKey"]
    assert not frame.select(schema["primaryKey"]).is_duplicated().any()
    for column, cells in zip(described["columns"], frame, strict=True):
        if isinstance(column["datatype"], dict):
            assert set(cells.drop_nulls()) <= set(column["datatype"]["format"].split("|")), column["name"]


def test_the_csv_says_where_it_is_described_and_is_that_of_the_api(program: Client) -> None:
    response = program.get(f"{FOLDER}/plans.csv")
    assert response.headers["Link"].startswith("<plans.csv-metadata.json>")
    assert response.content == program.get("/api/v1/plans.csv?network=dialogue-toulouse").content
    assert program.get(f"{FOLDER}/plans.csv", headers={"if-none-match": response.headers["ETag"]}).status_code == 304


def test_the_territories_are_a_layer_with_their_contours(program: Client, tmp_path: Path) -> None:
    path = tmp_path / "territories.gpkg"
    path.write_bytes(program.get(f"{FOLDER}/territories.gpkg").content)
    with sqlite3.connect(path) as base:
        fetchall = base.execute("SELECT siren, population, geom FROM territories ORDER BY siren").fetchall()
    base.close()
    assert len(fetchall) == 11
    assert all(siren and population and geometry[:2] == b"GP" for siren, population, geometry in fetchall)


def test_the_territories_are_geojson_with_their_contours(program: Client) -> None:
    layer = program.get(f"{FOLDER}/territories.geojson").json()
    assert layer["type"] == "FeatureCollection"
    assert len(layer["features"]) == 11
    for feature in layer["features"]:
        assert feature["geometry"]["type"] == "MultiPolygon"
        assert -2 < feature["geometry"]["coordinates"][0][0][0][0] < 4
        assert feature["id"] == feature["properties"]["siren"]


def test_the_figures_are_analysed_alone(program: Client) -> None:
    rows = {row["figure_id"]: row for row in program.get("/api/v1/figures.json?limit=5000").json()["rows"]}
    gas = rows["observatory.243100518.gas_total.2024"]
    assert (gas["measure"], gas["siren"], gas["year"]) == ("observatory.gas_total", "243100518", 2024)
    assert "Agence ORE" in gas["source"]
    assert gas["licence"].startswith("Licence Ouverte")
    assert {row["measure"] for row in rows.values() if row["figure_id"].startswith("survey.2013.q24.")} <= {
        name for name in rows if name.startswith("survey.2013.")
    }
    one = program.get("/api/v1/figures?measure=observatory.gas_total&year=2024&siren=243100518").json()
    assert [row["figure_id"] for row in one["rows"]] == ["observatory.243100518.gas_total.2024"]
    refused = program.get("/api/v1/figures?siren=abc")
    assert refused.status_code == 400
    assert "siren : neuf chiffres" in refused.json()["detail"]


def test_a_page_of_a_figure_says_how_it_is_embedded(program: Client) -> None:
    page = program.get("/integrer/chiffres/observatory.243100518.gas_total.2024/").content.decode()
    address = re.search(r'application/json\+oembed" href="([^"]+)"', page)
    assert address
    answer = program.get(address[1].removeprefix("http://testserver")).json()
    assert (answer["version"], answer["type"]) == ("1.0", "rich")
    assert '<iframe src="http://testserver/integrer/chiffres/observatory.243100518.gas_total.2024/"' in answer["html"]
    assert program.get("/integrer/oembed?format=xml").status_code == 501
    assert program.get("/integrer/oembed?url=https://ailleurs.example/integrer/chiffres/x/").status_code == 404
    assert program.get("/integrer/oembed?url=http://testserver/compte/").status_code == 404
    unknown = "http://testserver/integrer/chiffres/survey.aucune.q1.count_yes/"
    assert program.get(f"/integrer/oembed?url={unknown}").status_code == 404


def test_the_public_pages_are_listed_for_search_engines(program: Client) -> None:
    assert "Sitemap: http://testserver/sitemap.xml" in program.get("/robots.txt").content.decode()
    listed = re.findall("<loc>http://testserver([^<]+)</loc>", program.get("/sitemap.xml").content.decode())
    assert "/reseaux/dialogue-toulouse/" in listed
    assert not any("entente-ysaure" in path for path in listed)
    assert "/syntheses/2014/" in listed
    for path in (*listed[:3], listed[-1]):
        assert program.get(path).status_code == 200


@pytest.mark.parametrize("network", ["dialogue-toulouse", "entente-ysaure"])
def test_each_calendar_holds_a_component_and_the_address_of_the_site(program: Client, network: str) -> None:
    paths = ("actions/calendrier", "plans/echeances", "obligations/echeances", "ateliers/calendrier")
    for path in paths:
        calendar = Calendar.from_ical(program.get(f"/reseaux/{network}/{path}.ics").content)
        assert calendar.subcomponents, path
        assert str(calendar["url"]).endswith(f"/reseaux/{network}/{path}.ics")


def test_the_package_describes_each_file(program: Client) -> None:
    package = program.get(f"{FOLDER}/datapackage.json").json()
    assert [resource["path"] for resource in package["resources"]] == [f"{name}.csv" for name in TABLES]
    invented = program.get("/donnees-ouvertes/tables/entente-ysaure/datapackage.json").json()
    assert "réseau inventé" in invented["title"]


@pytest.mark.parametrize(
    "path",
    [
        f"{FOLDER}/plans.xlsx",
        f"{FOLDER}/plans.gpkg",
        f"{FOLDER}/nothing.csv",
        "/donnees-ouvertes/tables/nowhere/plans.csv",
        "/donnees-ouvertes/tables/nowhere/datapackage.json",
        "/donnees-ouvertes/catalogue.html",
        "/fils/nothing.atom",
    ],
)
def test_what_is_not_there_is_not_found(program: Client, path: str) -> None:
    assert program.get(path).status_code == 404


def test_the_dictionary_explains_each_column(program: Client) -> None:
    for path in (
        "/donnees-ouvertes/tables/?ouvrir=tout",
        "/en/donnees-ouvertes/tables/?reseau=entente-ysaure&ouvrir=tout",
    ):
        page = program.get(path).content.decode()
        assert all(
            f"<code>{column.name}</code>" in page for table in registered(PublishedTable) for column in table.columns
        )
    assert "Statistical secrecy".lower() in page.lower()


@pytest.fixture(scope="module")
def catalogue(demo_data: None, django_db_blocker: Any) -> Graph:
    """The catalogue of the demonstration, built once for those who read it."""
    with django_db_blocker.unblock():
        return build_catalogue(SITE)


@pytest.mark.usefixtures("program")
def test_the_periods_said_without_the_rows_are_those_of_the_rows() -> None:
    table = find_table("figures")
    place = [column.name for column in table.columns].index("period")
    periods = table.periods("dialogue-toulouse") if table.periods else ()
    assert sorted(periods) == sorted(row[place] for row in table_rows(table, "dialogue-toulouse"))


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # inside rdflib
def test_each_form_of_the_catalogue_says_the_same(program: Client, catalogue: Graph) -> None:
    for form, (name, _media_type) in CATALOGUE_FORMS.items():
        read = Graph().parse(data=write_catalogue(catalogue, form), format=name)
        assert len(read) == len(catalogue), form
        assert program.get(f"/donnees-ouvertes/catalogue.{form}").status_code == 200


def datasets(graph: Graph) -> Iterator[URIRef]:
    return (subject for subject in graph.subjects(RDF.type, DCAT.Dataset) if isinstance(subject, URIRef))


def test_each_data_set_tells_what_the_french_portal_reads(catalogue: Graph) -> None:
    found = list(datasets(catalogue))
    assert len(found) >= 8
    for dataset in found:
        told = (DCTERMS.title, DCTERMS.description, DCTERMS.license, DCAT.contactPoint, DCTERMS.accrualPeriodicity)
        assert all(catalogue.value(dataset, what) for what in (*told, DCTERMS.spatial, DCTERMS.identifier))
        for distribution in catalogue.objects(dataset, DCAT.distribution):
            assert all(catalogue.value(distribution, what) for what in told[:3])
            assert str(catalogue.value(distribution, DCAT.downloadURL)).startswith("https://autan.example/donnees-")
    accounts = URIRef("https://autan.example/donnees-ouvertes/tables/dialogue-toulouse/accounts")
    period = catalogue.value(accounts, DCTERMS.temporal)
    assert str(catalogue.value(period, DCAT.startDate)) < str(catalogue.value(period, DCAT.endDate))


def test_a_network_too_large_to_be_computed_whole_has_the_same_data_sets(
    program: Client, catalogue: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("autan.publishing.api.queries.tables.MANY_PLACES", 3)
    large = build_catalogue(SITE)
    assert set(datasets(large)) == set(datasets(catalogue))
    periods = {str(dataset).rpartition("/")[2]: large.value(dataset, DCTERMS.temporal) for dataset in datasets(large)}
    assert periods["accounts"] is None


def test_invented_networks_are_not_harvested(catalogue: Graph) -> None:
    assert b"entente-ysaure" not in write_catalogue(catalogue, "ttl")
    assert (None, DCTERMS.identifier, Literal("entente-ysaure/actions")) not in catalogue


def test_the_catalogue_conforms_to_the_shapes_of_the_profile(catalogue: Graph, shared_data: Path) -> None:
    pyshacl = pytest.importorskip("pyshacl")
    for agent in catalogue.objects(None, DCTERMS.publisher):
        assert catalogue.value(agent, DCTERMS.type)
    for shapes in ("shapes", "range", "shapes_recommended", "deprecateduris", "mdr-vocabularies.shape"):
        profile = Graph().parse(shared_data / "schemas" / "dcat-ap-3.0.1" / f"{shapes}.ttl")
        _conforms, report, words = pyshacl.validate(catalogue, shacl_graph=profile, advanced=True)
        results = list(report.objects(None, SH.result))
        assert [result for result in results if report.value(result, SH.resultSeverity) == SH.Violation] == [], words


def test_feeds_tell_what_is_new(program: Client) -> None:
    editions = program.get("/fils/editions.atom").content.decode()
    assert editions.count("<entry>") >= 3
    assert "http://testserver/syntheses/2014/" in editions
    data = program.get("/en/fils/donnees.atom")
    assert data.headers["Content-Type"].startswith("application/atom+xml")
    assert "Agence ORE" in data.content.decode()


def test_public_decisions_and_meetings_can_be_followed(program: Client) -> None:
    feed = program.get("/fils/decisions.atom").content.decode()
    public = Decision.objects.filter(is_public=True)
    assert feed.count("<entry>") == min(public.count(), 50) > 0
    assert "<id>http://testserver/fils/decisions.atom</id>" in feed
    hidden = public[0]
    Decision.objects.filter(pk=hidden.pk).update(is_public=False)
    issue_key(by=None, name="Autre version")
    assert f"/decisions/{hidden.slug}/" not in program.get("/fils/decisions.atom").content.decode()
    page = program.get("/donnees-ouvertes/tables/?reseau=entente-ysaure").content.decode()
    calendars = re.findall(r'href="(/groupe/instances/[^"]+\.ics)"', page)
    assert calendars
    assert program.get(calendars[0]).content.startswith(b"BEGIN:VCALENDAR")


def test_identifiers_of_the_catalogue_stay_after_a_new_edition(program: Client, catalogue: Graph) -> None:
    before = set(catalogue.subjects(RDF.type, DCAT.Dataset)) | set(catalogue.subjects(RDF.type, DCAT.Distribution))
    withdraw_edition(by=None, slug="2026-elus", reason="Essai.")
    after = build_catalogue(SITE)
    again = set(after.subjects(RDF.type, DCAT.Dataset)) | set(after.subjects(RDF.type, DCAT.Distribution))
    assert again == before


def test_everything_is_written_in_a_folder(program: Client, tmp_path: Path) -> None:
    asked = ["open-data", str(tmp_path / "out"), "--network", "entente-ysaure", "--json"]
    result = CliRunner().invoke(app, asked)
    assert result.exit_code == 0, result.output
    files = json.loads(result.stdout)["files"]
    assert all((tmp_path / "out" / name).stat().st_size for name in files)
    assert {"entente-ysaure/datapackage.json", "entente-ysaure/actions.csv", "catalogue.ttl"} <= set(files)
    assert CliRunner().invoke(app, asked).exit_code != 0  # nothing is replaced unasked
    assert "fichiers dans" in CliRunner().invoke(app, [*asked[:-1], "--force"]).stdout


def test_the_lake_is_described(program: Client, tmp_path: Path) -> None:
    path = tmp_path / "datapackage.json"
    assert "tables décrites" in CliRunner().invoke(app, ["lake", str(path)]).stdout
    package = json.loads(path.read_text())
    communes = next(each for each in package["resources"] if each["name"].startswith("ore-communes"))
    assert communes["licenses"][0]["title"].startswith("Licence Ouverte")
    names = [licence["name"] for resource in package["resources"] for licence in resource["licenses"]]
    assert all(re.fullmatch(r"[-a-z0-9._]+", name) for name in names)
    assert {"name": "insee_code", "type": "string"}.items() <= communes["schema"]["fields"][0].items()
    assert json.loads(CliRunner().invoke(app, ["lake", str(path), "--force", "--json"]).stdout)["tables"] > 20
