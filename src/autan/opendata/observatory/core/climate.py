"""What would have been used in a year of usual climate, and the bill, from a dated list of prices or a given one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from autan.evidence.figures.core.amounts import Amount, amount_within, unknown_amount
from autan.evidence.figures.core.figures import OWN_VALUE, Figure, Method
from autan.evidence.figures.core.sources import EvidenceRef, Source
from autan.evidence.figures.core.states import ValueState, worst_state
from autan.evidence.figures.core.units import get_unit
from autan.ground.errors import DomainError
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Sentence, Text
from autan.opendata.measures.core import notes
from autan.opendata.measures.core.addresses import CLIMATE, MeasureAddress
from autan.opendata.measures.core.amounts import number_text
from autan.opendata.measures.core.base_figures import tidy_number
from autan.opendata.measures.core.energy_measures import OWN_PRICES
from autan.opendata.measures.core.measures import PricedMeasure
from autan.opendata.observatory.core.own_values import HeldValue


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


PRICE_EVIDENCE = "price"
_EUR_PER_MEUR = 1_000_000
EURO_DIGITS = 6
"""Digits of a bill in millions of euros: to the euro, so that a bill per dwelling is right to the euro too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """One price of the list. `evidence`: what it rests on when a territory gave it; None for a price of the list."""

    code: str
    label: Text
    price_eur_per_mwh: float
    period: Period
    period_label: Text
    source: Source
    note: Text
    evidence: EvidenceRef | None = None


def prices_with_own(prices: Mapping[str, Price], holdings: Iterable[HeldValue]) -> dict[str, Price]:
    """The list with the prices that a territory gave and chose in the place of its own, the latest of each."""
    merged = dict(prices)
    # the latest is written last, over the others
    for holding in sorted(holdings, key=lambda value: value.record.date):
        code = OWN_PRICES.get(holding.record.measure, "")
        if code in prices and holding.is_chosen:
            merged[code] = replace(
                prices[code],
                price_eur_per_mwh=holding.record.value,
                period=Period.parse(holding.record.date),
                period_label=Text(holding.record.date, holding.record.date),
                source=Source(slug="", title=holding.record.document, producer=""),
                note=Sentence("Prix donné par la collectivité."),
                evidence=EvidenceRef(kind=OWN_VALUE, key=holding.record.key),
            )
    return merged


def parse_price(values: Mapping[str, Any]) -> Price:
    """Read one price of the list."""
    try:
        price = Price(
            code=values["code"],
            label=Text(**values["label"]),
            price_eur_per_mwh=float(values["price_eur_per_mwh"]),
            period=Period(start=values["from"], end=values["to"]),
            period_label=Text(**values["period"]),
            source=Source(slug="", **values["source"]),
            note=Text(**values["note"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        message = f"price {values.get('code', '?')!r}: {error}"
        raise DomainError(message) from None
    if price.price_eur_per_mwh <= 0:
        message = f"price {price.code!r}: expected more than nil"
        raise DomainError(message)
    return price


def priced_figure(measure: PricedMeasure, quantity: Figure, price: Price, place: str) -> Figure:
    """What a quantity costs.

    `quantity`: figure of the quantity, in an energy unit whatever its basis.

    Returns a Figure in millions of euros, with the coverage of the quantity, at best estimated; unknown when the
    quantity is. A price of another year than the quantity is said.
    """
    amount = number_text(price.price_eur_per_mwh, 0)
    is_later = price.period.start != quantity.period.start
    return Figure(
        id=str(replace(MeasureAddress.of(quantity), place=place, measure=measure.code)),
        label=measure.label,
        **_bill_amount(quantity, price)._asdict(),
        unit=get_unit(measure.unit),
        period=quantity.period,
        territories=quantity.territories,
        known=quantity.known,
        total=quantity.total,
        part=quantity.part,
        boundary="bill_of_homes",
        method=Method(
            name="price_times_quantity",
            formula=Sentence(
                "{quantity} × {amount}\u00a0€ par MWh ({period_label})",
                quantity=quantity.label,
                amount=amount,
                period_label=price.period_label,
            ),
            parameters=(("price", price.code), ("eur_per_mwh", f"{price.price_eur_per_mwh:g}")),
        ),
        inputs=(quantity,),
        evidence=(price.evidence or EvidenceRef(kind=PRICE_EVIDENCE, key=price.code),),
        note=notes.join_notes(
            price.note,
            Sentence(
                "Prix de {period_label} appliqué à la consommation de {period}.",
                period_label=price.period_label,
                period=quantity.period.words(),
            )
            if is_later
            else None,
        ),
    )


def _bill_amount(quantity: Figure, price: Price) -> Amount:
    """The bill within the bounds of the quantity, in millions of euros to the euro."""
    if quantity.interval is None:
        return unknown_amount(quantity.state)
    mwh_each = float(quantity.unit.factor) / 1000
    return amount_within(
        quantity.interval.times(mwh_each).times(price.price_eur_per_mwh / _EUR_PER_MEUR),
        [quantity.state, ValueState.ESTIMATED],
        rounding=_to_the_euro,
    )


def _to_the_euro(value: float) -> float | int:
    rounded = tidy_number(value, digits=EURO_DIGITS)
    return value if rounded is None else rounded
