"""The home of a network and the page of a territory, filled by the rooms; a part that is a link until it is opened."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from autan.ground.extension_points import (
    MemberColumns,
    MenuEntry,
    NetworkSection,
    NetworkStep,
    PageSection,
    TerritorySection,
)
from autan.ground.lists.presenters import Column, DeclaredList
from autan.ground.plugins import run_or_leave_aside
from autan.ground.registry import registered
from autan.ground.web.presenters import is_opened, opening_address
from autan.instance.site.presenters.digest import first_lines
from autan.territories.networks.core.members import Member
from autan.territories.networks.models import Network
from autan.territories.networks.presenters.perimeters import member_map
from autan.territories.networks.queries.bodies import find_territory
from autan.territories.networks.queries.figures import territory_figures
from autan.territories.networks.queries.networks import keys_with_rows, network_members, networks_of
from autan.territories.perimeters.core.bodies import EpciKind


def folded_part(
    *,
    code: str,
    title: str,
    path: str,
    query: QueryDict,
    build: Callable[[], Iterable[PageSection]],
    count: int | None = None,
) -> dict[str, Any]:
    """Return a part, built only where the address of the page opens it."""
    is_open = is_opened(query, code)
    return {
        "code": code,
        "title": title,
        "url": opening_address(path, query, code),
        "is_open": is_open,
        "sections": tuple(build()) if is_open else (),
        # how many things it holds, said beside its heading; None when it is not a list, or not yet read
        "count": count,
    }


TERRITORIES_ENTRY = MenuEntry(label=_("Territoires"), url_name="site:territories", rank=10, network_key="reseau")


def territory_page(siren: str, reader: Any, query: QueryDict) -> dict[str, object]:
    """Return everything known of one territory that a reader may see, each figure with its trace.

    What is read first is shown at once; each other section is drawn where the address of the page opens it.
    """
    place = find_territory(siren)
    networks = networks_of(siren)
    members = (member for network in networks for member in network_members(network.slug))
    member = next((member for member in members if member.siren == siren), None)
    communes, population = territory_figures(siren)
    sections = [section for source in registered(TerritorySection) for section in _sections(source, siren, reader)]
    return {
        "place": place,
        "kind": EpciKind(place.kind).label,
        "networks": networks,
        "membership_note": member.note if member and member.note.fr else None,
        "communes": communes,
        "population": population,
        "first_sections": [section for section in sections if section.is_open],
        "parts": [_part(section, siren, query) for section in sections if not section.is_open],
    }


def _sections(source: TerritorySection, siren: str, reader: Any) -> list[PageSection]:
    """The sections of a room, or of a plug-in, none of one that raises."""
    return run_or_leave_aside(source, lambda: list(source.build(siren, reader)), list[PageSection]())


def _part(section: PageSection, siren: str, query: QueryDict) -> dict[str, Any]:
    return folded_part(
        code=section.anchor,
        title=section.title,
        path=reverse("site:territory", args=[siren]),
        query=query,
        build=lambda: (section,),
        count=section.count,
    )


MEMBERS = DeclaredList(size=100, caption=_("Les membres et leurs chiffres"))
_FEW = 30  # members named beside the synthesis, under their map; more have the width of the page
_MOST_DRAWN = 300  # members of a network whose map is on its pages; that of more is in the atlas alone


def home_page(network: Network, networks: Sequence[Network], reader: Any, *, query: QueryDict) -> dict[str, object]:
    """Return what the home of a network shows: who, what is known, what is not, and where the synthesis is."""
    members = network_members(network.slug)
    at_once = (source for source in registered(NetworkSection) if not source.code)
    sections = [section for source in at_once for section in source.build(network.slug, reader)]
    return {
        "network": network,
        **(first_lines(network.slug, reader) if members and len(members) <= _MOST_DRAWN else {}),
        "members": members,
        "member_map": member_map(network, members) if len(members) <= _MOST_DRAWN else None,
        "is_drawn_elsewhere": len(members) > _MOST_DRAWN,
        "has_few_members": 0 < len(members) <= _FEW,
        "aside": [section for section in sections if section.is_open],
        "sections": [section for section in sections if not section.is_open],
        "parts": _folded_parts(network, reader, query),
        "other_networks": _others(network, networks),
        "gaps": network.known_gaps,
        **(_computed_summary(network, reader) if not network.known_gaps else {}),
        "coordination_url": reverse("territories:coordination", kwargs={"slug": network.slug})
        if reader.has_perm("territories.coordinate_network", network)
        else "",
    }


def _folded_parts(network: Network, reader: Any, query: QueryDict) -> list[dict[str, Any]]:
    """The parts that hold something, in order; only those that are open are built. One query for the others."""
    sources = [source for source in registered(NetworkSection) if source.code]
    contents = {source.code: source.holds(network.slug, reader) for source in sources}
    # a part answers yes or no, or gives rows: those of all the parts are looked for in one query
    there = {code for code, content in contents.items() if content is True}
    there |= keys_with_rows(network.slug, {code: rows for code, rows in contents.items() if not isinstance(rows, bool)})
    home = reverse("site:network", args=[network.slug])
    return [
        folded_part(
            code=source.code,
            title=str(source.title),
            path=home,
            query=query,
            build=partial(source.build, network.slug, reader),
        )
        for source in sources
        if source.code in there
    ]


def territories_page(network: Network, networks: Sequence[Network], query: QueryDict) -> dict[str, object]:
    """Return the members of a network side by side, with the columns of the rooms that know something of them."""
    members = network_members(network.slug)
    tables = [
        (columns, headings) for columns in registered(MemberColumns) if (headings := columns.headings(network.slug))
    ]
    headings = [heading for _columns, labels in tables for heading in labels]

    def rows(members: Sequence[Member]) -> list[dict[str, Any]]:
        figures = [columns.figures([member.siren for member in members]) for columns, _labels in tables]
        known = [(member, [figure for room in figures for figure in room.get(member.siren, ())]) for member in members]
        return [{"member": member, "figures": tuple(zip(headings, own, strict=False))} for member, own in known]

    columns = [Column(code="territory", label=_("Territoire"))]
    columns += [Column(code=str(rank), label=heading, is_number=True) for rank, heading in enumerate(headings)]
    spec = member_map(network, members) if len(members) <= _MOST_DRAWN else None
    maps = [item for columns, _labels in tables for item in columns.maps(network.slug)] if spec else []
    return {
        "network": network,
        "other_networks": _others(network, networks),
        "listing": MEMBERS.page(query, members, show=rows, columns=columns),
        "maps": maps or ([spec] if spec else []),
    }


def _computed_summary(network: Network, reader: Any) -> dict[str, object]:
    """Return what is known and what is not of a network whose coordination wrote neither."""
    steps = [
        step for source in registered(NetworkStep) if source.is_public and (step := source.build(network.slug, reader))
    ]
    return {
        "known": [step.known for step in steps if step.is_done],
        "unknown": [words for step in steps for words in (() if step.is_done else (step.known,)) + step.lacks],
    }


def _others(network: Network, networks: Sequence[Network]) -> list[Network]:
    return [other for other in networks if other.slug != network.slug]
