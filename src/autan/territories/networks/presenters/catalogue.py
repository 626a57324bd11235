"""Communes and inhabitants, for who writes a text about a network, and for the page of one sheet of a place."""

from collections.abc import Sequence
from typing import Any

from autan.evidence.figures.core.figures import Figure
from autan.ground.errors import UnknownError
from autan.ground.extension_points import (
    CatalogueFigure,
    CatalogueTopic,
    DigestFigure,
    DigestPart,
    Headline,
    HeadlineTopic,
    NetworkDigest,
    TerritoryDigest,
)
from autan.ground.wordings import Sentence, Text
from autan.territories.networks.core.addresses import RegisterAddress
from autan.territories.networks.queries.figures import COMMUNES, POPULATION, network_figures, territory_figures
from autan.territories.perimeters.lake.register import LATEST, UnknownTerritoryError, register_source

_TITLE = Sentence("Les territoires")


def _producer() -> Text:
    title = register_source().title
    return Text(title, title)


def _members(measure: str) -> str:
    """Address of a measure of each member, whose SIREN is put in it."""
    return str(RegisterAddress(place="{siren}", measure=measure, vintage=LATEST))


def catalogue_figures(network: str) -> Sequence[CatalogueFigure]:
    """Return the communes and the population of a network, with the address of those of its members. Two queries.

    Nothing when a member is not in the register.
    """
    try:
        figures = network_figures(network)
    except UnknownError:
        return []
    # a figure does not name its measure, but its address does
    measures = [next(code for code in (POPULATION, COMMUNES) if f".{code}." in figure.id) for figure in figures]
    return [
        CatalogueFigure(figure=figure, source=_producer(), members=_members(measure))
        for figure, measure in zip(figures, measures, strict=True)
    ]


def network_headlines(network: str) -> Sequence[Headline]:
    """Return the addresses of the population and the communes of a network, for its first note."""
    return [
        Headline(
            code=measure,
            figure_id=str(RegisterAddress(place=network, measure=measure, vintage=LATEST)),
            source=_producer(),
            members=_members(measure),
        )
        for measure in (POPULATION, COMMUNES)
    ]


CATALOGUE = (
    CatalogueTopic(rank=10, title=_TITLE, build=catalogue_figures),
    HeadlineTopic(rank=10, title=_TITLE, build=network_headlines),
)


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
