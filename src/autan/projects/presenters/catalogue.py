"""The counts of the actions of a network, for who writes a text about it."""

from collections.abc import Sequence

from autan.evidence.core.texts import Text
from autan.extension_points import CatalogueFigure, CatalogueTopic
from autan.projects.queries.figures import place_figures

_SOURCE = Text("Fiches-actions du réseau", "Action sheets of the network")


def catalogue_figures(network: str) -> Sequence[CatalogueFigure]:
    """Return how many actions the published plans of a network hold. A few queries."""
    figures = place_figures(network, [("count", "")])
    return [CatalogueFigure(figure=figure, source=_SOURCE) for figure in figures if figure.is_known]


CATALOGUE = CatalogueTopic(rank=60, title=Text("Les actions", "Actions"), build=catalogue_figures)
