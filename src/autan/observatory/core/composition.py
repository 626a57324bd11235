"""Every figure of a territory from its base figures; every figure of a network from those of its members."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from autan.evidence.core.arithmetic import range_of_figures
from autan.evidence.core.figures import Figure
from autan.evidence.core.texts import Text
from autan.measures.core.addresses import MeasureAddress, date_of
from autan.measures.core.catalogue import MEASURES
from autan.measures.core.grounds import SharedBases, no_ground
from autan.measures.core.measures import PricedMeasure, RatioMeasure, SumMeasure
from autan.observatory.core.prices import Price
from autan.observatory.core.ratios import network_ratios, place_ratios
from autan.observatory.core.sums import network_sum, of_one_period, place_sum
from autan.opendata.core.source_cards import SourceCard

RANGE = "_range"
"""What follows the code of a ratio in that of its range over a network."""


def name_figures(figures: Mapping[str, Figure], name: str) -> dict[str, Figure]:
    """Put the name of a member before the label of its figures, so that the trace of a sum tells its inputs apart."""
    return {code: _named(figure, name) for code, figure in figures.items()}


def _named(figure: Figure, name: str) -> Figure:
    """A figure and the terms of a ratio, with a name before their labels."""
    label = Text(f"{name} – {figure.label.fr}", f"{name} – {figure.label.en}")
    is_ratio = figure.method.name == "divide_figures"
    inputs = tuple(_named(item, name) for item in figure.inputs) if is_ratio else figure.inputs
    return replace(figure, label=label, inputs=inputs)


def place_figures(
    bases: Mapping[str, Figure],
    place: str,
    prices: Mapping[str, Price] = MappingProxyType({}),
    *,
    shared: SharedBases = no_ground,
    only: str = "",
) -> dict[str, Figure]:
    """Make every figure of a territory, in the order of the catalogue.

    Args:
        bases: figures of the base measures by code.
        place: SIREN.
        prices: price list by code; without it nothing is priced.
        shared: gives the base figures of a ratio over the ground that its terms share.
        only: code of the one measure that is wanted: no other ratio is made; every ratio when empty.

    Returns:
        Figures by measure: the bases, those without rows too, the sums of the parts that have some, and the ratios
        whose two terms exist.
    """
    figures = dict(bases)
    for measure in MEASURES.values():
        if isinstance(measure, PricedMeasure | SumMeasure):
            figure = place_sum(measure, figures, prices, place)
            if figure is not None:
                figures[measure.code] = figure
    return _in_order(figures | place_ratios(figures, place, prices, shared, only=only))


def network_figures(
    members: Sequence[Mapping[str, Figure]], place: str, *, cards: Mapping[str, SourceCard]
) -> dict[str, Figure]:
    """Make every figure of a network from those of its members: sums of sums, ratios of sums, ranges of ratios.

    Args:
        members: figures of each member by measure, in the order of the network.
        place: slug of the network.
        cards: cards of the sources, by slug.

    Returns:
        Figures by measure; the range of a ratio has the code of the ratio followed by `_range`.
    """
    figures: dict[str, Figure] = {}
    for measure in MEASURES.values():
        if not isinstance(measure, RatioMeasure):
            figure = network_sum(measure, members, place, cards)
            if figure is not None:
                figures[measure.code] = figure
    figures |= network_ratios(figures, members, place)
    return _in_order(figures | _ranges(members, place))


def _ranges(members: Sequence[Mapping[str, Figure]], place: str) -> dict[str, Figure]:
    found: dict[str, Figure] = {}
    for measure in MEASURES.values():
        if isinstance(measure, RatioMeasure) and measure.is_ranged:
            parts = of_one_period([member[measure.code] for member in members if measure.code in member])
            if parts:
                code = f"{measure.code}{RANGE}"
                address = MeasureAddress(place, code, date_of(parts[0]))
                ranged = range_of_figures(parts, figure_id=str(address), label=measure.label)
                found[code] = replace(ranged, note=parts[0].note)
    return found


def _in_order(figures: Mapping[str, Figure]) -> dict[str, Figure]:
    codes = [code for measure in MEASURES for code in (measure, f"{measure}{RANGE}")]
    return {code: figures[code] for code in codes if code in figures}
