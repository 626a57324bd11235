"""Roles have dates: given, prolonged, ended; a network keeps its coordination; who lost a role is refused at once."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from autan.ground.errors import NotAllowedError, RuleError
from autan.people.accounts.actions import close_account, register_person
from autan.people.accounts.models import Person
from autan.people.journal.models import JournalEntry
from autan.territories.networks.actions.mandates import add_person, close_person, end_mandate, grant_mandate
from autan.territories.networks.models import Mandate, Membership, Network, Territory
from autan.territories.networks.queries.people import (
    UnknownMandateError,
    coordinated_networks,
    mandates_of,
    open_mandate,
)
from tests.cast import PASSWORD, Cast

COORDINATOR, READER, OFFICER = (Mandate.Role(code) for code in ("coordinator", "reader", "member_officer"))


def days(count: int) -> date:
    return timezone.localdate() + timedelta(days=count)


def lines(person: Person) -> list[str]:
    return list(JournalEntry.objects.filter(kind="person", object_id=person.pk).values_list("summary", flat=True))


def mandate_of(person: Person) -> Mandate:
    return Mandate.objects.get(person=person)


@pytest.mark.parametrize(
    ("begins", "ends", "mandates"),
    [(0, None, 1), (1, None, 0), (-9, 1, 1), (-9, 0, 0), (0, 0, 0)],
)
def test_a_role_stands_from_its_first_day_until_the_day_it_ends(
    people: Cast, network: Network, begins: int, ends: int | None, mandates: int
) -> None:
    ending = None if ends is None else days(ends)
    made = grant_mandate(
        by=None, person=people.outsider, role=READER, network=network, valid_from=days(begins), valid_to=ending
    )
    assert made.is_in_force_on(days(0)) == bool(mandates)
    assert people.outsider.has_perm("territories.read_internal") == bool(mandates)
    assert len(mandates_of(people.outsider)) == mandates


def test_a_role_given_again_takes_the_new_end_and_the_earlier_start(people: Cast, network: Network) -> None:
    first = grant_mandate(by=None, person=people.outsider, role=READER, network=network, valid_from=days(3))
    again = grant_mandate(by=None, person=people.outsider, role=READER, network=network, valid_to=days(9))
    assert (again, again.valid_from, again.valid_to) == (first, days(0), days(9))
    assert lines(people.outsider)[0] == "Rôle prolongé ou écourté : lecture, Réseau d’essai"
    changes = JournalEntry.objects.filter(act="grant_mandate").latest("id").changes
    assert [change.field for change in changes] == ["depuis", "fin"]


def test_a_role_that_ended_is_given_anew(people: Cast, network: Network) -> None:
    grant_mandate(by=None, person=people.outsider, role=READER, network=network, valid_from=days(-9), valid_to=days(-2))
    grant_mandate(by=None, person=people.outsider, role=READER, network=network)
    assert Mandate.objects.filter(person=people.outsider).count() == 2


@pytest.mark.parametrize(
    ("role", "where", "words"),
    [
        (COORDINATOR, "territory", "ne se confie pas sur un territoire"),
        (OFFICER, "network", "ne se confie pas sur un réseau"),
    ],
)
def test_a_role_has_its_place(
    people: Cast, network: Network, member: Territory, role: Mandate.Role, where: str, words: str
) -> None:
    place = {"network": network} if where == "network" else {"territory": member}
    with pytest.raises(RuleError, match=words):
        grant_mandate(by=None, person=people.outsider, role=role, **place)


def test_a_role_does_not_end_before_it_begins(people: Cast, network: Network) -> None:
    with pytest.raises(RuleError, match="finir avant de commencer"):
        grant_mandate(by=None, person=people.outsider, role=READER, network=network, valid_to=days(-1))
    with pytest.raises(RuleError, match="finir avant de commencer"):
        end_mandate(by=None, mandate=mandate_of(people.reader), on=days(-1))


def test_an_end_is_told_and_is_not_told_twice(people: Cast, network: Network) -> None:
    ended = end_mandate(by=people.coordinator, mandate=mandate_of(people.reader))
    assert ended.valid_to == days(0)
    entry = JournalEntry.objects.filter(act="end_mandate").get()
    assert (entry.summary, entry.network, entry.by_id) == (
        "Rôle terminé : lecture, Réseau d’essai",
        network.slug,
        people.coordinator.pk,
    )
    with pytest.raises(RuleError, match="déjà terminé"):
        end_mandate(by=people.coordinator, mandate=ended)
    with pytest.raises(UnknownMandateError, match="lecture, Réseau d’essai"):
        open_mandate(people.reader, READER, network=network)


def test_the_role_of_an_officer_is_told_to_her_network(people: Cast, network: Network) -> None:
    end_mandate(by=people.coordinator, mandate=mandate_of(people.officer), on=days(5))
    assert JournalEntry.objects.filter(act="end_mandate").get().network == network.slug
    assert open_mandate(people.officer, OFFICER, territory=Territory.objects.get(siren="243100633")).valid_to == days(5)


def test_a_role_on_a_territory_of_no_network_concerns_none(people: Cast, member: Territory) -> None:
    Membership.objects.filter(territory=member).delete()
    grant_mandate(by=None, person=people.outsider, role=READER, territory=member)
    assert JournalEntry.objects.filter(act="grant_mandate").latest("id").network == ""


def test_a_network_keeps_its_coordination(people: Cast, network: Network) -> None:
    own = mandate_of(people.coordinator)
    with pytest.raises(RuleError, match="au moins une personne à sa coordination"):
        end_mandate(by=people.coordinator, mandate=own)
    second = register_person(by=None, email="seconde@exemple.fr", name="Seconde", password=PASSWORD)
    grant_mandate(by=people.coordinator, person=second, role=COORDINATOR, network=network)
    end_mandate(by=people.coordinator, mandate=own)
    assert not coordinated_networks(people.coordinator)
    assert end_mandate(by=None, mandate=mandate_of(second)).valid_to == days(0), "the operator may"


def test_a_closed_account_coordinates_nothing(people: Cast, network: Network) -> None:
    second = register_person(by=None, email="seconde@exemple.fr", name="Seconde", password=PASSWORD)
    grant_mandate(by=None, person=second, role=COORDINATOR, network=network)
    close_account(by=None, person=people.coordinator)
    with pytest.raises(RuleError, match="au moins une personne"):
        end_mandate(by=second, mandate=mandate_of(second))


@pytest.mark.parametrize("name", ["officer", "contributor", "reader", "outsider"])
def test_only_the_coordination_ends_a_role_and_closes_an_account(people: Cast, name: str) -> None:
    other = people.reader if name != "reader" else people.officer
    with pytest.raises(NotAllowedError):
        end_mandate(by=getattr(people, name), mandate=mandate_of(other))
    with pytest.raises(NotAllowedError):
        close_person(by=getattr(people, name), person=other)


def test_an_account_is_closed_by_the_coordination_of_all_its_networks(
    people: Cast, network: Network, other_network: Network
) -> None:
    grant_mandate(by=None, person=people.reader, role=READER, network=other_network)
    with pytest.raises(NotAllowedError):
        close_person(by=people.coordinator, person=people.reader)
    end_mandate(by=None, mandate=Mandate.objects.get(person=people.reader, network=other_network))
    assert not close_person(by=people.coordinator, person=people.reader).is_active


def test_nobody_closes_their_own_account(people: Cast) -> None:
    assert people.coordinator.has_perm("territories.manage_person")
    assert not people.coordinator.has_perm("territories.manage_person", people.coordinator)
    assert not people.officer.has_perm("territories.manage_person")


def test_somebody_who_is_known_receives_the_role_and_keeps_the_rest(people: Cast, network: Network) -> None:
    added = add_person(
        by=people.coordinator,
        email=" Outsider@exemple.fr",
        name="Autre nom",
        password="un-autre-mot-de-passe",
        role=READER,
        network=network,
    )
    people.outsider.refresh_from_db()
    assert (added.mandate.person, added.is_new_account) == (people.outsider, False)
    assert (people.outsider.name, people.outsider.check_password(PASSWORD)) == ("Outsider", True)


def test_a_closed_account_receives_no_role(people: Cast, network: Network) -> None:
    close_person(by=None, person=people.outsider)
    with pytest.raises(RuleError, match="ce compte est fermé"):
        add_person(by=None, email=people.outsider.email, name="", password=None, role=READER, network=network)


def test_an_account_is_not_opened_without_its_role(people: Cast, other_network: Network) -> None:
    with pytest.raises(NotAllowedError):
        add_person(
            by=people.coordinator,
            email="neuve@exemple.fr",
            name="Neuve",
            password=PASSWORD,
            role=READER,
            network=other_network,
        )
    assert not Person.objects.filter(email="neuve@exemple.fr").exists()


def test_who_lost_a_role_is_refused_at_the_next_request(people: Cast, network: Network) -> None:
    second = register_person(by=None, email="seconde@exemple.fr", name="Seconde", password=PASSWORD)
    mandate = grant_mandate(by=None, person=second, role=COORDINATOR, network=network)
    client, page = Client(), reverse("territories:people", kwargs={"slug": network.slug})
    client.force_login(second)
    assert client.get(page).status_code == 200
    end_mandate(by=people.coordinator, mandate=mandate)
    assert client.get(page).status_code == 403
    assert client.get(reverse("journal:list")).status_code == 403
    grant_mandate(by=None, person=second, role=COORDINATOR, network=network)
    assert client.get(page).status_code == 200
    close_person(by=people.coordinator, person=second)
    answer = client.get(page)
    assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (302, reverse("account_login"))
