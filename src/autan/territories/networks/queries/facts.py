"""The facts of a network: those about it as a whole, and those about its members."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from autan.evidence.figures.models import Fact
from autan.evidence.figures.queries.facts import UnknownEvidenceError
from autan.ground.errors import known
from autan.territories.networks.models import Network
from autan.territories.networks.queries.networks import network_members


def fact_places(network: Network) -> dict[str, str]:
    """Return what the facts of a network may be about: its name under an empty SIREN, then each member. Two queries."""
    return {"": network.name_fr, **{member.siren: member.name for member in network_members(network.slug)}}


def facts_of_network(network: Network) -> Sequence[Fact]:
    """Return the facts of a network with their sources, by subject. Three queries."""
    return list(_facts(network).select_related("source").order_by("siren", "topic", "id"))


def fact_of_network(network: Network, fact_id: str) -> Fact:
    """Return one fact of a network. Three queries."""
    fact = _facts(network).select_related("source").filter(pk=fact_id).first()
    return known(fact, fact_id, UnknownEvidenceError)


def _facts(network: Network) -> QuerySet[Fact]:
    places = fact_places(network)
    about_network = Q(siren="", subject=places.pop(""))
    return Fact.objects.filter(about_network | Q(siren__in=places))
