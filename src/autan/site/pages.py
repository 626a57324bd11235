"""What the site's own pages show: several rooms asked, put together once for each page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from autan.evidence.core.figures import Figure
from autan.extension_points import member_columns, network_sections, territory_sections
from autan.synthesis.queries.editions import latest_edition
from autan.synthesis.queries.files import published_file
from autan.territories.core.members import EpciKind, Member
from autan.territories.models import Network
from autan.territories.presenters.maps import member_map
from autan.territories.queries.bodies import find_territory
from autan.territories.queries.figures import figures_of_bodies, figures_of_members
from autan.territories.queries.figures import territory_figures as register_figures
from autan.territories.queries.networks import network_members, networks_of


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRow:
    """One member of a network with its figures, in the order of the headings; None where there is none."""

    member: Member
    figures: tuple[Figure | None, ...]


def home_page(network: Network, networks: Sequence[Network], reader: Any) -> dict[str, object]:
    """Say in one screen who, what is known, what is not, and where the synthesis is; name the other networks."""
    members = network_members(network.slug)
    edition = latest_edition(network.slug)
    sections = [section for given in network_sections() for section in given.build(network.slug, reader)]
    return {
        "network": network,
        "members": members,
        "member_map": member_map(network, members),
        "key_figures": figures_of_members(network.slug, members),
        "aside": [section for section in sections if section.is_open],
        "sections": [section for section in sections if not section.is_open],
        "other_networks": [other for other in networks if other.slug != network.slug],
        "edition": edition,
        "has_pdf": edition is not None and published_file(edition.slug, "pdf") is not None,
        "gaps": network.known_gaps,
    }


def territories_page(network: Network, networks: Sequence[Network]) -> dict[str, object]:
    """The members of a network side by side: their energy where anything is known of it, else who they are."""
    members = network_members(network.slug)
    given = [(columns, headings) for columns in member_columns() if (headings := columns.headings(network.slug))]
    drawn = member_map(network, members)
    if given:
        headings = [heading for _columns, found in given for heading in found]
        figures = [columns.figures(network.slug) for columns, _found in given]
        rows = [
            MemberRow(member=member, figures=tuple(figure for held in figures for figure in held.get(member.siren, ())))
            for member in members
        ]
        maps = [item for columns, _found in given for item in columns.maps(network.slug)] if drawn else []
    else:
        rows, headings = _register_table(members)
        maps = [drawn] if drawn else []
    return {
        "network": network,
        "other_networks": [other for other in networks if other.slug != network.slug],
        "rows": rows,
        "headings": headings,
        "maps": maps,
    }


def _register_table(members: Sequence[Member]) -> tuple[list[MemberRow], list[str]]:
    bodies = figures_of_bodies([member.siren for member in members])
    rows = [MemberRow(member=member, figures=bodies[member.siren]) for member in members]
    return rows, [_("Communes"), _("Population municipale")]


def territory_page(siren: str, reader: Any) -> dict[str, object]:
    """Everything known of one territory that a reader may see, each figure with its trace.

    Raises:
        UnknownTerritoryError: neither a network nor the register knows it.
    """
    place = find_territory(siren)
    networks = networks_of(siren)
    member = _member_of(networks, siren)
    communes, population = register_figures(siren)
    sections = [section for given in territory_sections() for section in given.build(siren, reader)]
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
    for network in networks:
        for member in network_members(network.slug):
            if member.siren == siren:
                return member
    return None
