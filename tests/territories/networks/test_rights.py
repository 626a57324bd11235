"""Who may do what, for each of the cast, and for people and territories at the edge."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from autan.territories.networks import rights
from autan.territories.networks.actions.memberships import admit_member, end_membership
from autan.territories.networks.actions.territories import follow_territory
from autan.territories.networks.core.members import Certainty
from autan.territories.networks.models import Membership, Network, Territory
from autan.territories.networks.queries.bodies import find_territory
from tests.cast import Cast
from tests.territories.networks.conftest import MURETAIN, SICOVAL, TOULOUSE

EVERYBODY = ("coordinator", "officer", "contributor", "reader", "outsider")


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


@pytest.mark.parametrize("permission", rights.RIGHTS)
def test_a_visitor_may_do_nothing(network: Network, member: Territory, permission: str) -> None:
    things = {"territories.coordinate_network": network, "territories.read_journal": network.slug}
    assert not rights.RIGHTS[permission](AnonymousUser(), things.get(permission, member))
    assert not rights.RIGHTS[permission](AnonymousUser(), None)


def test_the_cast_is_on_this_member(member: Territory) -> None:
    assert member.siren == SICOVAL
