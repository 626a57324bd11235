"""Figures of workshops at their addresses, for traces and publications."""

from autan.cooperation.workshops.core.addresses import ALL, ATTENDANCES, HELD, WorkshopsAddress
from autan.cooperation.workshops.core.figures import attendances_figure, held_figure
from autan.cooperation.workshops.core.formats import WorkshopFormat
from autan.cooperation.workshops.queries.workshops import headings_of
from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.figures import Figure
from autan.territories.networks.models import Network


def find_workshop_figure(address: FigureAddress) -> Figure | None:
    """Compute the figure at an address; None when there is none. Five queries."""
    asked = WorkshopsAddress.parse(address)
    formats = {kind.value for kind in WorkshopFormat}
    if asked is None or not Network.objects.filter(slug=asked.network).exists():
        return None
    if asked.what == ATTENDANCES and asked.which in {ALL, *formats}:
        return attendances_figure(asked.network, headings_of(asked.network), asked.which)
    if asked.what == HELD and asked.which in formats:
        return held_figure(asked.network, headings_of(asked.network), WorkshopFormat(asked.which))
    return None
