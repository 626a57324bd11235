"""What the room gives to pages of the site: the territory, the network, the menu."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from autan.extension_points import MenuEntry, NetworkSection, PageSection, TerritorySection
from autan.foresight.queries.places import find_place
from autan.foresight.queries.workshops import workshops_of
from autan.observatory.queries.figures import network_figures_by_measure


def place_sections(code: str, reader: Any) -> Iterable[PageSection]:
    """Lead to the future of a place: how many of its sectors are whole, and its workshops."""
    place = find_place(code)
    if not place.sectors:
        return
    yield PageSection(
        anchor="prospective",
        title=_("Prospective"),
        template="foresight/section.html",
        context={"code": place.code, "whole": len(place.sectors), "workshops": workshops_of(place, reader=reader)[:3]},
        count=len(place.sectors),
    )


def holds_states(slug: str, reader: Any) -> bool:
    """Say whether something of the energy of a network is known."""
    del reader
    return bool(network_figures_by_measure(slug))


TERRITORY_FORESIGHT = TerritorySection(rank=60, build=place_sections)
NETWORK_FORESIGHT = NetworkSection(
    rank=60,
    build=place_sections,
    code="prospective",
    title=gettext_lazy("Prospective"),
    holds=holds_states,
)
MENU = MenuEntry(
    label=gettext_lazy("Prospective"), url_name="foresight:home", rank=38, under="plans:home", also=("foresight:",)
)
