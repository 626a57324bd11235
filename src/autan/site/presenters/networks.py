"""The home of a network and the table of its members, filled by the rooms that registered something for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse

from autan.evidence.core.figures import Figure
from autan.extension_points import member_columns, network_sections, network_steps
from autan.territories.core.members import Member
from autan.territories.models import Network
from autan.territories.presenters.maps import member_map
from autan.territories.queries.networks import network_members

_MEMBERS_A_PAGE = 100
_MOST_DRAWN = 300  # members of a network whose map is on its pages; that of more is in the atlas alone


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRow:
    """One member of a network with its figures, in the order of the headings; None where there is none."""

    member: Member
    figures: tuple[Figure | None, ...]


def home_page(network: Network, networks: Sequence[Network], reader: Any) -> dict[str, object]:
    """Return what the home of a network shows: who, what is known, what is not, and where the synthesis is.

    Args:
        network: the network shown.
        networks: every network, to name the others.
        reader: who reads.
    """
    members = network_members(network.slug)
    sections = [section for source in network_sections() for section in source.build(network.slug, reader)]
    return {
        "network": network,
        "members": members,
        "member_map": member_map(network, members) if len(members) <= _MOST_DRAWN else None,
        "is_drawn_elsewhere": len(members) > _MOST_DRAWN,
        "aside": [section for section in sections if section.is_open],
        "sections": [section for section in sections if not section.is_open],
        "other_networks": _others(network, networks),
        "gaps": network.known_gaps,
        **(_computed(network, reader) if not network.known_gaps else {}),
        "coordination_url": _coordination_url(network, reader),
    }


def territories_page(network: Network, networks: Sequence[Network], *, number: str | None = None) -> dict[str, object]:
    """Return the members of a network side by side, with the columns of the rooms that know something of them.

    Args:
        network: the network shown.
        networks: every network, to name the others.
        number: number of the page, as an address gives it; the nearest one when there is none of this number.
    """
    members = network_members(network.slug)
    page = Paginator(members, _MEMBERS_A_PAGE).get_page(number)
    given = [(columns, headings) for columns in member_columns() if (headings := columns.headings(network.slug))]
    headings = [heading for _columns, found in given for heading in found]
    figures = [columns.figures(network.slug) for columns, _found in given]
    rows = [
        MemberRow(member=member, figures=tuple(figure for held in figures for figure in held.get(member.siren, ())))
        for member in page.object_list
    ]
    drawn = member_map(network, members) if len(members) <= _MOST_DRAWN else None
    maps = [item for columns, _found in given for item in columns.maps(network.slug)] if drawn else []
    return {
        "network": network,
        "other_networks": _others(network, networks),
        "rows": rows,
        "page": page,
        "headings": headings,
        "maps": maps or ([drawn] if drawn else []),
    }


def _computed(network: Network, reader: Any) -> dict[str, object]:
    """What is known and what is not of a network whose coordination wrote neither."""
    steps = [step for each in network_steps() if each.is_public and (step := each.build(network.slug, reader))]
    return {
        "known": [step.known for step in steps if step.is_done],
        "unknown": [words for step in steps for words in (() if step.is_done else (step.known,)) + step.lacks],
    }


def _coordination_url(network: Network, reader: Any) -> str:
    """Where who coordinates the network goes; empty for the others."""
    if not reader.has_perm("territories.coordinate_network", network):
        return ""
    return reverse("territories:coordination", kwargs={"slug": network.slug})


def _others(network: Network, networks: Sequence[Network]) -> list[Network]:
    return [other for other in networks if other.slug != network.slug]
