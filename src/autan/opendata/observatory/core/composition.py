"""Every figure of a territory from its base figures; every figure of a network from those of its members."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from autan.evidence.figures.core.arithmetic import range_of_figures
from autan.evidence.figures.core.figures import Figure
from autan.ground.wordings import Sentence
from autan.opendata.measures.core.addresses import MeasureAddress, date_of
from autan.opendata.measures.core.catalogue import MEASURES
from autan.opendata.measures.core.grounds import NearestTerm, SharedBases, no_ground, usual_term
from autan.opendata.measures.core.measures import PricedMeasure, RatioMeasure, SumMeasure
from autan.opendata.observatory.core.climate import Price
from autan.opendata.observatory.core.lazy_figures import LazyFigures
from autan.opendata.observatory.core.ratios import is_of_one_year, network_ratio, place_ratio
from autan.opendata.observatory.core.sums import network_sum, of_one_period, place_sum
from autan.opendata.sources.core.source_cards import SourceCard

RANGE = "_range"
"""What follows the code of a ratio in that of its range over a network."""


def name_figures(figures: Mapping[str, Figure], name: str) -> Mapping[str, Figure]:
    """Put the name of a member before the label of its figures, so that the trace of a sum tells its inputs apart."""
    return LazyFigures(figures, lambda code: _prefix_labels(figures[code], name))


def _prefix_labels(figure: Figure, name: str) -> Figure:
    """A figure and the terms of a ratio, with a name before their labels."""
    label = Sentence.joined(" – ", (name, figure.label))
    is_ratio = figure.method.name == "divide_figures"
    inputs = tuple(_prefix_labels(item, name) for item in figure.inputs) if is_ratio else figure.inputs
    return replace(figure, label=label, inputs=inputs)


def place_figures(
    bases: Mapping[str, Figure],
    place: str,
    prices: Mapping[str, Price] = MappingProxyType({}),
    *,
    shared: SharedBases = no_ground,
    nearest: NearestTerm = usual_term,
) -> Mapping[str, Figure]:
    """Figures of a territory, in the order of the catalogue.

    `prices`: price list by code; without it nothing is priced.
    `shared`: gives the base figures of a ratio over the ground that its terms share.
    `nearest`: gives the denominator of a ratio at the year nearest to that of its numerator.

    Returns Figures by measure: the bases, those without rows too, the sums of the parts that have some, and the ratios
    whose two terms exist.
    """

    def make(code: str) -> Figure | None:
        measure = MEASURES[code]
        if isinstance(measure, RatioMeasure):
            numerator, denominator = figures.get(measure.numerator), figures.get(measure.denominator)
            if numerator is not None and denominator is not None:
                denominator = nearest(measure, date_of(numerator)) or denominator
            return place_ratio(measure, (numerator, denominator), place, prices, shared)
        if isinstance(measure, PricedMeasure | SumMeasure):
            return place_sum(measure, figures, prices, place)
        return bases.get(code)

    figures = LazyFigures(MEASURES, make)
    return figures


def network_figures(
    members: Sequence[Mapping[str, Figure]],
    place: str,
    *,
    cards: Mapping[str, SourceCard],
    usual: Callable[[], Sequence[Mapping[str, Figure]]] | None = None,
) -> Mapping[str, Figure]:
    """Figures of a network from those of its members: sums of sums, ratios of sums, ranges of ratios.

    Returns figures by measure; the range of a ratio has the code of the ratio followed by `_range`.

    `members`: figures of each member by measure, in the order of the network.
    `usual`: gives the members with the denominators of the pages, for a ratio whose members do not all have one of the
    nearest year.
    """

    def make(code: str) -> Figure | None:
        measure = MEASURES[code.removesuffix(RANGE)]
        if not isinstance(measure, RatioMeasure):
            return network_sum(measure, members, place, cards)
        if code != measure.code:
            return _range(measure, members, place)
        divided = members if usual is None or is_of_one_year(measure, members) else usual()
        return network_ratio(measure, figures, divided, place, cards)

    figures = LazyFigures(_CODES_OF_NETWORK, make)
    return figures


_CODES_OF_NETWORK = dict.fromkeys(
    code
    for measure in MEASURES.values()
    for code in (measure.code, f"{measure.code}{RANGE}")
    if code in MEASURES or (isinstance(measure, RatioMeasure) and measure.is_ranged)
)


def _range(measure: RatioMeasure, members: Sequence[Mapping[str, Figure]], place: str) -> Figure | None:
    """From the least to the most of a ratio over the members that have it; None where none has."""
    parts = of_one_period([member[measure.code] for member in members if measure.code in member])
    if not parts:
        return None
    address = MeasureAddress(place, f"{measure.code}{RANGE}", date_of(parts[0]))
    ranged = range_of_figures(parts, figure_id=str(address), label=measure.label)
    return replace(ranged, note=parts[0].note)
