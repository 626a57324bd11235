"""Figures of indicators at their addresses, for traces and publications."""

from collections.abc import Sequence
from datetime import date

from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.figures import Figure
from autan.ground.texts.core.notation import read_whole
from autan.opendata.measures.queries.editions import lake_state
from autan.people.journal.queries import request_mark
from autan.plans.indicators.core.addresses import HEALTH, MEDIAN, IndicatorFigureAddress
from autan.plans.indicators.importers import catalogue
from autan.plans.indicators.models import Indicator
from autan.plans.indicators.queries.indicators import series_figures
from autan.plans.indicators.queries.networks import network_indicator, trouble_figures
from autan.territories.networks.models import Network


def find_indicator_figure(address: FigureAddress) -> Figure | None:
    """Compute the figure at an address; None when there is none: a territory, a network, or a count of troubles."""
    figure_address = IndicatorFigureAddress.parse(address)
    if figure_address is None:
        return None
    network = Network.objects.filter(slug=figure_address.place).first()
    if network is None:
        return _of_territory(figure_address)
    if figure_address.code.startswith(f"{HEALTH}-"):
        return _of_health(network, figure_address)
    is_median, code = figure_address.code.startswith(f"{MEDIAN}-"), figure_address.code.removeprefix(f"{MEDIAN}-")
    if code not in catalogue() or read_whole(figure_address.year) is None:
        return None
    indicator = network_indicator(figure_address.place, code, int(figure_address.year))
    return indicator.median if is_median else indicator.whole


def _of_territory(figure_address: IndicatorFigureAddress) -> Figure | None:
    indicator = (
        Indicator.objects.filter(territory__siren=figure_address.place, code=figure_address.code)
        .select_related("territory")
        .first()
    )
    if indicator is None or read_whole(figure_address.year) is None:
        return None
    return series_figures(indicator).get(int(figure_address.year))


def _of_health(network: Network, figure_address: IndicatorFigureAddress) -> Figure | None:
    try:
        day = date.fromisoformat(figure_address.year)
    except ValueError:
        return None
    figures, _findings = trouble_figures(network, today=day)
    return next((figure for figure in figures if figure.id == str(figure_address)), None)


def indicators_version(addresses: Sequence[FigureAddress]) -> str:
    """Return a text that changes whenever an indicator, a member or an edition of the lake may have. One query."""
    del addresses
    editions = ",".join(f"{snapshot.card.source}@{snapshot.card.data_date}" for snapshot in lake_state())
    return f"{request_mark('indicators', 'territories', 'observatory')}/{editions}"
