"""Who may do what, asked in one place by the site, the command line and the actions.

`rules` finds this file by its name. Each permission is a predicate on a person and the object of the act.
"""

import rules

from autan.accounts.models import Person
from autan.territories.models import Mandate, Network, Territory

_WRITERS = (Mandate.Role.MEMBER_OFFICER, Mandate.Role.CONTRIBUTOR)


@rules.predicate
def coordinates_network(person: Person, network: Network | None) -> bool:
    """The person coordinates this network; any network when none is given."""
    if not person.is_authenticated:
        return False
    held = Mandate.objects.filter(person=person, role=Mandate.Role.COORDINATOR)
    return held.filter(network=network).exists() if network else held.exists()


@rules.predicate
def acts_for_territory(person: Person, territory: Territory | None) -> bool:
    """The person is an officer or a contributor of this territory, or coordinates a network it is in."""
    if not person.is_authenticated or territory is None:
        return False
    held = Mandate.objects.filter(person=person)
    own = held.filter(territory=territory, role__in=_WRITERS)
    coordinated = held.filter(role=Mandate.Role.COORDINATOR, network__memberships__territory=territory)
    return own.exists() or coordinated.exists()


@rules.predicate
def leads_territory(person: Person, territory: Territory | None) -> bool:
    """The person is the officer of this territory, or coordinates a network it is in."""
    if not person.is_authenticated or territory is None:
        return False
    held = Mandate.objects.filter(person=person)
    own = held.filter(territory=territory, role=Mandate.Role.MEMBER_OFFICER)
    coordinated = held.filter(role=Mandate.Role.COORDINATOR, network__memberships__territory=territory)
    return own.exists() or coordinated.exists()


@rules.predicate
def holds_a_mandate(person: Person, _thing: object = None) -> bool:
    """The person holds any mandate: may read what is not published yet."""
    return person.is_authenticated and Mandate.objects.filter(person=person).exists()


rules.add_perm("territories.coordinate_network", coordinates_network)
rules.add_perm("territories.act_for_territory", acts_for_territory)
rules.add_perm("territories.lead_territory", leads_territory)
rules.add_perm("territories.read_internal", holds_a_mandate)
