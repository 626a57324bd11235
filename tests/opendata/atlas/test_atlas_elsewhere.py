"""The atlas away from the shipped network: another region, overseas, no contour at all."""

import json
import re
import sqlite3

import pytest
from django.test import Client

from autan.ground.wordings import Text
from autan.people.prepared_files.actions import forget_answers
from autan.territories.networks.actions.contours import keep_contours
from autan.territories.networks.actions.membership_imports import NETWORKS
from autan.territories.networks.models import Network
from autan.territories.perimeters.core.geojson import Contour
from tests.importing import take_in
from tests.opendata.observatory.indicators import add_indicator
from tests.territories.charts.drawing.making import square

BREST, QUIMPER, TOULOUSE = "242900314", "200068120", "243100518"
REUNION = ("249740077", "249740101", "249740119")
HEADER = "network,name,siren,short_name,valid_from,valid_to,certainty,source,source_url,locator"
MEMBERS = {"essai-ouest": (BREST, QUIMPER), "essai-ile": REUNION}
CODES = "date_mesure,geocode_epci,valeur"


@pytest.fixture
def client(db, settings, tmp_path):
    settings.AUTAN_LAKE, settings.AUTAN_HOME = tmp_path / "lake", tmp_path
    path = tmp_path / "reseaux.csv"
    rows = [f"{slug},{slug},{siren},,,,confirmed,Essai,,p. 1" for slug, member in MEMBERS.items() for siren in member]
    path.write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    take_in(NETWORKS, path)
    values = [f"2021-01-01,{siren},{rank + 1}" for rank, siren in enumerate((BREST, QUIMPER, TOULOUSE, *REUNION))]
    add_indicator(tmp_path / "a.csv", [CODES, *values], "part", title="Part", unit="%", is_summable=False)
    add_indicator(tmp_path / "b.csv", [CODES, *values], "somme", title="Somme", unit="ha")
    communes = ["date_mesure,geocode_commune,valeur", "2021-01-01,29019,4", "2021-01-01,29232,6", "2021-01-01,97411,1"]
    add_indicator(tmp_path / "c.csv", communes, "commune", title="Communes", unit="ha")
    return Client()


def read(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return re.sub(r"[\u00a0\u202f]", " ", answer.content.decode())


def give_contours():
    contours = [
        Contour(code=siren, name=siren, polygons=tuple(tuple(map(tuple, p)) for p in square(55.2 + 0.1 * rank, -21.2)))
        for rank, siren in enumerate(REUNION)
    ]
    keep_contours(by=None, contours=contours, credit=Text("Contours : essai.", "Outlines: trial."))


def test_another_region_is_drawn_from_the_national_contours_and_says_so(client):
    html = read(client, "/atlas/?network=essai-ouest&indicator=indicator-part.all")
    assert "Contours : IGN, 2025, simplifiés." in html
    assert "Etalab, 2023" not in html
    home = read(client, "/reseaux/essai-ouest/")
    assert "Les collectivités du réseau" in home
    assert "Contours : IGN, 2025, simplifiés." in home


@pytest.mark.parametrize("query", ["network=essai-ile", "network=essai-ile&extent=region", "network=essai-ouest"])
def test_without_contour_the_table_stands_alone(client, query):
    extent = "" if "extent" in query or "ile" in query else "&extent=communes"
    indicator = "somme" if "ile" in query else "commune"
    html = read(client, f"/atlas/?{query}{extent}&indicator=indicator-{indicator}.all")
    assert "la carte n’est pas dessinée" in html
    assert '<details class="chart-data" open>' in html
    assert "carte.geojson" in html
    assert "carte.svg" not in html


@pytest.mark.parametrize(
    ("form", "status"), [("svg", 404), ("png", 404), ("pdf", 404), ("geojson", 200), ("gpkg", 200)]
)
def test_files_without_contour_keep_their_values(client, tmp_path, form, status):
    answer = client.get(f"/atlas/carte.{form}?network=essai-ile&indicator=indicator-somme.all")
    assert answer.status_code == status
    if form == "geojson":
        features = json.loads(answer.content)["features"]
        assert {(item["geometry"], item["properties"]["value"]) for item in features} == {
            (None, 4),
            (None, 5),
            (None, 6),
        }
    if form == "gpkg":
        path = tmp_path / "x.gpkg"
        path.write_bytes(answer.content)
        base = sqlite3.connect(path)
        try:
            assert base.execute("SELECT count(*), count(geom), sum(value) FROM atlas").fetchone() == (3, 0, 15)
            assert base.execute("SELECT min_x FROM gpkg_contents").fetchone() == (None,)
        finally:
            base.close()


@pytest.mark.parametrize("form", ["svg", "geojson", "gpkg"])
def test_every_file_tells_licences_and_an_invented_network(client, form):
    address = f"/atlas/carte.{form}?network=essai-ouest&indicator=indicator-somme.all"
    before = joined(client.get(address).content)
    assert "Réutilisation : données, Licence Ouverte" in before
    assert "contours, Licence Ouverte" in before
    assert "inventé" not in before
    Network.objects.filter(slug="essai-ouest").update(is_invented=True)
    forget_answers()
    assert "Réseau inventé pour essayer : rien ici" in joined(client.get(address).content)


def joined(content):
    """The words of a file in a row, lines of text put end to end."""
    words = content.decode(errors="ignore")
    words = " ".join(re.findall(r">([^<>]+)</text>", words)) if "<svg" in words else words
    return re.sub(r"[\s\u00a0\u202f]+", " ", words)


def test_given_contours_keep_the_licence_of_their_author(client):
    give_contours()
    document = json.loads(client.get("/atlas/carte.geojson?network=essai-ile&indicator=indicator-somme.all").content)
    assert document["licence"].endswith("contours, celle de leur auteur.")


def test_given_communes_are_credited_to_who_drew_them(client):
    path = "/atlas/?network=essai-ouest&extent=communes&indicator=indicator-commune.all"
    for code, words in (("29019", "Contours : première."), ("29232", "Contours : seconde.")):
        outline = tuple(tuple(map(tuple, polygon)) for polygon in square(-4.5 if code == "29019" else -4.1, 48.3))
        keep_contours(by=None, contours=[Contour(code=code, name=code, polygons=outline)], credit=Text(words, words))
        assert words in read(client, path)
    html = read(client, path)
    assert "Contours : première." in html
    assert "Etalab, 2023" not in html
    assert "Contours : première." in read(client, f"/territoires/{BREST}/?ouvrir=tout")


def test_an_island_has_its_own_projection_and_credit(client):
    give_contours()
    html = read(client, "/atlas/?network=essai-ile&indicator=indicator-somme.all")
    assert "Projection RGR92 / UTM 40 sud" in html
    assert "Contours : essai." in html


@pytest.mark.parametrize(("indicator", "mark"), [("part", "rect"), ("somme", "circle")])
def test_the_country_holds_overseas_beside_the_mainland(client, indicator, mark):
    give_contours()  # which must not stretch the sheet to the Indian Ocean
    html = read(client, f"/atlas/?network=essai-ile&extent=france&indicator=indicator-{indicator}.all")
    wide = html.partition('class="narrow"')[2].partition("</svg>")[0]
    assert "Projection Lambert-93" in wide
    told = re.findall(rf"<g><title>([^<]*)</title><{mark}", wide)
    assert sum("CINOR" in words or "CIVIS" in words or "TCO" in words for words in told) == 3
    for region in ("Guadeloupe", "Martinique", "Guyane", "La Réunion", "Mayotte"):
        assert f">{region}</text>" in wide
