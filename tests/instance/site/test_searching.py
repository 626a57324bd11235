"""One search over the rooms: pages by their titles, and a kind of thing that is named before the words."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from autan.instance.site.presenters.searching import search_everywhere

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("atlas", "/atlas/"),
        ("que veut dire EPCI ?", "/glossaire/#epci"),
        ("mot Ademe", "/glossaire/#ademe"),
        ("indicateur population", "/indicateurs/catalogue/#population"),
        ("stratégie nationale bas carbone", "/glossaire/#snbc"),
    ],
)
def test_the_page_wanted_comes_first(text: str, url: str) -> None:
    hits = search_everywhere(text, AnonymousUser())["hits"][:20]
    assert hits[0].url == url
    assert len({(hit.url, hit.title) for hit in hits}) == len(hits)


@pytest.mark.parametrize(
    ("text", "first", "behind"),
    [("bois", "actions", "La Boisse"), ("tarn", "actions", "Tarnès"), ("foix", "faits", "Sainte-Foi")],
)
def test_a_whole_word_of_the_network_comes_before_a_place_elsewhere(
    text: str, first: str, behind: str, demo_network: object
) -> None:
    hits = search_everywhere(text, AnonymousUser())["hits"]
    assert hits[0].url.startswith(f"/{first}/"), hits[0]
    assert behind not in [hit.excerpt for hit in hits[:4]]


def test_a_word_that_nothing_holds_leaves_little() -> None:
    hits = search_everywhere("loi transition énergétique croissance verte", AnonymousUser())["hits"][:20]
    assert not [hit for hit in hits if hit.url.startswith("/territoires/")]


def test_nothing_asked_finds_nothing() -> None:
    assert not search_everywhere("  ", AnonymousUser())["hits"][:20]


def test_a_kind_is_one_facet_with_or_without_a_capital_letter(client: Client, demo_network: object) -> None:
    page = client.get("/recherche/", {"q": "énergie"}).content.decode()
    facets = re.findall(r'<a href="\?q=[^"]*type=[^"]*">([^<]+)</a>', page)
    assert len(facets) > 3
    assert all(kind[0].isupper() for kind in facets), facets
    assert len({kind.lower() for kind in facets}) == len(facets)
