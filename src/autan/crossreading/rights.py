"""Who reads plans across, decides of what was found, and discusses what is proposed."""

from typing import Any

import rules

from autan.accounts.rights import Rights
from autan.territories.models import Mandate, Network
from autan.territories.rights import coordinates_network, holds_role_in, leads_territory

_WORKING = (Mandate.Role.COORDINATOR, Mandate.Role.MEMBER_OFFICER)


@rules.predicate
def works_in_network(person: Any, network: Network | None) -> bool:
    """The person coordinates the network, or is the officer of one of its members."""
    return network is not None and holds_role_in(person, network.slug, _WORKING)


@rules.predicate
def is_in_network(person: Any, network: Network | None) -> bool:
    """The person holds a role in the network, or on one of its members."""
    return network is not None and holds_role_in(person, network.slug)


RIGHTS: Rights = {
    "crossreading.align": works_in_network,
    "crossreading.coordinate": coordinates_network,
    "crossreading.read_internal": is_in_network,
    "crossreading.answer": leads_territory,
}
