"""Flows of energy of a territory or of a network, and the differences that they show, found again by address."""

from collections.abc import Mapping

from autan.evidence.figures.core.charts import Chart
from autan.evidence.figures.core.figures import Figure
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Text
from autan.opendata.measures.core.addresses import FlowAddress, MeasureAddress
from autan.opendata.measures.queries.editions import joined_credit
from autan.opendata.observatory.core.flows import DELIVERED, energy_flows, flow_chart, other_uses
from autan.opendata.observatory.queries.figures import (
    figures_by_measure,
    find_measure_figure,
    network_figures_by_measure,
)


def territory_flow_chart(siren: str, name: Text = NO_TEXT) -> Chart | None:
    """The flows of a territory or of a commune, or None when nothing is known."""
    return _chart(figures_by_measure(siren), siren, name)


def network_flow_chart(slug: str, name: Text = NO_TEXT) -> Chart | None:
    """The flows of a network: sums of its members, with their coverage."""
    return _chart(network_figures_by_measure(slug), slug, name)


def _chart(figures: Mapping[str, Figure], place: str, name: Text) -> Chart | None:
    flows = energy_flows(figures, place)
    known = (flow.figure for flow in flows if flow.figure.is_known)
    return flow_chart(flows, place=place, credit=joined_credit(*known), name=name)


def find_flow_figure(address: FlowAddress) -> Figure | None:
    """Compute the uses other than homes of a carrier at an address, or None."""
    carrier = next((delivered for delivered in DELIVERED if delivered.value == address.carrier), None)
    if carrier is None:
        return None
    whole, homes = (
        find_measure_figure(MeasureAddress(address.place, f"{DELIVERED[carrier]}_{part}", address.date))
        for part in ("total", "residential")
    )
    return other_uses(whole, homes, carrier, address.place) if whole and homes else None
