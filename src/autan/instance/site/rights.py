"""Who fills in the notices of the instance."""

import rules

from autan.people.accounts.models import Person
from autan.people.accounts.rights import Rights
from autan.territories.networks.queries.networks import list_networks
from autan.territories.networks.rights import coordinates_network


@rules.predicate
def manages_instance(person: Person) -> bool:
    """The person coordinates every real network of the site: its notices are those of all of them."""
    networks = list_networks()
    answered_for = [network for network in networks if not network.is_invented] or networks
    return bool(answered_for) and all(coordinates_network(person, network) for network in answered_for)


RIGHTS: Rights = {"site.fill_notices": manages_instance}
