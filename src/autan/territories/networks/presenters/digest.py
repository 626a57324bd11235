"""What the room gives to the one page of a territory, or of a network: its inhabitants."""

from collections.abc import Sequence
from typing import Any

from autan.evidence.figures.core.figures import Figure
from autan.ground.extension_points import DigestFigure, DigestPart, NetworkDigest, TerritoryDigest
from autan.ground.wordings import Sentence, Text
from autan.territories.networks.queries.figures import network_figures, territory_figures
from autan.territories.perimeters.lake.register import UnknownTerritoryError, register_source

_IMAGINED = Sentence("Nombre imaginé pour essayer")


def _build(siren: str, _reader: Any) -> DigestPart:
    return DigestPart(figures=[_inhabitants(territory_figures(siren))])


def _of_network(slug: str, _reader: Any) -> DigestPart:
    try:
        figures = network_figures(slug)
    except UnknownTerritoryError:  # a member that no register holds
        return DigestPart()
    return DigestPart(figures=[_inhabitants(figures)] if figures else ())


def _inhabitants(figures: Sequence[Figure]) -> DigestFigure:
    _communes, population = figures
    title = register_source().title
    return DigestFigure(
        figure=population, source=_IMAGINED if population.method.name == "invented" else Text(title, title)
    )


REGISTER_DIGEST = TerritoryDigest(rank=10, build=_build)
REGISTER_NETWORK_DIGEST = NetworkDigest(rank=10, build=_of_network)
