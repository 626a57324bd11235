"""Who reads plans across, decides of what was found, and discusses what is proposed."""

from typing import Any

import rules

from autan.cooperation.crossreading.core.recommendations import RecommendationStatus
from autan.cooperation.crossreading.models import Recommendation
from autan.people.accounts.rights import Rights, on
from autan.territories.networks.models import Mandate
from autan.territories.networks.rights import coordinates_network, has_role_in_network, is_in_network, leads_territory


@rules.predicate
def is_adopted(_person: Any, recommendation: Recommendation | None) -> bool:
    """The recommendation is adopted: anybody reads it."""
    return recommendation is not None and recommendation.status == RecommendationStatus.ADOPTED


RIGHTS: Rights = {
    "crossreading.align": has_role_in_network(Mandate.Role.COORDINATOR, Mandate.Role.MEMBER_OFFICER),
    "crossreading.coordinate": coordinates_network,
    "crossreading.read_internal": is_in_network,
    "crossreading.answer": leads_territory,
    "crossreading.read_recommendation": is_adopted | on("network", is_in_network),
}
