"""The innovation layer of the atlas: who is involved in which energy chain, and where sites are, by their sources."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from autan.evidence.figures.core.charts import MapKind, MapPlace, MapPoint, MapSpec, Series
from autan.evidence.figures.models import Fact
from autan.evidence.figures.presenters.library import present_fact
from autan.evidence.figures.queries.facts import facts_by_id
from autan.ground.texts.core.texts import plural
from autan.ground.texts.language import words
from autan.ground.wordings import Sentence, Text
from autan.opendata.atlas.core.innovation import InnovationLayer, InnovationPlace
from autan.opendata.atlas.queries import find_innovation_layer
from autan.territories.networks.core.members import Member
from autan.territories.networks.models import Network
from autan.territories.networks.queries.contours import commune_contours, contours_credit
from autan.territories.networks.queries.networks import network_members
from autan.territories.perimeters.core.geojson import Contour

_LISTED, _OTHERS = "step-2", "land"  # pale, so that the points stand out


def innovation_page(network: Network, *, year: int | None = None) -> dict[str, Any]:
    """Everything that the page shows; nothing but the network where no layer is recorded.

    `year`: the sites known in that year alone, those without a date apart; every site when None.
    """
    whole = find_innovation_layer(network.slug)
    if whole is None:
        return {"network": network}
    layer = whole if year is None else _of_year(whole, year)
    members = network_members(network.slug)
    credit = contours_credit(member.siren for member in members)
    facts = facts_by_id(whole.facts)
    placed = _number_sites(layer)
    return {
        "network": network,
        "map": _map(layer, members, placed, facts, credit) if credit else None,
        "is_recorded": True,
        "year": year,
        "years": whole.years,
        "undated": [_line(site, None, layer, members, facts) for site in whole.sites if year and not site.since],
        "sites": [_line(site, number, layer, members, facts) for site, number in placed],
        "clusters": [_line(cluster, None, layer, members, facts) for cluster in layer.clusters],
        "chains": layer.chains,
        "involvement": [_involvement(member, layer, placed, facts) for member in members],
        "chain_facts": _facts(layer.chains_facts, facts),
        "involved": _facts(tuple(layer.involved.values()), facts),
    }


def _of_year(layer: InnovationLayer, year: int) -> InnovationLayer:
    """Return the layer with the sites known in a year."""
    return replace(layer, places=(*layer.clusters, *(site for site in layer.sites if site.is_current_in(year))))


def _involvement(
    member: Member, layer: InnovationLayer, placed: Sequence[tuple[InnovationPlace, int]], facts: Mapping[str, Fact]
) -> dict[str, Any]:
    """Where a member is involved: what lists it, and its sites chain by chain."""
    own = [(site.chain, number) for site, number in placed if site.siren == member.siren]
    cited = _facts((layer.involved.get(member.siren, ""),), facts)
    return {
        "siren": member.siren,
        "name": member.short_name,
        "cited": cited[0] if cited else None,
        "sites": tuple(tuple(number for code, number in own if code == chain.code) for chain in layer.chains),
    }


def _number_sites(layer: InnovationLayer) -> list[tuple[InnovationPlace, int]]:
    """Sites with their numbers: those that a source places first, then the others, in the order of the chains."""
    order = [chain.code for chain in layer.chains]
    sites = sorted(layer.sites, key=lambda site: (not site.commune, order.index(site.chain)))
    return [(site, rank) for rank, site in enumerate(sites, start=1)]


def _line(
    place: InnovationPlace,
    number: int | None,
    layer: InnovationLayer,
    members: Sequence[Member],
    facts: Mapping[str, Fact],
) -> dict[str, Any]:
    """One site or cluster of the list; its number is that of the map too where a source places it."""
    return {
        "number": number,
        "is_placed": bool(place.commune),
        "label": place.label,
        "member": next((member.short_name for member in members if member.siren == place.siren), ""),
        "chain": next((chain.label for chain in layer.chains if chain.code == place.chain), None),
        "kind": words(place.kind.label),
        "when": _date_text(place),
        "facts": _facts(place.facts, facts),
    }


def _date_text(place: InnovationPlace) -> str:
    if place.since is None:
        return _("sans date")
    since = _("connu depuis %(year)s") % {"year": place.since}
    return since + _(", remplacé en %(year)s") % {"year": place.until} if place.until else since


def _facts(ids: Sequence[str], facts: Mapping[str, Fact]) -> tuple[dict[str, Any], ...]:
    return tuple(present_fact(facts[fact]) for fact in ids if fact in facts)


def _map(
    layer: InnovationLayer,
    members: Sequence[Member],
    placed: Sequence[tuple[InnovationPlace, int]],
    facts: Mapping[str, Fact],
    credit: Text,
) -> MapSpec:
    involved = {siren for siren, fact in layer.involved.items() if fact in facts}
    points = _points(placed)
    return MapSpec(
        id=f"atlas-{layer.network}-innovation",
        kind=MapKind.CATEGORIES,
        title=Sentence("Filières de l’énergie et sites d’innovation"),
        sentence=_sentence(len(involved), len(members), len(points)),
        places=tuple(
            MapPlace(
                siren=member.siren,
                label=Text(member.short_name, member.short_name),
                category=_LISTED if member.siren in involved else _OTHERS,
            )
            for member in members
        ),
        source=Sentence("Sources de chaque ligne dans la liste. {credit}", credit=credit),
        categories=(
            Series(code=_LISTED, label=Sentence("cité parmi les impliqués")),
            Series(code=_OTHERS, label=Sentence("non cité")),
        )
        if involved
        else (Series(code=_OTHERS, label=Sentence("membre du réseau")),),
        points=points,
        point_series=tuple(
            Series(code=chain.code, label=chain.label)
            for chain in layer.chains
            if any(site.chain == chain.code and site.commune for site in layer.sites)
        ),
    )


def _sentence(involved: int, members: int, points: int) -> Text:
    """What the map shows; nothing of whoever is involved where no source lists it."""
    placed = plural(
        points,
        Sentence("1 site est placé au centre de la commune que sa source nomme."),
        Sentence("{points} sites sont placés au centre de la commune que leur source nomme.", points=points),
    )
    if not involved:
        return placed
    return Sentence(
        "{involved} des {members} membres sont cités en 2013 parmi les agglomérations impliquées\u202f; {placed}",
        involved=involved,
        members=members,
        placed=placed,
    )


def _points(placed: Sequence[tuple[InnovationPlace, int]]) -> tuple[MapPoint, ...]:
    points = []
    for site, number in placed:
        contour = next((item for item in commune_contours(site.siren) if item.code == site.commune), None)
        if contour is not None:
            longitude, latitude = centre_of(contour)
            points.append(
                MapPoint(number=number, label=site.label, series=site.chain, longitude=longitude, latitude=latitude)
            )
    return tuple(points)


def centre_of(contour: Contour) -> tuple[float, float]:
    """Centre of gravity of the largest piece of a commune, in degrees; its borders are drawn a kilometre coarse."""
    weighed = [_weigh(np.array(polygon[0])) for polygon in contour.polygons]
    _area, longitude, latitude = max(weighed)
    return longitude, latitude


def _weigh(ring: NDArray[np.float64]) -> tuple[float, float, float]:
    """Area and centre of gravity of a closed ring, by the formula of trapezoids."""
    x, y = (ring - ring[0]).T
    cross = x[:-1] * y[1:] - x[1:] * y[:-1]
    twice = float(cross.sum())
    east, north = (float(((axis[:-1] + axis[1:]) * cross).sum()) / (3 * twice) for axis in (x, y))
    return abs(twice), float(ring[0, 0]) + east, float(ring[0, 1]) + north
