"""The page of a territory: who it is, then the sections that each room gives."""

from collections.abc import Sequence
from typing import Any

from autan.extension_points import TerritorySection
from autan.perimeters.core.bodies import EpciKind
from autan.registry import registered
from autan.territories.core.members import Member
from autan.territories.models import Network
from autan.territories.queries.bodies import find_territory
from autan.territories.queries.figures import territory_figures
from autan.territories.queries.networks import network_members, networks_of


def territory_page(siren: str, reader: Any) -> dict[str, object]:
    """Return everything known of one territory that a reader may see, each figure with its trace.

    Args:
        siren: the territory.
        reader: who reads.

    Raises:
        UnknownTerritoryError: neither a network nor the register knows it.
    """
    place = find_territory(siren)
    networks = networks_of(siren)
    member = _member_of(networks, siren)
    communes, population = territory_figures(siren)
    sections = [section for source in registered(TerritorySection) for section in source.build(siren, reader)]
    return {
        "place": place,
        "kind": EpciKind(place.kind).label,
        "networks": networks,
        "membership_note": member.note if member and member.note.fr else None,
        "communes": communes,
        "population": population,
        "first_sections": [section for section in sections if section.is_open],
        "sections": [section for section in sections if not section.is_open],
    }


def _member_of(networks: Sequence[Network], siren: str) -> Member | None:
    members = (member for network in networks for member in network_members(network.slug))
    return next((member for member in members if member.siren == siren), None)
