"""Communes and inhabitants of a network, for who writes a text or a first note about it."""

from collections.abc import Sequence

from autan.ground.errors import UnknownError
from autan.ground.extension_points import CatalogueFigure, CatalogueTopic, Headline, HeadlineTopic
from autan.ground.wordings import Sentence, Text
from autan.territories.networks.core.addresses import RegisterAddress
from autan.territories.networks.queries.figures import COMMUNES, POPULATION, network_figures
from autan.territories.perimeters.lake.register import LATEST, register_source

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
