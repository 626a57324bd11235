"""The only readers of memberships as records, for who coordinates a network."""

from collections.abc import Sequence

from django.db.models import F

from autan.errors import known
from autan.territories.models import Membership, Network


def memberships_of(network: Network) -> Sequence[Membership]:
    """Return every membership of a network: those that stand in its order, then those that ended. One query."""
    found = Membership.objects.filter(network=network).select_related("territory", "network")
    return list(found.order_by(F("valid_to").asc(nulls_first=True), "rank", "id"))


def membership_of(network: Network, key: int) -> Membership:
    """Return one membership of a network. One query.

    Raises:
        UnknownError: there is none of this number there.
    """
    found = Membership.objects.filter(network=network, pk=key).select_related("territory", "network").first()
    return known(found, f"aucune appartenance {key} dans ce réseau")
