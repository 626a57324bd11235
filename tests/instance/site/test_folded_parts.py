"""The lower parts of the home of a network are links until they are opened."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from autan.ground.extension_points import NetworkSection
from autan.ground.registry import registered
from autan.territories.networks.models import Network
from autan.territories.networks.queries.networks import keys_with_rows
from tests.cast import gather_cast

HOME = reverse("site:network", args=["dialogue-toulouse"])
WORKSHOP = "Atelier de co-formation chez le Muretain"


@pytest.mark.usefixtures("demo_network")
def test_a_part_is_a_link_then_is_read_in_its_place(client: Client) -> None:
    folded = client.get(HOME).content.decode()
    assert WORKSHOP not in folded
    assert f'<h2 id="workshops"><a href="{HOME}?ouvrir=workshops#workshops" rel="nofollow">' in folded
    opened = client.get(HOME, {"ouvrir": ["groupe", "workshops"]}).content.decode()
    assert WORKSHOP in opened
    assert f"{HOME}?ouvrir=groupe&amp;ouvrir=workshops&amp;ouvrir=prospective#prospective" in opened
    assert client.get(HOME, {"ouvrir": "rien"}).status_code == 200


@pytest.mark.django_db
def test_a_network_of_which_the_rooms_know_nothing_has_no_part(client: Client) -> None:
    Network.objects.create(slug="vide", name_fr="Vide", name_en="Empty")
    assert 'class="later"' not in client.get(reverse("site:network", args=["vide"])).content.decode()


@pytest.mark.django_db
def test_one_query_says_which_parts_hold_something(django_assert_num_queries) -> None:
    Network.objects.create(slug="vide", name_fr="Vide", name_en="Empty")
    rows = {"some": [Network.objects.filter(slug="rien"), Network.objects.all()], "none": [Network.objects.none()]}
    with django_assert_num_queries(1):
        assert keys_with_rows("vide", rows) == {"some"}
    with django_assert_num_queries(0):
        assert keys_with_rows("vide", {}) == set()


def test_each_part_has_a_word_of_its_own_and_a_title() -> None:
    codes = [source.code for source in registered(NetworkSection) if source.code]
    assert len(codes) == len(set(codes)) >= 7
    assert all(str(source.title) for source in registered(NetworkSection) if source.code)


@pytest.mark.usefixtures("demo_network")
def test_a_territory_draws_what_is_opened_alone_and_a_drawing_asked_for_by_name(client: Client) -> None:
    place = reverse("site:territory", args=["243100518"])
    folded = client.get(place).content.decode()
    assert folded.count("<svg") == 1, "the sign of the site alone"
    assert f'<h2 id="climat"><a href="{place}?ouvrir=climat#climat" rel="nofollow">' in folded
    opened = client.get(place, {"ouvrir": "climat"}).content.decode()
    assert 'id="chart-243100518-ghg-by-sector"' in opened
    assert f"{place}?ouvrir=climat&amp;ouvrir=production#production" in opened
    asked = client.get(place, {"dessin": "243100518-ghg-by-sector", "fichier": "csv"})
    assert asked["Content-Type"].startswith("text/csv"), "an address of a drawing that was kept still leads to it"


def test_the_forms_of_a_territory_are_sent_with_the_token_of_their_page(demo_network: Network) -> None:
    place = demo_network.memberships.earliest("pk").territory
    client = Client(enforce_csrf_checks=True)
    client.force_login(gather_cast(network=demo_network, member=place).officer)
    page = client.get(reverse("site:territory", args=[place.siren]), {"ouvrir": "tout"}).content.decode()
    forms = re.findall(r'<form method="post" action="([^"]+)"[^>]*>(.*?)</form>', page, re.DOTALL)
    address, form = next(row for row in forms if row[0].endswith("/plans/complets/"))
    fields = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', form))
    assert client.post(address, fields).status_code == 302
