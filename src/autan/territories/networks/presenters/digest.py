"""What the room gives to the one page of a territory: its inhabitants, and the note on its membership."""

from typing import Any

from autan.ground.extension_points import DigestFigure, DigestPart, TerritoryDigest
from autan.ground.texts.core.texts import Text
from autan.territories.networks.queries.figures import territory_figures
from autan.territories.perimeters.lake.register import register_source

_IMAGINED = Text("Nombre imaginé pour essayer", "Number made up for trying")


def _build(siren: str, _reader: Any) -> DigestPart:
    _communes, population = territory_figures(siren)
    title = register_source().title
    source = _IMAGINED if population.method.name == "invented" else Text(title, title)
    return DigestPart(figures=[DigestFigure(figure=population, source=source)])


REGISTER_DIGEST = TerritoryDigest(rank=10, build=_build)
