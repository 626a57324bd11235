"""Each reader lands on her own network, in her language; a page that is closed says who opens it."""

import pytest
from django.test import Client
from django.urls import reverse

from autan.ground.wordings import Text
from autan.territories.networks.actions.mandates import end_mandate, grant_mandate
from autan.territories.networks.actions.memberships import admit_member
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.actions.territories import follow_territory
from autan.territories.networks.core.members import Certainty
from autan.territories.networks.models import Mandate, Network
from tests.cast import PASSWORD, Cast, gather_cast, gather_neighbour


@pytest.fixture
def network(db: None) -> Network:
    create_network(by=None, slug="autre", name=Text("A un autre réseau", "Another network"))
    network = create_network(by=None, slug="essai", name=Text("Réseau d’essai", "Trial network"), is_invented=True)
    territory = follow_territory(by=None, siren="243100633")
    admit_member(by=None, network=network, territory=territory, certainty=Certainty.CONFIRMED)
    return network


@pytest.fixture
def people(network: Network) -> Cast:
    return gather_cast(network=network, member=network.memberships.get().territory)


def sign_in(client: Client, address: str, email: str = "coordinator@exemple.fr"):
    return client.post(address, {"login": email, "password": PASSWORD}, follow=True)


@pytest.mark.parametrize("name", ["coordinator", "member_officer"])
def test_who_signs_in_lands_on_her_desk_and_her_own_network(client: Client, people: Cast, name: str) -> None:
    page = sign_in(client, "/compte/login/", f"{name}@exemple.fr")
    assert page.redirect_chain[-1][0] == "/bureau/"
    assert '<a href="/reseaux/essai/">Réseau d’essai</a>' in page.content.decode()
    assert "Réseau inventé pour essayer" in page.content.decode()
    assert "<h1>Réseau d’essai</h1>" in client.get("/").content.decode()


def test_who_has_no_role_sees_the_first_network(client: Client, people: Cast) -> None:
    client.force_login(people.outsider)
    assert "<h1>A un autre réseau</h1>" in client.get("/").content.decode()


def test_the_language_is_kept_through_signing_in(client: Client, people: Cast) -> None:
    assert sign_in(client, "/en/compte/login/").redirect_chain[-1][0] == "/en/bureau/"
    page = Client().get("/compte/login/", {"next": "/reseaux/essai/personnes/"}).content.decode()
    assert 'href="/en/compte/login/?next=/en/reseaux/essai/personnes/"' in page
    back = Client().get("/en/compte/login/", {"next": "/en/bureau/"}).content.decode()
    assert 'href="/compte/login/?next=/bureau/"' in back
    led = Client().get("/en/bureau/")
    assert led["Location"] == "/en/compte/login/?next=/en/bureau/"


def test_an_address_that_takes_forms_leads_back_to_its_page(client: Client, people: Cast) -> None:
    mandate = Mandate.objects.get(person=people.reader)
    address = reverse("territories:end_mandate", kwargs={"slug": "essai", "key": mandate.pk})
    client.force_login(people.coordinator)
    answer = client.get(address)
    assert (answer.status_code, answer["Location"]) == (302, "/reseaux/essai/personnes/")
    assert client.get("/en" + address)["Location"] == "/en/reseaux/essai/personnes/"
    assert client.put(address).status_code == 405


def test_a_closed_page_says_who_opens_it(client: Client, people: Cast, network: Network) -> None:
    for person in (people.officer, gather_neighbour(Network.objects.get(slug="autre"))):
        client.force_login(person)
        page = client.get(reverse("territories:coordination", kwargs={"slug": "essai"}))
        assert page.status_code == 403
        assert "Coordinator" in page.content.decode()
        assert "la coordination du réseau" in page.content.decode()


def test_a_role_that_ended_during_a_session_writes_nothing_and_loses_nothing(
    client: Client, people: Cast, network: Network
) -> None:
    address = reverse("territories:settings", kwargs={"slug": "essai"})
    grant_mandate(by=None, person=people.reader, role=Mandate.Role.COORDINATOR, network=network)
    client.force_login(people.reader)
    assert client.get(address).status_code == 200
    end_mandate(by=people.coordinator, mandate=Mandate.objects.get(person=people.reader, role="coordinator"))
    refused = client.post(address, {"name_fr": "Réseau d’essai", "description_fr": "Une <b>longue</b> description"})
    page = refused.content.decode()
    assert refused.status_code == 403
    assert "Cette page est réservée" in page
    assert "Une &lt;b&gt;longue&lt;/b&gt; description" in page
    assert "longue" not in Network.objects.get(slug="essai").description_fr


def test_the_home_says_what_is_known_and_what_is_not(client: Client, people: Cast, network: Network) -> None:
    page = client.get("/reseaux/essai/").content.decode()
    known = page[page.index("Ce que l’on sait<") : page.index("Ce que l’on ne sait pas")]
    assert "1 membre." in known
    assert "Contours\u00a0:" not in page, "how many outlines are drawn concerns the coordination alone"
    unknown = page[page.index("Ce que l’on ne sait pas") :]
    assert "1 membre sans date d’entrée." in unknown
    assert "Aucun fait sourcé." in unknown
    assert "Aucune édition n’est publiée." in unknown
    empty = client.get("/reseaux/autre/").content.decode()
    assert "Aucun membre n’est encore enregistré." in empty
    assert ">Les membres</" not in empty


def test_the_home_leads_its_coordination_to_its_page(client: Client, people: Cast) -> None:
    assert "/reseaux/essai/coordination/" not in client.get("/reseaux/essai/").content.decode()
    grant_mandate(
        by=None, person=people.outsider, role=Mandate.Role.COORDINATOR, network=Network.objects.get(slug="autre")
    )
    client.force_login(people.coordinator)
    assert "/reseaux/essai/coordination/" in client.get("/reseaux/essai/").content.decode()
    assert "/reseaux/autre/coordination/" not in client.get("/reseaux/autre/").content.decode()
