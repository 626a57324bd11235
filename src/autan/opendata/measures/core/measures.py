"""The kinds of measures, by the way they are made. The list itself is in `catalogue`.

Four kinds: a base measure is summed from the rows of one source; a sum adds base measures; a priced measure multiplies
one by a price; a ratio divides two sums, always after summing. The order of the catalogue is the order of the pages.
"""

from dataclasses import dataclass

from autan.ground.errors import UnknownError
from autan.ground.texts.core.labelled import Labelled
from autan.ground.wordings import Text

PERIMETER_VINTAGE = 2026
"""Year of the official geographic code whose EPCI the figures are about."""


class MeasureGroup(Labelled):
    """Part of a territory's page that a measure belongs to."""

    CONSUMPTION = "consumption", "Électricité et gaz", "Electricity and gas"
    EMISSIONS = "emissions", "Gaz à effet de serre", "Greenhouse gases"
    PRODUCTION = "production", "Production d’électricité", "Electricity production"
    CARBON = "carbon", "Séquestration du carbone", "Carbon sequestration"
    BILL = "bill", "Facture énergétique des logements", "Energy bill of homes"
    CLIMATE = "climate", "Correction du climat", "Climate correction"
    DWELLINGS = "dwellings", "Population et logements", "Population and dwellings"
    LABELS = "labels", "Performance énergétique des logements", "Energy performance of dwellings"


class UnknownMeasureError(UnknownError):
    """The catalogue has no such base measure."""

    def __init__(self, code: str) -> None:
        super().__init__("aucune mesure de base «\u202f{code}\u202f» dans le catalogue", code=code)


COMMUNES = Text("communes", "municipalities")
REGISTER_ROWS = Text("lignes du registre", "register rows")
OPERATORS = Text("gestionnaires", "operators")
SERVED_BY_GAS = "gas_served_communes"
"""Measure of the register of serviced municipalities: one for each that a gas network serves, nil for the others."""
POPULATIONS_BY_YEAR = ("indicator-insee-census", "indicator-insee-municipal-population")
"""Sources whose table holds the inhabitants of many years, the preferred one first."""
DWELLINGS_BY_YEAR = ("indicator-insee-stock",)
"""Sources whose table holds the dwellings of many years, by what they are used for."""
READ_BY_YEAR = (*POPULATIONS_BY_YEAR, *DWELLINGS_BY_YEAR)


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseMeasure:
    """A quantity summed from the rows of one source.

    Attributes:
        sources: slugs of the sources that give it, the preferred one first.
        yearly_sources: further sources whose table holds many years: each is read as an edition of its own, where a
            ratio or an address asks for its year.
        boundary: what is counted and how; measures of two boundaries are never added.
        part: what coverage is counted in.
        is_flow: True for energy over a time, False for a stock on a day.
        is_signed: True when it may be negative: what is unknown of it bounds no sum.
    """

    code: str
    group: MeasureGroup
    label: Text
    unit: str
    sources: tuple[str, ...]
    boundary: str
    yearly_sources: tuple[str, ...] = ()
    part: Text = COMMUNES
    is_flow: bool = False
    is_signed: bool = False

    @property
    def counts_rows(self) -> bool:
        """True when coverage is counted in rows of the source, because nobody knows how many there should be."""
        return self.part != COMMUNES


@dataclass(frozen=True, slots=True, kw_only=True)
class SumMeasure:
    """A sum of base measures of one territory."""

    code: str
    group: MeasureGroup
    label: Text
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RatioMeasure:
    """A quotient of two sums over the same territory.

    A denominator that has yearly sources is that of the year nearest to the numerator.

    `is_ranged`: True when the network also shows the lowest and the highest of its members.
    """

    code: str
    group: MeasureGroup
    label: Text
    numerator: str
    denominator: str
    unit: str
    scale: float = 1.0
    is_ranged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedMeasure:
    """What a quantity costs those who use it: the quantity times a price of the shipped list, in millions of euros."""

    code: str
    group: MeasureGroup
    label: Text
    quantity: str
    price: str
    unit: str = "MEUR"


Measure = BaseMeasure | SumMeasure | PricedMeasure | RatioMeasure
