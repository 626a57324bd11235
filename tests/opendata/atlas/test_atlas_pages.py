"""The atlas: extents, classes, dates side by side, and files that carry their source."""

import io
import json
import re
import sqlite3
import struct
from html import unescape
from itertools import pairwise

import pikepdf
import pytest
from django.test import Client

from autan.ground.extension_points import ThematicMap
from autan.ground.registry import registered

NATIONAL = "electricity_per_site_second_source"
FRANCE = f"/atlas/?extent=france&indicator={NATIONAL}"


@pytest.fixture
def client(demo_network):
    return Client()


def read(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def legend(html):
    svg = html.partition('class="narrow"')[2].partition("</svg>")[0]
    lines = [words.replace("\u00a0", " ") for words in re.findall(r">([^<>]*\((?:\d|\u202f)+\))</text>", svg)]
    assert lines.pop() == "au moins cette classe (2)"
    return lines


def test_a_ratio_is_a_choropleth_and_a_total_is_circles(client):
    assert "surface proportionnelle" not in read(client, "/atlas/?indicator=ghg_per_inhabitant")
    assert "surface proportionnelle" in read(client, "/atlas/?indicator=ghg_total")


@pytest.mark.parametrize(("method", "count"), [("jenks", 3), ("quantiles", 4), ("equal", 7)])
def test_classes_are_those_asked_for_and_are_counted(client, method, count):
    lines = legend(read(client, f"/atlas/?method={method}&count={count}"))
    assert len(lines) == count
    assert sum(int(line.rpartition("(")[2].rstrip(")")) for line in lines) == 11


def test_two_ratios_are_crossed_in_nine_cells_that_are_named_counted_and_proved(client):
    query = "indicator=ghg_per_inhabitant&beside=dpe_f_g_share&method=quantiles"
    page = read(client, f"/atlas/?{query}")
    svg = page.partition('class="narrow"')[2].partition("</svg>")[0]
    assert sum(int(count) for count in re.findall(r">\((\d+)\)</text>", svg)) == 11
    assert len(re.findall(r">[ABC][123]</text>", svg)) == 11
    assert "au moins cette classe" in svg
    table = page.partition("<tbody>")[2].partition("</tbody>")[0]
    assert ("ghg_per_inhabitant" in table, "dpe_f_g_share" in table, table.count("<tr>")) == (True, True, 22)
    assert client.get(f"/atlas/carte.svg?{query}").content.startswith(b"<svg")
    assert client.get(f"/atlas/carte.geojson?{query}&beside=").status_code == 200
    assert client.get(f"/atlas/carte.geojson?{query}").status_code == 404, "a file of places holds one measure"
    assert "id_beside" not in read(client, "/atlas/?indicator=ghg_total&beside=dpe_f_g_share")


def test_communes_of_very_many_members_are_refused_beside_their_field_and_the_members_are_drawn(client, monkeypatch):
    asked = "/atlas/?extent=communes&indicator=ghg_per_inhabitant"
    assert 'value="communes"' in read(client, asked)
    monkeypatch.setattr("autan.opendata.atlas.forms.MOST_BY_COMMUNE", 10)
    page = read(client, asked)
    assert 'value="communes"' not in page
    assert 'id="id_extent_error"' in page
    assert len(legend(page)) == 5


def test_members_that_are_nearly_all_there_is_are_not_outlined_and_not_said_to_be(client, monkeypatch):
    assert "Les membres du réseau sont cernés" in read(client, FRANCE)
    monkeypatch.setattr("autan.opendata.atlas.presenters.atlas_maps._MOST_OUTLINED", 10)
    page = read(client, FRANCE)
    assert "Les membres du réseau sont cernés" not in page
    assert "L’outre-mer tient en cases" in page


def test_breaks_are_chosen_in_french(client):
    assert legend(read(client, "/atlas/?method=manual&breaks=4,5+;+6")) == [
        "6 à 11,0 (4)",
        "4,5 à 6 (4)",
        "4,1 à 4,5 (3)",
    ]


def test_breaks_that_cannot_be_used_are_told(client):
    html = read(client, "/atlas/?method=manual&breaks=9;3")
    assert "Classement demandé impossible" in html
    assert len(legend(html)) == 5
    assert "Des nombres, comme" in read(client, "/atlas/?method=manual&breaks=beaucoup")


@pytest.mark.parametrize("count", ["2", "8", "x"])
def test_a_number_of_classes_out_of_bounds_is_told(client, count):
    assert 'class="error"' in read(client, f"/atlas/?count={count}")


def test_the_country_is_one_light_map_that_names_its_absents(client):
    answer = client.get(FRANCE)
    html = answer.content.decode()
    assert len(re.findall(r"<path[^>]*><title>", html.partition('class="narrow"')[2].partition("</svg>")[0])) > 1_200
    assert "Outre-mer" in html
    assert "lieux sans contour" not in html
    assert html.partition("<tbody>")[2].count('href="/preuves/observatory') == 60
    assert re.search(r"Les 60 premières lignes\s; 1\s?\d{3} autres sont dans les listes et dans les fichiers", html)


def test_the_region_and_the_communes_are_extents(client):
    assert "valeurs connues sur 161" in read(client, f"/atlas/?extent=region&indicator={NATIONAL}")
    html = read(client, "/atlas/?extent=communes&indicator=ghg_per_inhabitant")
    assert re.search(r"/preuves/observatory\.\d{5}\.ghg_per_inhabitant\.2016/", html)
    whole = unescape(re.search(r'href="(\?[^"]*fichier=csv[^"]*)"', html)[1])
    assert "31555" in b"".join(client.get(f"/atlas/{whole}")).decode()


def test_what_is_not_known_there_is_said(client):
    assert "Aucune valeur connue" in read(client, f"/atlas/?extent=communes&indicator={NATIONAL}")


def test_dates_stand_side_by_side_at_one_scale(client):
    html = read(client, "/atlas/?indicator=capacity_solar_pv")
    small = html.partition('class="small-maps"')[2].partition('id="fichiers"')[0]
    assert small.count("<figcaption>") == 2
    radii = [
        max(float(r) for r in re.findall(r'<circle[^>]*? r="([\d.]+)" class="f-data"', figure.partition("</svg>")[0]))
        for figure in small.split("<figure")[1:]
    ]
    assert max(radii) == 22
    assert min(radii) < 22


@pytest.mark.parametrize(
    ("form", "begins"), [("svg", b"<svg"), ("png", b"\x89PNG"), ("pdf", b"%PDF"), ("gpkg", b"SQLite format 3\x00")]
)
def test_files_are_what_they_say(client, form, begins):
    answer = client.get(f"/atlas/carte.{form}?indicator=ghg_per_inhabitant")
    assert answer.content.startswith(begins)
    assert answer["Content-Disposition"] == f'attachment; filename="atlas-ghg-per-inhabitant-2016-network.{form}"'


def test_the_pdf_of_a_map_is_french_accessible_titled_and_said_in_words(client):
    answer = client.get("/atlas/carte.pdf?indicator=ghg_per_inhabitant")
    with pikepdf.open(io.BytesIO(answer.content)) as document:
        assert str(document.Root.Lang) == "fr"
        with document.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"].startswith("Émissions de gaz à effet de serre, par habitant")
        alternatives = [
            str(item.Alt) for item in document.objects if isinstance(item, pikepdf.Dictionary) and "/Alt" in item
        ]
    assert any("Toulouse Métropole" in text and "valeurs connues sur 11" in text for text in alternatives)


def test_places_of_gas_carry_the_basis_of_their_unit(client):
    document = json.loads(client.get("/atlas/carte.geojson?indicator=gas_total").content)
    assert {place["properties"]["unit_basis"] for place in document["features"]} == {"not stated by the source"}
    other = json.loads(client.get("/atlas/carte.geojson?indicator=ghg_per_inhabitant").content)
    assert {place["properties"]["unit_basis"] for place in other["features"]} == {None}


def test_a_sheet_tells_title_source_date_and_projection(client):
    words = client.get("/atlas/carte.svg?indicator=ghg_per_inhabitant").content.decode()
    joined = re.sub(r"\s+", " ", " ".join(re.findall(r">([^<>]+)</text>", words)))
    for said in ("Émissions de gaz à effet de serre, par habitant", "2016", "ADEME", "Contours", "Lambert-93"):
        assert said in joined


def test_geojson_holds_every_member_with_source_and_licence(client):
    document = json.loads(client.get("/atlas/carte.geojson?indicator=ghg_per_inhabitant").content)
    assert len(document["features"]) == 11
    assert "ADEME" in document["source"]
    assert "Licence Ouverte" in document["licence"]
    first = document["features"][0]
    assert first["properties"]["figure_id"].endswith(".ghg_per_inhabitant.2016")
    ring = first["geometry"]["coordinates"][0][0]
    assert sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) > 0


def test_a_geopackage_follows_the_standard(client, tmp_path):
    path = tmp_path / "carte.gpkg"
    path.write_bytes(client.get("/atlas/carte.gpkg?indicator=ghg_per_inhabitant").content)
    base = sqlite3.connect(path)
    try:
        assert base.execute("PRAGMA application_id").fetchone()[0] == 0x47504B47
        assert base.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        name, kind, west, east = base.execute(
            "SELECT table_name, data_type, min_x, max_x FROM gpkg_contents"
        ).fetchone()
        assert (name, kind) == ("atlas", "features")
        assert 0 < west < east < 4
        assert {row[0] for row in base.execute("SELECT srs_id FROM gpkg_spatial_ref_sys")} == {-1, 0, 4326}
        rows = base.execute("SELECT geom, code, value FROM atlas").fetchall()
        assert "ADEME" in base.execute("SELECT description FROM gpkg_contents").fetchone()[0]
    finally:
        base.close()
    assert len(rows) == 11
    for blob, code, value in rows:
        assert blob[:2] == b"GP"
        assert struct.unpack_from("<i", blob, 4)[0] == 4326
        import shapely

        shape = shapely.from_wkb(blob[8 + 32 :])
        assert shape.geom_type == "MultiPolygon"
        assert shape.bounds == pytest.approx([struct.unpack_from("<4d", blob, 8)[place] for place in (0, 2, 1, 3)]), (
            code
        )
        assert value > 0


@pytest.mark.parametrize("path", ["/atlas/carte.exe", f"/atlas/carte.svg?extent=communes&indicator={NATIONAL}"])
def test_what_cannot_be_made_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_pages_keep_the_content_security_policy(client):
    for path in ("/atlas/", "/en/atlas/", FRANCE):
        html = read(client, path)
        assert " style=" not in html
        assert html.count("<script") == html.count("charts/drawings") == 1


def test_without_network_the_page_says_what_to_do(db):
    assert Client().get("/atlas/").status_code == 503
    assert Client().get("/atlas/carte.svg").status_code == 404


def test_a_thematic_map_leaves_the_measures_in_the_list(client):
    """A theme is no measure that lacks."""
    (theme, *_others) = registered(ThematicMap)
    html = client.get(f"/atlas/?indicator=theme.{theme.code}").content.decode()
    assert 'value="ghg_per_inhabitant"' in html
    assert "Pas de donnée" not in html
