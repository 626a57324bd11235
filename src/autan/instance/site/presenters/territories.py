"""The page of a territory: who it is, then the sections that each room gives."""

from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from autan.ground.extension_points import MenuEntry, PageSection, TerritorySection
from autan.ground.registry import registered
from autan.ground.web.presenters import EVERY_PART, OPENED
from autan.instance.site.presenters.parts import FoldedPart, folded_part
from autan.territories.networks.queries.bodies import find_territory
from autan.territories.networks.queries.figures import territory_figures
from autan.territories.networks.queries.networks import network_members, networks_of
from autan.territories.perimeters.core.bodies import EpciKind

TERRITORIES_ENTRY = MenuEntry(label=_("Territoires"), url_name="site:territories", rank=10, network_key="reseau")


def territory_page(siren: str, reader: Any, query: QueryDict) -> dict[str, object]:
    """Return everything known of one territory that a reader may see, each figure with its trace.

    What is read first is shown at once; each other section is drawn where the address of the page opens it.

    Raises:
        UnknownTerritoryError: neither a network nor the register knows it.
    """
    place = find_territory(siren)
    networks = networks_of(siren)
    members = (member for network in networks for member in network_members(network.slug))
    member = next((member for member in members if member.siren == siren), None)
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
        "parts": [_part(section, siren, query) for section in sections if not section.is_open],
        "is_whole": EVERY_PART in query.getlist(OPENED),
    }


def _part(section: PageSection, siren: str, query: QueryDict) -> FoldedPart:
    return folded_part(
        code=section.anchor,
        title=section.title,
        path=reverse("site:territory", args=[siren]),
        query=query,
        build=lambda: (section,),
        count=section.count,
    )
