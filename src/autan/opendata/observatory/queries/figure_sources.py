"""Sources of figures of the room, as traces and publications find them: one object for each, registered at start."""

from collections.abc import Sequence
from hashlib import sha256

from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.queries.registry import FigureSource
from autan.opendata.measures.core.addresses import (
    BASE,
    CLIMATE,
    FLOWS,
    INDICATOR,
    OBSERVATORY,
    FilingAddress,
    FlowAddress,
    MeasureAddress,
    TerritorialIndicatorAddress,
)
from autan.opendata.measures.queries.editions import lake_state
from autan.opendata.measures.queries.filings import find_filing_figure
from autan.opendata.measures.queries.perimeter import is_place
from autan.opendata.observatory.queries.figures import find_measure_figure, members_of
from autan.opendata.observatory.queries.flows import find_flow_figure
from autan.opendata.observatory.queries.measure_options import find_indicator_figure
from autan.opendata.observatory.queries.own_values import own_values_version
from autan.opendata.observatory.queries.trends import find_corrected, find_index, find_reference_figure, is_larger_place


def _find_observatory(address: FigureAddress) -> Figure | None:
    cell = FilingAddress.parse(address)
    if cell is not None:
        return find_filing_figure(cell)
    measured = MeasureAddress.parse(address)
    if measured is None:
        return None
    plain = MeasureAddress(measured.place, measured.measure, measured.date)
    if is_larger_place(measured.place):
        return find_reference_figure(measured)
    if measured.variant.startswith(BASE):
        return find_index(plain, measured.variant.removeprefix(BASE))
    return find_corrected(plain) if measured.variant == CLIMATE else find_measure_figure(measured)


def _find_flow(address: FigureAddress) -> Figure | None:
    flow = FlowAddress.parse(address)
    return find_flow_figure(flow) if flow else None


def _find_indicator(address: FigureAddress) -> Figure | None:
    indicator = TerritorialIndicatorAddress.parse(address)
    return find_indicator_figure(indicator) if indicator else None


def _version(addresses: Sequence[FigureAddress]) -> str:
    """Editions in use, last own value, and members of the networks that addresses name. Two queries a network."""
    places = {address.part(1 if address.source == INDICATOR else 0) for address in addresses}
    networks = {
        place: members_of(place) for place in sorted(places) if not is_place(place) and not is_larger_place(place)
    }
    editions = [f"{snapshot.card.source} {snapshot.name}" for snapshot in lake_state()]
    members = [f"{slug} {member.siren} {member.short_name}" for slug, group in networks.items() for member in group]
    text = "\n".join((*editions, str(own_values_version()), *members))
    return sha256(text.encode()).hexdigest()[:16]


FIGURE_SOURCES = tuple(
    FigureSource(name=name, find=find, version=_version)
    for name, find in ((OBSERVATORY, _find_observatory), (FLOWS, _find_flow), (INDICATOR, _find_indicator))
)
