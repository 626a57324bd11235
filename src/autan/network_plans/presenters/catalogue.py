"""The counts of the plans of a network, for who writes a text about it."""

from collections.abc import Sequence

from autan.evidence.core.texts import Text
from autan.extension_points import CatalogueFigure, CatalogueTopic
from autan.network_plans.core.network_figures import key_counts
from autan.plans.queries.plans import member_plans
from autan.territories.queries.networks import network_members

_SOURCE = Text("Registre des plans du réseau", "Register of the plans of the network")


def catalogue_figures(network: str) -> Sequence[CatalogueFigure]:
    """Return how many members have a published plan, adopted it, evaluate it. Four queries."""
    plans = member_plans(network, [member.siren for member in network_members(network)])
    return [CatalogueFigure(figure=figure, source=_SOURCE) for figure in key_counts(plans) if figure.is_known]


CATALOGUE = CatalogueTopic(rank=50, title=Text("Les plans", "Plans"), build=catalogue_figures)
