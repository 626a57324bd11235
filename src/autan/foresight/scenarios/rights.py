"""Who gives the quantities of a starting state, and who runs a workshop."""

from typing import Any

import rules

from autan.foresight.scenarios.models import KeptScenario, TableWorkshop
from autan.people.accounts.rights import Rights
from autan.territories.networks.models import Membership, Network, Territory
from autan.territories.networks.rights import acts_for_territory, coordinates_network, leads_territory, mandates_held


@rules.predicate
def runs_workshops(person: Any, place: Network | Territory | None) -> bool:
    """The person coordinates the network, or leads the territory."""
    if isinstance(place, Network):
        return bool(coordinates_network(person, place))
    return place is not None and bool(leads_territory(person, place))


@rules.predicate
def reads_workshop(person: Any, workshop: TableWorkshop | None) -> bool:
    """The workshop is published, or the person holds a role on its network or territory."""
    if workshop is None or workshop.is_published:
        return workshop is not None
    mandates = mandates_held(person)
    if workshop.network_id is not None and any(mandate.network_id == workshop.network_id for mandate in mandates):
        return True
    return bool(runs_workshops(person, workshop.network or workshop.territory))


@rules.predicate
def reads_scenario(person: Any, scenario: KeptScenario | None) -> bool:
    """The scenario is published, or the person holds a role on its place or on a network that it is in."""
    if scenario is None or scenario.is_published:
        return scenario is not None
    mandates = mandates_held(person)
    networks = {mandate.network_id for mandate in mandates if mandate.network_id}
    if scenario.network_id is not None:
        return scenario.network_id in networks
    if scenario.territory_id in {mandate.territory_id for mandate in mandates}:
        return True
    members = Membership.objects.filter(network__in=networks, territory=scenario.territory_id, valid_to__isnull=True)
    return bool(networks) and members.exists()


RIGHTS: Rights = {
    "foresight.give_state": acts_for_territory,
    "foresight.run_workshop": runs_workshops,
    "foresight.read_workshop": reads_workshop,
    "foresight.keep_scenario": runs_workshops,
    "foresight.read_scenario": reads_scenario,
}
