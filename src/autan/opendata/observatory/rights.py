"""Rights of the room: adding data, keeping mappings, deciding on an alert, giving a value beside the provider’s."""

import rules

from autan.people.accounts.models import Person
from autan.people.accounts.rights import Rights
from autan.territories.networks.models import Network, Territory
from autan.territories.networks.rights import coordinates_network, coordinates_territory, leads_territory


@rules.predicate
def decides_alert(person: Person, territory: Territory | None) -> bool:
    """The person coordinates a network of the territory; any network when the alert is about a whole table."""
    if territory is None:
        return bool(coordinates_network(person, None))
    return bool(coordinates_territory(person, territory))


@rules.predicate
def adds_data(person: Person) -> bool:
    """The person coordinates the only real network of the site; the lake is shared by all of them.

    The administration of the site has the command line: see docs/decisions/0020.
    """
    real = list(Network.objects.filter(is_invented=False)[:2])
    return len(real) == 1 and bool(coordinates_network(person, real[0]))


RIGHTS: Rights = {
    "observatory.add_data": adds_data,
    "observatory.keep_mappings": coordinates_network,
    "observatory.decide_alert": decides_alert,
    "observatory.explain_alert": decides_alert | leads_territory,
    "observatory.record_own_value": leads_territory,
}
