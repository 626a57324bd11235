"""The people of a network on screen: for its coordination alone, with what is refused said beside."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from autan.ground.extension_points import DeskLine
from autan.ground.registry import registered
from autan.people.accounts.actions import register_person
from autan.people.accounts.models import Person
from autan.territories.networks.actions.mandates import end_mandate, grant_mandate
from autan.territories.networks.models import Mandate, Network, PersonInvitation
from tests.cast import PASSWORD, Cast
from tests.territories.networks.conftest import MURETAIN, SICOVAL

READER = Mandate.Role("reader")


def address(name: str, network: Network, key: int | None = None) -> str:
    return reverse(f"territories:{name}", kwargs={"slug": network.slug} | ({} if key is None else {"key": key}))


@pytest.fixture
def coordination(client: Client, people: Cast) -> Client:
    client.force_login(people.coordinator)
    return client


def mandate(person: Person) -> Mandate:
    return Mandate.objects.get(person=person)


def pages(people: Cast, network: Network) -> list[tuple[str, str]]:
    person, role = people.reader.pk, mandate(people.reader).pk
    return [
        ("get", address("people", network)),
        ("post", address("people", network)),
        ("get", address("person", network, person)),
        ("post", address("end_mandate", network, role)),
        ("post", address("close_person", network, person)),
        ("post", address("reopen_person", network, person)),
    ]


@pytest.mark.parametrize("name", ["officer", "contributor", "reader", "outsider", "neighbour"])
def test_the_others_are_refused_everywhere(
    client: Client, people: Cast, network: Network, other_network: Network, name: str
) -> None:
    neighbour = register_person(by=None, email="voisine@exemple.fr", name="Voisine", password=PASSWORD)
    grant_mandate(by=None, person=neighbour, role=Mandate.Role("coordinator"), network=other_network)
    client.force_login(neighbour if name == "neighbour" else getattr(people, name))
    answers = {getattr(client, method)(page).status_code for method, page in pages(people, network)}
    assert answers == {403}
    assert mandate(people.reader).valid_to is None


def test_a_visitor_is_led_to_sign_in(client: Client, people: Cast, network: Network) -> None:
    answers = {getattr(client, method)(page).status_code for method, page in pages(people, network)}
    assert answers == {302}


def test_what_is_not_of_the_network_is_not_found(
    coordination: Client, people: Cast, network: Network, other_network: Network
) -> None:
    foreign = grant_mandate(by=None, person=people.outsider, role=READER, network=other_network)
    for method, page in [
        ("get", address("person", network, people.outsider.pk)),
        ("post", address("end_mandate", network, foreign.pk)),
        ("post", address("close_person", network, people.outsider.pk)),
        ("get", "/reseaux/absent/personnes/"),
    ]:
        assert getattr(coordination, method)(page).status_code == 404


def test_the_list_says_who_in_which_role_since_when(
    coordination: Client, people: Cast, network: Network, django_assert_max_num_queries
) -> None:
    end_mandate(by=None, mandate=mandate(people.reader), on=timezone.localdate() + timedelta(days=30))
    with django_assert_max_num_queries(12):
        page = coordination.get(address("people", network)).content.decode()
    for person in (people.coordinator, people.officer, people.contributor, people.reader):
        assert person.email in page
    assert people.outsider.email not in page
    assert "Rôle confié" not in page, "the acts on a person are on her own page"


def test_a_person_has_a_page_with_roles_and_changes(coordination: Client, people: Cast, network: Network) -> None:
    end_mandate(by=people.coordinator, mandate=mandate(people.reader))
    page = coordination.get(address("person", network, people.reader.pk)).content.decode()
    assert "Rôle terminé : lecture, Réseau d’essai" in page
    assert "1 champ modifié" in page
    assert "Fermer le compte" in page
    assert "Terminer ce rôle" not in page
    own = coordination.get(address("person", network, people.coordinator.pk)).content.decode()
    assert "Fermer le compte" not in own


@pytest.mark.parametrize(("siren", "role"), [("", "reader"), (SICOVAL, "member_officer"), (MURETAIN, "contributor")])
def test_who_has_an_account_takes_the_role_at_once(
    coordination: Client, people: Cast, network: Network, siren: str, role: str
) -> None:
    fields = {"email": "Outsider@Exemple.fr", "name": "Neuve", "role": role, "siren": siren}
    answer = coordination.post(address("people", network), fields, follow=True)
    assert "L’adresse a déjà un compte" in answer.content.decode()
    held = mandate(people.outsider)
    assert (held.role, held.territory.siren if held.territory else "") == (role, siren)
    again = coordination.post(address("people", network), fields)
    assert again.status_code == 422
    assert "Outsider a déjà ce rôle depuis le" in again.content.decode()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"role": "member_officer"}, "Ce rôle se confie sur un membre."),
        ({"role": "coordinator", "siren": SICOVAL}, "Ce rôle se confie sur le réseau."),
        ({"email": "pas une adresse"}, "adresse"),
        ({"siren": "243100518"}, "choix"),
        ({"valid_to": "2001-01-01"}, "finir avant de commencer"),
    ],
)
def test_what_is_refused_is_said_on_the_form(
    coordination: Client, network: Network, changed: dict[str, str], words: str
) -> None:
    fields = {"email": "neuve@exemple.fr", "name": "Neuve", "role": "reader", "siren": ""}
    answer = coordination.post(address("people", network), fields | changed)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not PersonInvitation.objects.exists()


def test_a_role_ends_and_a_wrong_date_ends_nothing(coordination: Client, people: Cast, network: Network) -> None:
    page = address("end_mandate", network, mandate(people.officer).pk)
    wrong = coordination.post(page, {"on": "demain"}, follow=True).content.decode()
    assert "La fin du rôle est une date" in wrong
    assert mandate(people.officer).valid_to is None
    assert "La fin du rôle est enregistrée." in coordination.post(page, follow=True).content.decode()
    assert "Ce rôle est déjà terminé à cette date." in coordination.post(page, follow=True).content.decode()
    last = address("end_mandate", network, mandate(people.coordinator).pk)
    assert "au moins une personne" in coordination.post(last, follow=True).content.decode()


def test_an_account_is_closed_and_opened_again(coordination: Client, people: Cast, network: Network) -> None:
    closed = coordination.post(address("close_person", network, people.reader.pk), follow=True).content.decode()
    assert "Le compte est fermé." in closed
    assert "compte fermé" in closed
    opened = coordination.post(address("reopen_person", network, people.reader.pk), follow=True).content.decode()
    assert "Le compte est rouvert." in opened
    assert Person.objects.get(pk=people.reader.pk).is_active


def test_the_desk_leads_there_those_who_coordinate(people: Cast) -> None:
    def found(person: Person) -> list[str]:
        return [item.url for line in registered(DeskLine) for item in line.build(person) if "coordination" in item.url]

    assert found(people.coordinator) == ["/reseaux/essai/coordination/"]
    assert found(people.officer) == []


def test_the_least_role_is_the_one_proposed(coordination: Client, network: Network) -> None:
    page = coordination.get(address("people", network)).content.decode()
    assert '<option value="reader" selected>' in page
