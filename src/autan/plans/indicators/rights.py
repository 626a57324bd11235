"""Who reads indicators that are not published, gives values, and decides what is followed."""

from typing import Any

import rules

from autan.people.accounts.rights import Rights
from autan.plans.indicators.models import Indicator
from autan.territories.networks.models import Membership, Network
from autan.territories.networks.rights import acts_for_territory, holds_role_in, leads_territory, mandates_held


@rules.predicate
def reads_indicator(person: Any, indicator: Indicator | None) -> bool:
    """The indicator is published, or the person holds a role on its territory or on a network that it is in."""
    if indicator is None:
        return False
    return indicator.is_published or _knows_territory(person, indicator.territory_id)


def _knows_territory(person: Any, territory: int) -> bool:
    mandates = mandates_held(person)
    if any(mandate.territory_id == territory for mandate in mandates):
        return True
    networks = [mandate.network_id for mandate in mandates if mandate.network_id]
    return Membership.objects.filter(network__in=networks, territory=territory, valid_to__isnull=True).exists()


@rules.predicate
def reads_network_health(person: Any, network: Network | None) -> bool:
    """The person holds a role in the network, or on one of its members."""
    return network is not None and holds_role_in(person, network.slug)


RIGHTS: Rights = {
    "indicators.read_indicator": reads_indicator,
    "indicators.read_network_health": reads_network_health,
    "indicators.give_values": acts_for_territory,
    "indicators.choose_indicators": leads_territory,
}
