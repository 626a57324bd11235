"""Who may do what, for each of the cast, and for people and territories at the edge."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from autan.territories.networks import rights
from autan.territories.networks.actions.memberships import admit_member, end_membership
from autan.territories.networks.actions.territories import follow_territory
from autan.territories.networks.core.members import Certainty
from autan.territories.networks.models import Mandate, Membership, Network, Territory
from autan.territories.networks.queries.bodies import find_territory
from tests.cast import Cast
from tests.territories.networks.conftest import MURETAIN, SICOVAL, TOULOUSE

EVERYBODY = ("coordinator", "officer", "contributor", "reader", "outsider")
MANAGE = "territories.manage_person"


def allowed(cast: Cast, permission: str, thing: object) -> set[str]:
    return {name for name in EVERYBODY if getattr(cast, name).has_perm(f"territories.{permission}", thing)}


@pytest.mark.parametrize(
    ("permission", "names"),
    [
        ("act_for_territory", {"coordinator", "officer", "contributor"}),
        ("lead_territory", {"coordinator", "officer"}),
        ("coordinate_territory", {"coordinator"}),
        ("read_internal", {"coordinator", "officer", "contributor", "reader"}),
    ],
)
def test_on_the_member_of_the_officer(people: Cast, member: Territory, permission: str, names: set[str]) -> None:
    assert allowed(people, permission, member) == names


@pytest.mark.parametrize("permission", ["act_for_territory", "lead_territory", "coordinate_territory"])
def test_on_another_member_only_the_coordinator(people: Cast, permission: str) -> None:
    assert allowed(people, permission, Territory.objects.get(siren=MURETAIN)) == {"coordinator"}


def test_on_the_network(people: Cast, network: Network, other_network: Network) -> None:
    assert allowed(people, "coordinate_network", network) == {"coordinator"}
    assert allowed(people, "coordinate_network", other_network) == set()
    assert allowed(people, "coordinate_network", None) == {"coordinator"}


def test_the_coordinator_no_longer_acts_for_a_territory_that_left(people: Cast, member: Territory) -> None:
    end_membership(by=people.coordinator, membership=Membership.objects.get(territory=member), on=date(2024, 1, 1))
    assert allowed(people, "act_for_territory", member) == {"officer", "contributor"}


def test_a_membership_of_another_network_gives_nothing(people: Cast, other_network: Network) -> None:
    toulouse = follow_territory(by=None, siren=TOULOUSE)
    admit_member(by=None, network=other_network, territory=toulouse, certainty=Certainty.PROBABLE)
    assert allowed(people, "act_for_territory", toulouse) == set()


def test_a_territory_that_is_not_followed_is_nobody_s(people: Cast) -> None:
    assert allowed(people, "act_for_territory", find_territory(TOULOUSE)) == set()
    assert allowed(people, "lead_territory", None) == set()


def test_a_closed_account_may_do_nothing(people: Cast, network: Network, member: Territory) -> None:
    people.coordinator.is_active = False
    assert not people.coordinator.has_perm("territories.coordinate_network", network)
    assert not people.coordinator.has_perm("territories.act_for_territory", member)


def test_the_journal_and_the_messages_of_a_network_are_for_its_coordination(
    people: Cast, network: Network, other_network: Network
) -> None:
    for permission in ("read_journal", "read_messages"):
        assert allowed(people, permission, network.slug) == {"coordinator"}
        assert allowed(people, permission, other_network.slug) == set()
        assert allowed(people, permission, None) == {"coordinator"}
    assert allowed(people, "read_journal", "") == {"coordinator"}
    assert allowed(people, "read_messages", "") == set(), "a message of no network is its reader's alone"


def test_the_coordination_manages_the_people_of_its_network_alone(
    people: Cast, network: Network, other_network: Network
) -> None:
    managed = {name for name in EVERYBODY if people.coordinator.has_perm(MANAGE, getattr(people, name))}
    assert managed == {"officer", "contributor", "reader"}
    for name in ("officer", "contributor", "reader", "outsider"):
        assert not any(getattr(people, name).has_perm(MANAGE, getattr(people, other)) for other in EVERYBODY)
    assert allowed(people, "manage_person", None) == {"coordinator"}
    people.coordinator.is_active = False
    assert allowed(people, "manage_person", people.reader) == set()


def test_who_left_is_managed_still_and_who_holds_a_role_elsewhere_is_not(
    people: Cast, network: Network, other_network: Network
) -> None:
    today = timezone.localdate()
    Mandate.objects.filter(person=people.reader).update(valid_from=today - timedelta(days=9), valid_to=today)
    assert people.coordinator.has_perm(MANAGE, people.reader)
    elsewhere = Mandate.objects.create(
        person=people.reader, role=Mandate.Role.READER, network=other_network, valid_from=today
    )
    assert not people.coordinator.has_perm(MANAGE, people.reader)
    elsewhere.valid_from = today + timedelta(days=1)
    elsewhere.save()
    assert people.coordinator.has_perm(MANAGE, people.reader), "a role that has not begun"
    end_membership(by=None, membership=Membership.objects.get(territory__siren=SICOVAL), on=today)
    assert not people.coordinator.has_perm(MANAGE, people.officer), "of a member that left"


def test_a_role_in_a_network_or_on_a_member_of_it(people: Cast, network: Network, other_network: Network) -> None:
    inside = {name for name in EVERYBODY if rights.holds_role_in(getattr(people, name), network.slug)}
    assert inside == {"coordinator", "officer", "contributor", "reader"}
    assert not any(rights.holds_role_in(getattr(people, name), other_network.slug) for name in EVERYBODY)
    for right, names in (
        (rights.is_in_network, inside),
        (rights.takes_part_in_network, {"coordinator", "officer", "contributor"}),
        (rights.has_role_in_network(Mandate.Role.READER), {"reader"}),
    ):
        assert {name for name in EVERYBODY if right(getattr(people, name), network)} == names
        assert not any(right(getattr(people, name), thing) for name in EVERYBODY for thing in (other_network, None))


@pytest.mark.parametrize("permission", rights.RIGHTS)
def test_a_visitor_may_do_nothing(people: Cast, network: Network, member: Territory, permission: str) -> None:
    things = {
        "territories.coordinate_network": network,
        "territories.read_journal": network.slug,
        "territories.read_messages": network.slug,
        "territories.manage_person": people.reader,
    }
    assert not rights.RIGHTS[permission](AnonymousUser(), things.get(permission, member))
    assert not rights.RIGHTS[permission](AnonymousUser(), None)


def test_the_cast_is_on_this_member(member: Territory) -> None:
    assert member.siren == SICOVAL
