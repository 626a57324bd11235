"""The one page of a territory for its elected representatives: a map, six numbers, what is asked, what is missing."""

from dataclasses import dataclass, replace
from typing import Any

from autan.evidence.figures.core.charts import MapSpec
from autan.evidence.figures.presenters.figures import FigureView, present_figure
from autan.ground.extension_points import DigestLine, TerritoryDigest
from autan.ground.registry import registered
from autan.ground.texts.language import words
from autan.territories.networks.models import Network, Territory
from autan.territories.networks.presenters.maps import department_map, neighbours_map
from autan.territories.networks.presenters.perimeters import perimeter_map
from autan.territories.networks.queries.bodies import find_territory
from autan.territories.networks.queries.networks import network_members, networks_of
from autan.territories.perimeters.core.bodies import EpciKind

MOST_FIGURES = 6
_MOST_ASKED = 5
_LONGEST_LINE = 220


@dataclass(frozen=True, slots=True, kw_only=True)
class TerritoryDigestView:
    """What the page shows.

    Attributes:
        drawn: the map, of the network with the territory apart, else of its communes or its department; None without
            contours.
        figures: six at most, in the order of the rooms, unknown ones too.
        asked: what is asked of the network, five lines at most.
        more_asked: how many further lines there are.
        asked_by: who asks, and where it is written.
    """

    place: Territory
    kind: str
    network: Network | None
    drawn: MapSpec | None
    figures: tuple[FigureView, ...]
    sources: tuple[str, ...]
    asked: tuple[DigestLine, ...]
    more_asked: int
    asked_by: str
    missing: tuple[str, ...]


def digest_page(siren: str, reader: Any) -> TerritoryDigestView:
    """Put a territory on one page, as far as a reader may read what the rooms hold of it.

    Raises:
        UnknownTerritoryError: neither a network nor the register knows it.
    """
    place = find_territory(siren)
    network = next(iter(networks_of(siren)), None)
    parts = [digest.build(siren, reader) for digest in registered(TerritoryDigest)]
    figures = [figure for part in parts for figure in part.figures][:MOST_FIGURES]
    lines = [line for part in parts for line in part.asked]
    texts = (words(figure.source) for figure in figures if figure.figure.is_known)
    return TerritoryDigestView(
        place=place,
        kind=words(EpciKind(place.kind).label),
        network=network,
        drawn=_map(place, network),
        figures=tuple(present_figure(figure.figure) for figure in figures),
        sources=tuple(dict.fromkeys(source for source in texts if source)),
        asked=tuple(replace(line, words=_shortened(line.words)) for line in lines[:_MOST_ASKED]),
        more_asked=len(lines[_MOST_ASKED:]),
        asked_by=" ".join(part.asked_by for part in parts if part.asked_by),
        missing=tuple(sentence for part in parts for sentence in part.missing),
    )


def _map(place: Territory, network: Network | None) -> MapSpec | None:
    members = network_members(network.slug) if network else ()
    if members:
        return neighbours_map(place, members)
    return None if place.is_invented else perimeter_map(place.siren) or department_map(place)


def _shortened(sentence: str) -> str:
    """The beginning of a long answer, up to a whole word; the page that it leads to has the rest."""
    if len(sentence) <= _LONGEST_LINE:
        return sentence
    return sentence[:_LONGEST_LINE].rpartition(" ")[0] + "…"
