"""Consumption corrected for climate: what would have been used in a year of usual climate.

corrected = heating x (reference degree days / degree days of the year) + other uses

This is the linear correction of the national energy balance (SDES, « correction des variations climatiques »), applied
to the heating part alone. Degree days, their reference and the heating part are given by the territory with their
source; none ships with the product.
"""

from dataclasses import dataclass, replace

from autan.evidence.figures.core.figures import Figure, Method
from autan.evidence.figures.core.states import ValueState, worst_state
from autan.ground.errors import DomainError
from autan.ground.wordings import Sentence
from autan.opendata.measures.core.addresses import CLIMATE
from autan.opendata.measures.core.amounts import number_text
from autan.opendata.measures.core.base_figures import tidy_number


@dataclass(frozen=True, slots=True, kw_only=True)
class ClimateTerms:
    """What a correction needs beside the quantity.

    Attributes:
        degree_days: of the year of the quantity.
        reference: degree days of a usual year.
        heating_pct: part of the quantity that heats, in percent.
    """

    degree_days: Figure
    reference: Figure
    heating_pct: Figure


def corrected_amount(amount: float, *, heating_pct: float, degree_days: float, reference: float) -> float:
    """The amount of a usual year.

    Returns the amount in the same unit: more than `amount` after a mild year, less after a cold one.

    `heating_pct`: part of it that heats, 0 to 100.
    `degree_days`: of that year, above nil.
    `reference`: of a usual year, above nil.

    >>> corrected_amount(1000, heating_pct=60, degree_days=1800, reference=2000)
    1066.67
    """
    if not are_possible(heating_pct, degree_days, reference):
        message = "climate correction takes a heating part between 0 and 100, and degree days above nil"
        raise DomainError(message)
    heating = amount * heating_pct / 100
    return round(heating * reference / degree_days + amount - heating, 2)


def are_possible(heating_pct: float, degree_days: float, reference: float) -> bool:
    """True for a part between 0 and 100, and degree days above nil."""
    return 0 <= heating_pct <= 100 and degree_days > 0 and reference > 0


def corrected_figure(figure: Figure, terms: ClimateTerms) -> Figure | None:
    """A quantity corrected for climate, at its address followed by `climate`; None when a term is unknown or cannot be.

    Returns a Figure in the unit of the quantity, at best estimated, whose inputs are the quantity and the three terms.
    """
    days, usual, part = terms.degree_days.value, terms.reference.value, terms.heating_pct.value
    if figure.value is None or days is None or usual is None or part is None:
        return None
    if not are_possible(part, days, usual):
        return None
    value = corrected_amount(figure.value, heating_pct=part, degree_days=days, reference=usual)
    share, normal, year = (number_text(number, 0) for number in (part, usual, days))
    return replace(
        figure,
        id=f"{figure.id}.{CLIMATE}",
        label=Sentence("{figure}, corrigée du climat", figure=figure.label),
        value=tidy_number(value),
        state=worst_state([figure.state, ValueState.ESTIMATED]),
        method=Method(
            name="correct_for_climate",
            formula=Sentence(
                "chauffage ({share}\u00a0%) × {normal} ÷ {year} degrés-jours + autres usages",
                share=share,
                normal=normal,
                year=year,
            ),
        ),
        inputs=(figure, terms.degree_days, terms.reference, terms.heating_pct),
        evidence=(),
    )
