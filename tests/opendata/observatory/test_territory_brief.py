"""A territory is understood in a few lines: what is known, of when, how surely, and what is not known."""

import re

import pytest
from django.test import Client
from django.utils import translation

from autan.opendata.observatory.presenters.territory_brief import brief_of

RODEZ, AUCH, COMMINGES = "241200187", "200066926", "200072643"


@pytest.fixture
def client(demo_network):
    return Client()


def test_the_brief_names_what_comes_first_and_stands_among_the_members(demo_network):
    brief = brief_of(RODEZ)
    assert brief["first_sector"].label.fr == "Transport routier"
    assert brief["first_source"].label.fr == "Solaire photovoltaïque"
    assert (brief["first_sector"].is_of_known, brief["first_source"].is_of_known) == (False, True)
    among = brief["among"]
    assert (round(among.low, 1), round(among.high, 1), among.known) == (4.1, 11.0, 11)
    assert brief_of(COMMINGES)["filings"] == 2
    assert brief["figures"]["ghg_per_inhabitant"].id == f"observatory.{RODEZ}.ghg_per_inhabitant.2016"


def test_the_brief_comes_before_anything_else_with_dates_states_and_what_lacks(client):
    html = client.get(f"/territoires/{RODEZ}/?ouvrir=tout").content.decode()
    start, end = html.index('class="in-brief"'), html.index("</dl>")
    said = html[start:end]
    assert end < html.index('class="folded"') < html.index('class="figures"')
    assert "2016, rapporté à 2015 · modélisé" in " ".join(re.sub("<[^>]+>", " ", said).split())
    assert "d’électricité, dont" in said
    assert "au moins 327\u00a0GWh" in said
    assert "≥" not in said
    assert "parmi les membres du réseau" in said
    assert "Carburants, fioul, bois" in said
    assert said.count('class="figure-inline"') == 11


def test_every_number_of_the_brief_leads_to_its_trace(client):
    html = client.get(f"/territoires/{AUCH}/?ouvrir=tout").content.decode()
    said = html[html.index('class="in-brief"') : html.index("</dl>")]
    for part in said.split('href="/preuves/')[1:]:
        assert client.get("/preuves/" + part.partition('"')[0]).status_code == 200


def test_the_brief_speaks_english(client):
    with translation.override("en"):
        html = client.get(f"/en/territoires/{RODEZ}/?ouvrir=tout").content.decode()
    assert "of electricity, of which" in html
    assert "First: road transport" in html
    assert "among the members of the network" in html


def test_any_territory_of_france_says_what_the_national_files_say_and_each_gap_once(client):
    """Nantes is in no network here: two files alone tell of it, and every other part says so in one sentence."""
    html = client.get("/territoires/244400404/?ouvrir=tout").content.decode()
    said = html[html.index('class="in-brief"') : html.index("</dl>")]
    assert "d’électricité pour les logements" in said
    assert "de puissance électrique renouvelable raccordée" in said
    assert html.count("aucune des sources que nous avons ne couvre ce territoire") == 4
    assert html.count('class="figure is-unknown"') < 5


def test_an_invented_territory_keeps_its_population(client):
    html = client.get("/territoires/999000107/?ouvrir=tout").content.decode()
    assert 'class="in-brief"' not in html
    assert html.index("Population municipale") < html.index('class="folded"')


def test_nothing_known_makes_no_brief(db, lake_folder):
    assert brief_of(RODEZ) is None
