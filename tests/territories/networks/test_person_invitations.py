"""Invitations of people: a link by mail, used once, within seven days, by the address that it is for."""

from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from autan.ground.errors import NotAllowedError, RuleError
from autan.people.accounts.models import Person
from autan.people.journal.models import JournalEntry
from autan.territories.networks.actions.mandates import end_mandate, grant_mandate
from autan.territories.networks.actions.person_invitations import accept_person_invitation, invite_person
from autan.territories.networks.core.invitations import MOST_A_DAY
from autan.territories.networks.models import Mandate, Network, PersonInvitation, Territory
from tests.cast import PASSWORD, Cast, gather_neighbour
from tests.territories.networks.conftest import SICOVAL

SITE = "https://energie.exemple.fr"
READER, COORDINATOR = Mandate.Role("reader"), Mandate.Role("coordinator")
GIVEN = {"email": "Neuve@exemple.fr", "name": "Neuve", "role": "member_officer", "siren": SICOVAL}


def invite(by: Person | None, network: Network, email: str = "neuve@exemple.fr", **more):
    fields = {"name": "Neuve", "role": READER, "site": SITE} | more
    return invite_person(by=by, email=email, network=network, **fields)


@pytest.fixture
def coordination(client: Client, people: Cast) -> Client:
    client.force_login(people.coordinator)
    return client


def people_page(network: Network) -> str:
    return reverse("territories:people", kwargs={"slug": network.slug})


def link_in_mail() -> str:
    return next(line for line in mail.outbox[-1].body.splitlines() if "/invitation/" in line)


def test_a_link_opens_an_account_with_its_role_once(coordination: Client, network: Network) -> None:
    page = coordination.post(people_page(network), GIVEN)
    message = mail.outbox[-1]
    assert message.to == ["neuve@exemple.fr"]
    assert "Coordinator vous invite" in message.body
    link = urlsplit(link_in_mail()).path
    assert link in page.content.decode(), "whoever has no mail server hands it over"
    assert link.rstrip("/").rpartition("/")[2] not in str(PersonInvitation.objects.values())
    visitor = Client()
    assert "neuve@exemple.fr" in visitor.get(link).content.decode()
    assert visitor.post(link, {"name": "Neuve Durand", "password": "court"}).status_code == 422
    assert not Person.objects.filter(email="neuve@exemple.fr").exists()
    answer = visitor.post(link, {"name": "Neuve Durand", "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/bureau/")
    person = Person.objects.get(email="neuve@exemple.fr")
    mandate = Mandate.objects.get(person=person)
    assert (person.name, mandate.role, mandate.territory.siren) == ("Neuve Durand", "member_officer", SICOVAL)
    assert visitor.get("/bureau/").status_code == 200, "she is signed in"
    assert UserSession.objects.filter(user=person, session_key=visitor.session.session_key).exists(), "it can be ended"
    again = Client().get(link)
    assert again.status_code == 410
    assert "a déjà servi" in again.content.decode()
    acts = JournalEntry.objects.filter(network=network.slug).values_list("act", flat=True)
    assert {"invite_person", "register_person", "grant_mandate", "accept_person_invitation"} <= set(acts)


def test_an_invitation_sent_from_a_page_in_english_leads_to_one_in_french(
    coordination: Client, network: Network
) -> None:
    coordination.post(f"/en{people_page(network)}", GIVEN)
    assert urlsplit(link_in_mail()).path.startswith("/invitation/")


def test_the_same_address_is_not_invited_twice_to_one_role(people: Cast, network: Network) -> None:
    invite(people.coordinator, network)
    with pytest.raises(RuleError, match="a déjà une invitation à ce rôle, faite le"):
        invite(people.coordinator, network, "NEUVE@exemple.fr")
    assert invite(people.coordinator, network, role=COORDINATOR).invitation
    assert len(mail.outbox) == 2


def test_a_closed_account_is_said(people: Cast, network: Network) -> None:
    Person.objects.filter(pk=people.outsider.pk).update(is_active=False)
    with pytest.raises(RuleError, match="compte est fermé"):
        invite(people.coordinator, network, people.outsider.email)


def test_twenty_leave_in_a_day_and_no_more(people: Cast, network: Network) -> None:
    for number in range(MOST_A_DAY):
        invite(people.coordinator, network, f"personne-{number}@exemple.fr", is_mailed=False)
    with pytest.raises(RuleError, match="20 invitations au plus"):
        invite(people.coordinator, network)
    PersonInvitation.objects.update(created_at=timezone.now() - timedelta(days=1, minutes=1))
    assert invite(people.coordinator, network).invitation


def test_a_link_expires_and_is_renewed(coordination: Client, people: Cast, network: Network) -> None:
    invited = invite(people.coordinator, network)
    PersonInvitation.objects.update(expires_at=timezone.now())
    former = urlsplit(invited.link).path
    assert "a expiré" in Client().get(former).content.decode()
    with pytest.raises(RuleError, match="a expiré"):
        accept_person_invitation(invitation=invited.invitation, password=PASSWORD)
    assert "expirée le" in coordination.get(people_page(network)).content.decode()
    page = coordination.post(f"{people_page(network)}invitations/{invited.invitation.pk}/renvoyer/").content.decode()
    fresh = urlsplit(link_in_mail()).path
    assert fresh in page
    assert fresh != former
    assert Client().get(fresh).status_code == 200
    assert "a été retirée" in Client().get(former).content.decode()


def test_an_invitation_is_withdrawn(coordination: Client, people: Cast, network: Network) -> None:
    invited = invite(people.coordinator, network)
    act = f"{people_page(network)}invitations/{invited.invitation.pk}"
    page = coordination.post(f"{act}/retirer/", follow=True).content.decode()
    assert "L’invitation est retirée." in page
    assert "neuve@exemple.fr" not in page
    for again in ("retirer", "renvoyer"):
        assert "a été retirée" in coordination.post(f"{act}/{again}/", follow=True).content.decode()
    link = urlsplit(invited.link).path
    assert Client().post(link, {"name": "N", "password": PASSWORD}).status_code == 410
    assert "neuve@exemple.fr" in coordination.post("/annuler/", follow=True).content.decode()
    assert Client().get(link).status_code == 200
    assert not Person.objects.filter(email="neuve@exemple.fr").exists()


def test_somebody_else_cannot_use_the_link(people: Cast, network: Network) -> None:
    invited = invite(people.coordinator, network)
    other = Client()
    other.force_login(people.outsider)
    page = other.get(urlsplit(invited.link).path).content.decode()
    assert "Cette invitation est pour neuve@exemple.fr" in page
    with pytest.raises(NotAllowedError):
        accept_person_invitation(invitation=invited.invitation, person=people.outsider)


def test_who_opened_an_account_meanwhile_signs_in_and_takes_the_role(people: Cast, network: Network) -> None:
    first, second = invite(people.coordinator, network), invite(people.coordinator, network, role=COORDINATOR)
    accept_person_invitation(invitation=first.invitation, password=PASSWORD)
    link, visitor = urlsplit(second.link).path, Client()
    assert f"/compte/login/?next={link}" in visitor.get(link).content.decode()
    visitor.force_login(Person.objects.get(email="neuve@exemple.fr"))
    assert "Prendre ce rôle" in visitor.get(link).content.decode()
    assert visitor.post(link).status_code == 302
    held = Mandate.objects.filter(person__email="neuve@exemple.fr").values_list("role", flat=True)
    assert set(held) == {"reader", "coordinator"}


def test_the_invitation_of_a_former_coordinator_gives_nothing(people: Cast, network: Network) -> None:
    invited = invite(people.coordinator, network)
    grant_mandate(by=None, person=people.outsider, role=COORDINATOR, network=network)
    end_mandate(by=None, mandate=Mandate.objects.get(person=people.coordinator))
    with pytest.raises(RuleError, match="ne coordonne plus ce réseau"):
        accept_person_invitation(invitation=invited.invitation, password=PASSWORD)
    assert not Person.objects.filter(email="neuve@exemple.fr").exists()


@pytest.mark.parametrize("name", ["officer", "contributor", "reader", "outsider"])
def test_the_coordination_alone_invites(people: Cast, network: Network, name: str) -> None:
    with pytest.raises(NotAllowedError):
        invite(getattr(people, name), network)


def test_a_neighbour_neither_invites_here_nor_on_its_members(
    client: Client, people: Cast, network: Network, other_network: Network, member: Territory
) -> None:
    neighbour = gather_neighbour(other_network)
    invited = invite(people.coordinator, network)
    with pytest.raises(NotAllowedError):
        invite(neighbour, network)
    with pytest.raises(NotAllowedError):
        invite(neighbour, other_network, role=Mandate.Role("member_officer"), territory=member)
    client.force_login(neighbour)
    assert client.post(f"{people_page(other_network)}invitations/{invited.invitation.pk}/retirer/").status_code == 404
    assert client.post(f"{people_page(network)}invitations/{invited.invitation.pk}/retirer/").status_code == 403


def test_a_mail_server_that_refuses_is_said_and_the_invitation_kept(
    coordination: Client, network: Network, settings
) -> None:
    settings.MAILERS = {"default": {"BACKEND": "tests.territories.networks.refusing_mailer.EmailBackend"}}
    page = coordination.post(people_page(network), GIVEN).content.decode()
    assert "n’est pas parti\u00a0: le serveur refuse" in page
    assert "/invitation/" in page
    assert "Le message n’est pas parti" in coordination.get(people_page(network)).content.decode()


def test_an_unknown_link_is_not_found(client: Client, db: None) -> None:
    assert client.get("/invitation/inconnu/").status_code == 404


def test_an_invitation_sent_from_an_english_page_is_in_french(people: Cast, network: Network) -> None:
    with translation.override("en"):
        invite(people.coordinator, network, valid_to=date(2099, 8, 1))
    assert "Votre rôle : lecture," in mail.outbox[-1].body
    assert "jusqu’au 1 août 2099." in mail.outbox[-1].body
