"""Who reads plans across, decides of what was found, and discusses what is proposed."""

from typing import Any

import rules

from autan.accounts.rights import Rights
from autan.territories.models import Mandate, Membership, Network
from autan.territories.rights import coordinates_network, leads_territory, mandates_held

_WORKING = (Mandate.Role.COORDINATOR, Mandate.Role.MEMBER_OFFICER)


def _holds(person: Any, network: Network | None, roles: tuple[Mandate.Role, ...]) -> bool:
    """Whether somebody holds one of these roles in a network, or on one of its members of today."""
    if network is None:
        return False
    held = [mandate for mandate in mandates_held(person) if mandate.role in roles]
    if any(mandate.network_id == network.pk for mandate in held):
        return True
    places = [mandate.territory_id for mandate in held if mandate.territory_id]
    members = Membership.objects.filter(network=network, territory__in=places, valid_to__isnull=True)
    return bool(places) and members.exists()


@rules.predicate
def works_in_network(person: Any, network: Network | None) -> bool:
    """The person coordinates the network, or is the officer of one of its members."""
    return _holds(person, network, _WORKING)


@rules.predicate
def is_in_network(person: Any, network: Network | None) -> bool:
    """The person holds a role in the network, or on one of its members."""
    return _holds(person, network, tuple(Mandate.Role))


RIGHTS: Rights = {
    "crossreading.align": works_in_network,
    "crossreading.coordinate": coordinates_network,
    "crossreading.read_internal": is_in_network,
    "crossreading.answer": leads_territory,
}
