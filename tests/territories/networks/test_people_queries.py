"""Whose network, whose members and whose people: what is read of those who hold roles, and for whom."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from autan.evidence.figures.queries.registry import OPERATOR
from autan.ground.wordings import Text
from autan.people.accounts.models import Person
from autan.territories.networks.actions.memberships import end_membership
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.models import Mandate, Membership, Network, Territory
from autan.territories.networks.queries import people as queries
from autan.territories.networks.queries.people import UnknownMandateError
from tests.cast import Cast, make_people
from tests.territories.networks.conftest import MURETAIN, SICOVAL

Role = Mandate.Role


@pytest.fixture
def muretain(network: Network) -> Territory:
    return Territory.objects.get(siren=MURETAIN)


@pytest.fixture
def real_network(db: None) -> Network:
    return create_network(by=None, slug="zone", name=Text("Zone réelle", "Real area"))


def hold(person: Person, role: Role, thing: Network | Territory, *, begins: int = 0, ends: int | None = None) -> None:
    """Give a role from a day to another, counted from today."""
    today = timezone.localdate()
    Mandate.objects.create(
        person=person,
        role=role,
        network=thing if isinstance(thing, Network) else None,
        territory=thing if isinstance(thing, Territory) else None,
        valid_from=today + timedelta(days=begins),
        valid_to=None if ends is None else today + timedelta(days=ends),
    )


def leave(network: Network, territory: Territory) -> None:
    membership = Membership.objects.get(network=network, territory=territory)
    end_membership(by=None, membership=membership, on=timezone.localdate())


def names(people: list[Person]) -> list[str]:
    return [person.name for person in people]


def test_the_network_of_each_of_the_cast(people: Cast, network: Network) -> None:
    for person in (people.coordinator, people.officer, people.contributor, people.reader):
        assert queries.own_network(person) == network, person
        assert queries.slugs_of_person(person.pk) == ["essai"], person
    assert queries.own_network(people.outsider) is None
    assert queries.slugs_of_person(people.outsider.pk) == []


def test_the_own_network_is_a_real_one_first_then_by_name(
    people: Cast, network: Network, other_network: Network, real_network: Network, muretain: Territory
) -> None:
    hold(people.outsider, Role.READER, other_network)
    hold(people.outsider, Role.READER, network)
    assert queries.own_network(people.outsider) == network, "the first by name"
    hold(people.outsider, Role.CONTRIBUTOR, muretain)
    hold(people.officer, Role.READER, other_network)
    assert [queries.own_network(person) for person in (people.outsider, people.officer)] == [network, network]
    hold(people.outsider, Role.READER, real_network)
    hold(people.reader, Role.READER, real_network)
    assert [queries.own_network(person) for person in (people.outsider, people.reader)] == [real_network] * 2
    assert queries.slugs_of_person(people.outsider.pk) == ["essai", "voisin", "zone"]


def test_a_role_that_ended_and_a_member_that_left_give_no_network(
    people: Cast, network: Network, member: Territory
) -> None:
    hold(people.outsider, Role.READER, network, begins=-9, ends=0)
    hold(people.outsider, Role.READER, member, begins=1)
    leave(network, member)
    for person in (people.outsider, people.officer):
        assert queries.own_network(person) is None, person
        assert queries.slugs_of_person(person.pk) == [], person


def test_roles_on_networks_alone_ask_for_nothing_more(
    people: Cast, network: Network, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        assert queries.own_network(people.coordinator) == network


def test_the_place_led_is_ones_own_else_the_first(
    people: Cast, network: Network, other_network: Network, member: Territory, muretain: Territory
) -> None:
    assert queries.place_led(people.coordinator, network) == member
    assert queries.place_led(people.officer, network) == member
    hold(people.outsider, Role.MEMBER_OFFICER, muretain)
    assert queries.place_led(people.outsider, network) == muretain
    for reader in (people.contributor, people.reader, AnonymousUser(), OPERATOR):
        assert queries.place_led(reader, network) is None, reader
    assert queries.place_led(people.officer, other_network) is None
    leave(network, member)
    assert queries.place_led(people.coordinator, network) == muretain
    assert queries.place_led(people.officer, network) is None


def test_the_territories_led_among_some(
    people: Cast, network: Network, other_network: Network, member: Territory, muretain: Territory
) -> None:
    places = [muretain, member]
    hold(people.reader, Role.COORDINATOR, other_network)
    assert queries.led_among(people.coordinator, places) == [muretain, member], "in the order asked"
    assert queries.led_among(people.coordinator, [member]) == [member]
    assert queries.led_among(people.officer, places) == [member]
    for reader in (people.contributor, people.reader, people.outsider, AnonymousUser(), OPERATOR):
        assert queries.led_among(reader, places) == [], reader
    leave(network, muretain)
    assert queries.led_among(people.coordinator, places) == [member]


def test_what_is_led_is_what_the_right_says(people: Cast, member: Territory, muretain: Territory) -> None:
    places = [member, muretain]
    for person in (people.coordinator, people.officer, people.contributor, people.reader, people.outsider):
        allowed = [place for place in places if person.has_perm("territories.lead_territory", place)]
        assert queries.led_among(person, places) == allowed, person


def test_whose_people_a_reader_works_with(people: Cast, network: Network, member: Territory) -> None:
    working = {
        "coordinator": {SICOVAL, MURETAIN},
        "officer": {SICOVAL},
        "contributor": {SICOVAL},
        "reader": set(),
        "outsider": set(),
    }
    assert {name: queries.sirens_acted_for(getattr(people, name)) for name in working} == working
    assert queries.sirens_acted_for(AnonymousUser()) == set()
    assert queries.sirens_acted_for(OPERATOR) == {SICOVAL, MURETAIN}
    leave(network, member)
    assert queries.sirens_acted_for(people.coordinator) == {MURETAIN}
    assert queries.sirens_acted_for(people.officer) == {SICOVAL}, "her own role stands"
    people.officer.is_active = False
    assert queries.sirens_acted_for(people.officer) == set()


def test_a_role_of_another_day_works_with_nobody(people: Cast, network: Network, muretain: Territory) -> None:
    hold(people.outsider, Role.MEMBER_OFFICER, muretain, begins=-9, ends=0)
    hold(people.outsider, Role.COORDINATOR, network, begins=1)
    assert queries.sirens_acted_for(people.outsider) == set()


def test_networks_coordinated_come_once_real_ones_first(
    people: Cast, network: Network, other_network: Network, real_network: Network
) -> None:
    for thing in (other_network, real_network):
        hold(people.coordinator, Role.COORDINATOR, thing)
    hold(people.coordinator, Role.READER, network)
    assert queries.coordinated_networks(people.coordinator) == (real_network, network, other_network)
    assert queries.coordinated_networks(people.reader) == ()


def test_the_network_asked_is_the_named_one_then_ones_own_then_the_first(
    people: Cast, network: Network, other_network: Network, real_network: Network
) -> None:
    assert queries.network_asked(people.coordinator, "voisin") == other_network
    assert queries.network_asked(people.coordinator, "") == network
    assert queries.network_asked(people.coordinator, "inconnu") == network
    assert [queries.network_asked(reader, "") for reader in (people.outsider, AnonymousUser())] == [real_network] * 2


def test_without_any_network_none_is_asked(db: None) -> None:
    assert queries.network_asked(AnonymousUser(), "essai") is None


def test_who_coordinates_and_who_is_officer_today_by_name(
    people: Cast, network: Network, other_network: Network, member: Territory
) -> None:
    alice, closed, former, later = make_people("alice", "fermee", "ancienne", "future")
    for role, thing in ((Role.COORDINATOR, network), (Role.MEMBER_OFFICER, member)):
        hold(alice, role, thing, begins=-1)
        hold(closed, role, thing)
        hold(former, role, thing, begins=-9, ends=0)
        hold(later, role, thing, begins=1)
    hold(alice, Role.MEMBER_OFFICER, member, begins=-3, ends=3)
    Person.objects.filter(pk=closed.pk).update(is_active=False)
    assert names(queries.coordinating_people(network)) == ["Alice", "Coordinator"]
    assert names(queries.officers_of(SICOVAL)) == ["Alice", "Member_officer"], "each once"
    assert queries.coordinating_people(other_network) == []
    assert queries.officers_of(MURETAIN) == []
    assert names(queries.people_acting_in(network)) == [
        "Alice",
        "Contributor",
        "Coordinator",
        "Member_officer",
        "Reader",
    ]
    assert names(queries.people_acting_in(network, roles=[Role.READER])) == ["Reader"]
    assert queries.people_acting_in(other_network) == []


def test_roles_of_a_network_are_listed_with_those_on_its_members(
    people: Cast, network: Network, other_network: Network, member: Territory
) -> None:
    hold(people.outsider, Role.READER, other_network, begins=-9, ends=-1)
    own = [mandate.person.name for mandate in queries.network_mandates(network)]
    assert own == ["Contributor", "Coordinator", "Member_officer", "Reader"]
    everywhere = [mandate.person.name for mandate in queries.all_mandates()]
    assert everywhere == ["Contributor", "Coordinator", "Member_officer", "Outsider", "Reader"], "ended ones too"
    leave(network, member)
    assert [mandate.person.name for mandate in queries.network_mandates(network)] == ["Coordinator", "Reader"]


def test_a_role_and_its_holder_are_found_in_their_network_alone(
    people: Cast, network: Network, other_network: Network
) -> None:
    mandate = Mandate.objects.get(person=people.officer)
    assert queries.get_mandate(network, mandate.pk) == mandate
    assert queries.person_of_network(network, people.officer.pk) == people.officer
    with pytest.raises(UnknownMandateError):
        queries.get_mandate(other_network, mandate.pk)
    for thing, person in ((other_network, people.officer), (network, people.outsider)):
        with pytest.raises(UnknownMandateError, match=str(person.pk)):
            queries.person_of_network(thing, person.pk)


def test_territories_of_a_person_by_role_each_once(people: Cast, member: Territory, muretain: Territory) -> None:
    hold(people.officer, Role.CONTRIBUTOR, member)
    hold(people.officer, Role.READER, muretain)
    assert queries.territories_of(people.officer, Role.MEMBER_OFFICER, Role.CONTRIBUTOR) == [member]
    assert queries.territories_of(people.officer, Role.READER) == [muretain]
    assert queries.territories_of(people.coordinator, *Role) == []


def test_a_real_member_is_in_two_networks(people: Cast, real_network: Network, muretain: Territory) -> None:
    Membership.objects.create(
        network=real_network, territory=muretain, certainty="confirmed", evidence=[["source", "s"]]
    )
    hold(people.outsider, Role.CONTRIBUTOR, muretain)
    assert queries.own_network(people.outsider) == real_network
    assert queries.slugs_of_person(people.outsider.pk) == ["essai", "zone"]
