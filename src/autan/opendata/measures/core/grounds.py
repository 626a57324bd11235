"""The ground of a ratio: the municipalities where both its terms are known, over which each term is added again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Self

from autan.evidence.figures.core.figures import Figure
from autan.opendata.measures.core.catalogue import MEASURES
from autan.opendata.measures.core.measures import BaseMeasure, Measure, PricedMeasure, RatioMeasure, SumMeasure

_VARIANT = "on-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Municipalities of one place that a ratio is made over."""

    ratio: str
    date: str
    communes: tuple[str, ...] = ()

    @property
    def variant(self) -> str:
        """Variant of the addresses of the terms added over this ground."""
        return f"{_VARIANT}{self.ratio}-{self.date}"

    @classmethod
    def of_variant(cls, variant: str) -> Self | None:
        """The ratio and date that a variant names, without municipalities; None for another variant.

        >>> Ground.of_variant("on-gas_residential_per_dwelling-2024").date
        '2024'
        """
        if not variant.startswith(_VARIANT):
            return None
        ratio, _, date = variant.removeprefix(_VARIANT).partition("-")
        return cls(ratio=ratio, date=date) if ratio in MEASURES and date else None


type SharedBases = Callable[[RatioMeasure], Mapping[str, Figure]]
"""Gives, for a ratio, its base figures added over its ground; empty where they need no such ground."""


def no_ground(_ratio: RatioMeasure) -> Mapping[str, Figure]:
    """No ground is known: the terms stay as they are."""
    return {}


type NearestTerm = Callable[[RatioMeasure, str], Figure | None]
"""Gives, for a ratio and the date of its numerator, its denominator of the nearest year; None for the usual one."""


def usual_term(_ratio: RatioMeasure, _date: str) -> None:
    """The denominator stays that of the pages."""


def leading_measure(measure: Measure) -> Measure:
    """The measure whose date a figure bears: what is divided, what is priced."""
    match measure:
        case RatioMeasure():
            return leading_measure(MEASURES[measure.numerator])
        case PricedMeasure():
            return leading_measure(MEASURES[measure.quantity])
        case _:
            return measure


@cache
def base_codes(measure: Measure) -> tuple[str, ...]:
    """Codes of the base measures that a measure is made of."""
    match measure:
        case BaseMeasure():
            return (measure.code,)
        case SumMeasure():
            parts = measure.parts
        case PricedMeasure():
            parts = (measure.quantity,)
        case RatioMeasure():
            parts = (measure.numerator, measure.denominator)
    return tuple(dict.fromkeys(base for part in parts for base in base_codes(MEASURES[part])))


def find_input(figure: Figure, figure_id: str) -> Figure | None:
    """The figure at an address among those that a figure was computed from, at any depth."""
    for item in figure.inputs:
        result = item if item.id == figure_id else find_input(item, figure_id)
        if result is not None:
            return result
    return None
