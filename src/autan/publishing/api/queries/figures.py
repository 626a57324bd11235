"""The figures that anybody may read of a network: those that rooms publish, each once."""

from collections.abc import Iterator
from typing import Any

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.importers import read_columns
from autan.evidence.figures.presenters.published import figure_cells, only_territory
from autan.ground.extension_points import PublishedFigures, PublishedTable
from autan.ground.registry import registered
from autan.ground.texts.core.texts import Text
from autan.territories.networks.queries.networks import get_network


def published_figures_of(network: str) -> list[Figure]:
    """Return the figures of a network and of its members that anybody may read, in the order of the rooms.

    Queries: those of every room that publishes figures.

    Raises:
        UnknownNetworkError: there is no such network.
    """
    get_network(network)
    figures: dict[str, Figure] = {}
    for source in registered(PublishedFigures):
        for figure in source.figures(network):
            figures.setdefault(figure.id, figure)
    return list(figures.values())


def _rows(network: str) -> Iterator[tuple[Any, ...]]:
    is_invented = get_network(network).is_invented
    for figure in published_figures_of(network):
        yield (network, only_territory(figure), *figure_cells(figure), is_invented)


PUBLISHED_FIGURES = PublishedTable(
    name="figures",
    rank=25,
    title=Text("Chiffres", "Figures"),
    description=Text(
        "Un chiffre du réseau ou d’un membre par ligne, de toutes les rubriques ; son adresse mène à sa trace.",
        "One figure of the network or of a member a row, from every part; its address leads to its trace.",
    ),
    columns=read_columns("api", "figures"),
    key=("network", "figure_id"),
    rows=_rows,
)
