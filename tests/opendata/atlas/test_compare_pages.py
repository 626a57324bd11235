"""The page of comparison: every member named, figures with their traces, peers with their distance."""

import csv
import io
import re

import openpyxl
import pytest
from django.test import Client

from tests.conftest import DEMO_MEMBER

NATIONAL = "electricity_per_site_second_source"


@pytest.fixture
def client(demo_network):
    return Client()


def read(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_member_is_named_with_a_figure_that_leads_to_its_trace(client, demo_network):
    html = read(client, "/comparer/")
    table = html.partition('class="chart-data"')[2].partition("</table>")[0]
    assert table.count("<tr>") == 12
    assert html.count('class="chart-data"') == 2, "the members, and what opens with the page"
    whole = read(client, "/comparer/?ouvrir=tout")
    assert whole.count('class="chart-data"') == 4, "the members once, the map on demand, two flows"
    assert len(re.findall(r'href="/preuves/observatory\.\d{9}\.ghg_per_inhabitant\.2016/"', table)) == 11
    assert "Membres qui ont une valeur\u00a0: 11 sur 11" in html
    assert f"/preuves/observatory.{demo_network.slug}.ghg_per_inhabitant.2016/" in html


def test_the_region_and_france_stand_beside_a_national_measure(client):
    html = read(client, f"/comparer/?indicator={NATIONAL}")
    assert 'id="reperes"' in html
    assert f"/preuves/observatory.epci-fr.{NATIONAL}.2023/" in html
    assert "les 161 EPCI" in html
    assert 'id="reperes"' not in read(client, "/comparer/?indicator=ghg_total")


def test_an_indicator_is_chosen_with_its_date(client):
    html = read(client, "/comparer/?indicator=capacity_renewable&date=2024-12-31")
    assert ".capacity_renewable.2024-12-31/" in html
    assert ".capacity_renewable.2026-07-31/" not in html
    other = read(client, "/comparer/?indicator=ghg_total&date=2024-12-31&dated_for=capacity_renewable")
    assert ".ghg_total.2016/" in other  # the date came along with another measure
    assert 'class="error"' not in other


def test_a_territory_or_a_network_that_does_not_exist_leaves_the_usual_one(client):
    html = read(client, "/comparer/?territory=999999999&network=nulle-part")
    assert ".ghg_per_inhabitant.2016/" in html
    assert "Territoires qui ressemblent à Toulouse Métropole" in html


@pytest.mark.parametrize("page", ["/comparer/", "/atlas/"])
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("indicator=rien", "aucune source tenue ici ne donne «\u202frien\u202f»"),
        ("indicator=sdes_total", "aucune source tenue ici ne donne"),
        ("indicator=ghg_total&date=2024", "Pas de donnée au 2024\u00a0: cette mesure est tenue pour 2016."),
        ("indicator=ghg_total&date=hier", "Pas de donnée au hier"),
        ("indicator=ghg_total&date=2024&dated_for=ghg_total", "Pas de donnée au 2024"),
    ],
)
def test_what_the_network_lacks_is_said_and_nothing_else_is_shown(client, page, asked, said):
    html = read(client, f"{page}?{asked}")
    assert said in html
    assert "<svg" not in html.partition("<main")[2]


def test_all_others_stand_behind_where_the_country_is_known(client):
    html = read(client, f"/comparer/?indicator={NATIONAL}")
    assert "un trait chacune" in html
    assert "les données tenues ici\u00a0: 1\u202f232." in html


def test_peers_have_a_distance_and_no_rank(client):
    html = read(client, f"/comparer/?indicator={NATIONAL}&territory={DEMO_MEMBER}")
    peers = html.partition('id="semblables"')[2].partition("</table>")[0]
    assert "Sicoval" in peers
    distances = [
        float(cell.replace(",", ".")) for cell in re.findall(r'</th><td class="number">(\d+,\d\d)</td>', peers)
    ]
    assert len(distances) == 10
    assert distances == sorted(distances)
    assert f'href="/territoires/{DEMO_MEMBER}/"' not in peers
    assert "Ce n’est pas un palmarès" in html


def test_own_territory_comes_first(client, cast):
    client.force_login(cast.officer)
    html = read(client, "/comparer/?indicator=ghg_total")
    bars = html.partition('class="chart"')[2].partition("</svg>")[0]
    assert re.search(r"<title>([^<]+)\u00a0:", bars.partition("<a ")[2])[1] == "Sicoval"


def test_the_page_is_light_in_both_languages_and_asks_few_queries(client, django_assert_max_num_queries):
    for path in ("/comparer/", "/en/comparer/"):
        html = read(client, path)
        assert " style=" not in html
        assert html.count("<script") == html.count("charts/drawings") == 1
    with django_assert_max_num_queries(16):
        read(client, "/comparer/")


def test_without_network_the_page_says_what_to_do(db):
    assert Client().get("/comparer/").status_code == 503


def test_nobody_comes_first_for_a_reader_without_territory(client):
    bars = read(client, "/comparer/?indicator=ghg_total").partition('class="chart"')[2].partition("</svg>")[0]
    assert re.search(r"<title>([^<]+)\u00a0:", bars.partition("<a ")[2])[1] == "Toulouse Métropole"
    assert "f-emphasis" not in bars


def test_a_comparison_is_a_file_with_all_that_a_value_must_be_read_with(client):
    text = "?indicator=gas_residential_per_dwelling&date=2024"
    assert f"/comparer/tableau.xlsx{text.replace('&', '&amp;')}" in read(client, f"/comparer/{text}")
    answer = client.get(f"/comparer/tableau.csv{text}")
    assert answer["Content-Disposition"].endswith('gas-residential-per-dwelling-2024.csv"')
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    comminges = next(row for row in rows if row["siren"] == "200072643")
    assert (comminges["etat"], comminges["connus"], comminges["total"]) == ("estimé", "10", "104")
    assert float(comminges["valeur"]) == pytest.approx(4.1496, abs=1e-3)
    assert comminges["adresse"] == "observatory.200072643.gas_residential_per_dwelling.2024"
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/comparer/tableau.xlsx{text}").content))
    assert len(list(book.active.rows)) == len(rows) + 1
    assert client.get("/comparer/tableau.ods").status_code == 404


def test_nobody_alike_is_said_with_the_nearest_and_the_limit(client, monkeypatch):
    monkeypatch.setattr("autan.opendata.atlas.core.peers.FARTHEST", 0.0)
    html = read(client, f"/comparer/?territory={DEMO_MEMBER}&indicator=ghg_total")
    assert "Aucun territoire semblable parmi" in html
