"""The figures that anybody may read of a network: those that rooms publish, each once."""

from collections.abc import Iterator, Sequence
from typing import Any

from autan.evidence.figures.core.figures import Figure, evidence_below
from autan.evidence.figures.core.sources import Source
from autan.evidence.figures.importers import read_columns
from autan.evidence.figures.presenters.trace_record import figure_cells, only_territory
from autan.evidence.figures.queries.registry import PUBLIC, describe_evidence
from autan.ground.extension_points import PublishedFigures, PublishedTable
from autan.ground.registry import registered
from autan.ground.wordings import Sentence
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
    figures = published_figures_of(network)
    refs = {figure.id: evidence_below(figure) for figure in figures}
    cards = describe_evidence(list(dict.fromkeys(ref for below in refs.values() for ref in below)), reader=PUBLIC)
    for figure in figures:
        citations = [card.citation for ref in refs[figure.id] if (card := cards[ref]) and card.citation]
        sources = list(dict.fromkeys(citation.source for citation in citations))
        about = (_measure(figure, network), figure.period.end.year if figure.period.end else None)
        yield (network, only_territory(figure), *figure_cells(figure), is_invented, *about, *_source_cells(sources))


def _measure(figure: Figure, network: str) -> str:
    """The address without what other columns tell; the year of a campaign names its questions, and stays."""
    parts = [part for part in figure.id.split(".") if part not in {network, *figure.territories}]
    return ".".join(parts[:-1] if parts[-1] == figure.period.label else parts)


def _source_cells(sources: Sequence[Source]) -> tuple[str | None, str | None]:
    titles = (f"{source.title} ({source.producer})" if source.producer else source.title for source in sources)
    licences = (source.licence for source in sources if source.licence)
    return "; ".join(dict.fromkeys(titles)) or None, "; ".join(dict.fromkeys(licences)) or None


PUBLISHED_FIGURES = PublishedTable(
    name="figures",
    rank=25,
    title=Sentence("Chiffres"),
    description=Sentence(
        "Un chiffre du réseau ou d’un membre par ligne, de toutes les rubriques ; son adresse mène à sa trace."
    ),
    columns=read_columns("api", "figures"),
    key=("network", "figure_id"),
    rows=_rows,
)
