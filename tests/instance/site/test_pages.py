"""Every page of the site: who may see it, how much it weighs, how many queries it asks."""

import gzip
import re

import pytest
from django.test import Client

from autan.territories.perimeters.lake.register import VINTAGES

PUBLIC = [
    "/",
    "/en/",
    "/territoires/",
    "/territoires/243100518/?ouvrir=tout",
    "/en/territoires/200072643/?ouvrir=tout",
    "/territoires/244400404/?ouvrir=tout",
    "/faits/",
    "/faits/S067/",
    "/sources/",
    "/sources/synthese-2014/",
    "/preuves/facts.S067/",
    "/preuves/territories.243100518.population.2026/",
    "/comparer/",
    "/comparer/?indicator=electricity_per_site_second_source",
    "/atlas/?indicator=capacity_solar_pv",
    "/atlas/filieres/",
    "/bibliotheque/",
    "/a-propos/",
    "/compte/login/",
]
MOST_BYTES = 100_000


@pytest.fixture
def client(demo_network):
    return Client()


@pytest.mark.parametrize("path", PUBLIC)
def test_what_is_public_is_read_by_all_and_is_light(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert len(gzip.compress(answer.content)) < MOST_BYTES
    html = answer.content.decode()
    assert " style=" not in html, "an inline style breaks the content security policy"
    scripts = re.findall(r"<script[^>]*>", html)
    assert all('src="/static/' in script or 'type="application/json"' in script for script in scripts), (
        "an inline script breaks the content security policy"
    )
    needed = [script for script in scripts if not re.search(r"(drawings|chapters)[.\w]*\.js\"? defer", script)]
    assert not needed or path == "/compte/login/", "only the passkeys of the log-in need a script"
    assert not re.search(r'(src|href)="https?://(?!www\.w3\.org)[^"]*\.(css|js|png|svg|woff2?)"', html)


@pytest.mark.parametrize(
    "path", ["/territoires/999999999/", "/preuves/facts.S999/", "/preuves/rien/", "/faits/X/", "/sources/x/"]
)
def test_what_does_not_exist_is_said_plainly(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert "Cette page n’existe pas" in answer.content.decode()


def test_pages_of_a_territory_ask_few_queries(client, django_assert_max_num_queries):
    client.get("/territoires/243100518/")
    with django_assert_max_num_queries(31):
        client.get("/territoires/243100518/")


def test_the_home_asks_few_queries(client, django_assert_max_num_queries):
    client.get("/")
    with django_assert_max_num_queries(12):
        client.get("/")


def test_the_home_names_the_eleven_and_says_who_is_only_probable(client):
    html = client.get("/").content.decode()
    for name in ("Sicoval", "Grand Cahors", "Comminges", "Rodez Agglo"):
        assert name in html
    assert html.count('<span class="small">membre probable</span>') == 1


@pytest.mark.parametrize("who", ["coordinator", "officer", "contributor", "reader", "outsider"])
def test_each_has_a_desk(cast, client, who):
    client.force_login(getattr(cast, who))
    html = client.get("/bureau/").content.decode()
    assert ('href="/journal/"' in html) == (who == "coordinator")
    assert ("Aucun rôle" in html) == (who == "outsider")


def test_search_finds_without_accents(client):
    html = client.get("/territoires/", {"q": "coeur et coteaux"}).content.decode()
    assert "/territoires/200072643/" in html
    assert "0 intercommunalité" in client.get("/territoires/", {"q": "zzzz"}).content.decode()


def test_each_language_links_to_the_other(client):
    assert 'href="/en/territoires/243100518/"' in client.get("/territoires/243100518/").content.decode()
    assert 'href="/territoires/243100518/"' in client.get("/en/territoires/243100518/").content.decode()


def test_the_policy_lets_nothing_in_from_elsewhere(client):
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_a_territory_that_changed_says_how(client):
    html = " ".join(client.get("/territoires/200035715/?ouvrir=tout").content.decode().split())
    assert f"83 communes en {VINTAGES[-1]} ; en 2020, arrivées : Pomas (11293), Trassanel (11395)." in html
