"""Who may decide on a doubt and give a value beside the provider's. Built on the mandates of the room of territories.

`rules` finds this file by its name.
"""

import rules

from autan.accounts.models import Person
from autan.territories.models import Territory
from autan.territories.rules import coordinates_network, coordinates_territory, leads_territory


@rules.predicate
def decides_doubt(person: Person, territory: Territory | None) -> bool:
    """The person coordinates a network of the territory; any network when the doubt is about a whole table."""
    if territory is None:
        return bool(coordinates_network(person, None))
    return bool(coordinates_territory(person, territory))


@rules.predicate
def explains_doubt(person: Person, territory: Territory | None) -> bool:
    """The person decides on the doubt, or is the officer of the territory."""
    return bool(decides_doubt(person, territory)) or bool(leads_territory(person, territory))


rules.add_perm("observatory.decide_doubt", decides_doubt)
rules.add_perm("observatory.explain_doubt", explains_doubt)
rules.add_perm("observatory.record_own_value", leads_territory)
