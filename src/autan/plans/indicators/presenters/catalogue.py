"""The indicators that the members of a network publish, for who writes a text about it."""

from collections.abc import Iterator, Sequence

from autan.evidence.figures.core.addresses import FigureAddress
from autan.ground.extension_points import CatalogueFigure, quoted_topics
from autan.ground.wordings import Sentence
from autan.plans.indicators.core.addresses import IndicatorFigureAddress
from autan.plans.indicators.queries.figures import find_indicator_figure
from autan.plans.indicators.queries.networks import NetworkIndicator, followed_codes, network_indicator

_MEMBER = "{siren}"


def catalogue_figures(network: str) -> Sequence[CatalogueFigure]:
    """Return the last year of each indicator that members publish, member by member, where it has an address."""
    indicators = (network_indicator(network, code) for code in followed_codes(network))
    return [figure for indicator in indicators for figure in _figures(indicator)]


def _figures(indicator: NetworkIndicator) -> Iterator[CatalogueFigure]:
    definition = indicator.definition
    members = str(IndicatorFigureAddress(place=_MEMBER, code=definition.code, year=str(indicator.year)))
    source = definition.source if definition.source.fr else definition.label
    for siren, figure in indicator.members.items():
        if figure.is_known and find_indicator_figure(FigureAddress.parse(figure.id)) is not None:
            yield CatalogueFigure(figure=figure, source=source, members=members, place=indicator.names[siren])


CATALOGUE = quoted_topics(rank=40, title=Sentence("Les indicateurs"), build=catalogue_figures)
