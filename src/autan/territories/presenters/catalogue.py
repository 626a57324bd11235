"""Communes and inhabitants of a network, for who writes a text about it."""

from collections.abc import Sequence

from autan.errors import UnknownError
from autan.evidence.core.texts import Text
from autan.extension_points import CatalogueFigure, CatalogueTopic
from autan.perimeters.lake.register import LATEST, register_source
from autan.territories.core.addresses import RegisterAddress
from autan.territories.queries.figures import COMMUNES, POPULATION, network_figures

_MEMBER = "{siren}"


def catalogue_figures(network: str) -> Sequence[CatalogueFigure]:
    """Return the communes and the population of a network, with the address of those of its members. Two queries.

    Nothing when a member is not in the register.
    """
    title = register_source().title
    told = Text(title, title)
    try:
        figures = network_figures(network)
    except UnknownError:
        return []
    return [CatalogueFigure(figure=figure, source=told, members=_address_of_members(figure.id)) for figure in figures]


def _address_of_members(figure_id: str) -> str:
    measure = next((each for each in (POPULATION, COMMUNES) if f".{each}." in figure_id), "")
    return str(RegisterAddress(place=_MEMBER, measure=measure, vintage=LATEST)) if measure else ""


CATALOGUE = CatalogueTopic(rank=10, title=Text("Les territoires", "The territories"), build=catalogue_figures)
