"""Who works for a network, or reads its pages, is led to the pages of that network, not to those of the first one."""

import pytest
from django.test import Client

from autan.ground.wordings import Text
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.actions.territories import follow_territory
from autan.territories.networks.models import Network
from tests.cast import Cast, gather_cast

pytestmark = pytest.mark.django_db
HOMES = ["/plans/", "/actions/", "/indicateurs/", "/savoir-faire/", "/groupe/", "/lecture-croisee/"]


@pytest.fixture
def second() -> Network:
    create_network(by=None, slug="alpha", name=Text("Réseau alpha", "Alpha network"))
    return create_network(by=None, slug="beta", name=Text("Réseau bêta", "Beta network"))


@pytest.fixture
def people(second: Network) -> Cast:
    return gather_cast(network=second, member=follow_territory(by=None, siren="243500139"))


@pytest.mark.parametrize("home", HOMES)
def test_a_home_leads_to_the_network_of_who_reads(client: Client, people: Cast, home: str) -> None:
    assert client.get(home).headers["Location"].startswith("/reseaux/alpha/")
    client.force_login(people.coordinator)
    assert client.get(home).headers["Location"].startswith("/reseaux/beta/")
    client.force_login(people.outsider)
    assert client.get(home).headers["Location"].startswith("/reseaux/alpha/")


@pytest.mark.parametrize("home", HOMES)
def test_the_network_that_an_address_names_comes_first(client: Client, people: Cast, home: str) -> None:
    client.force_login(people.coordinator)
    assert client.get(home, {"reseau": "alpha"}).headers["Location"].startswith("/reseaux/alpha/")
    assert client.get(home, {"reseau": "nowhere"}).headers["Location"].startswith("/reseaux/beta/")


def test_the_bar_of_a_page_of_a_network_stays_in_it(client: Client, second: Network) -> None:
    bar = client.get("/reseaux/beta/plans/").content.decode().partition('class="site-nav"')[2].partition("</nav>")[0]
    for link in (
        "/plans/?reseau=beta",
        "/savoir-faire/?reseau=beta",
        "/comparer/?network=beta",
        "/atlas/?network=beta",
    ):
        assert f'href="{link}"' in bar
    assert "reseau=" not in client.get("/a-propos/").content.decode()
