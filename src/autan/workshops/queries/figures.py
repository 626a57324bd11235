"""Figures of workshops at their addresses, for traces and publications."""

from autan.evidence.core.addresses import FigureAddress
from autan.evidence.core.figures import Figure
from autan.territories.models import Network
from autan.workshops.core.addresses import ALL, ATTENDANCES, HELD, WorkshopsAddress
from autan.workshops.core.figures import attendances_figure, held_figure
from autan.workshops.core.formats import WorkshopFormat
from autan.workshops.queries.workshops import headings_of


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
