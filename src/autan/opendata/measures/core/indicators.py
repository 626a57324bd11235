"""Figures of territorial indicators from their rows: unit, address, state, coverage.

The indicators are not in the catalogue of measures: anybody may bring one. Neighbour: `queries.indicators`, which reads
their rows.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from autan.evidence.figures.core.amounts import amount_within
from autan.evidence.figures.core.figures import Figure, Method
from autan.evidence.figures.core.intervals import Interval
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import Dimension, Unit, get_unit
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Sentence, Text
from autan.opendata.measures.core.addresses import IndicatorRowsKey, TerritorialIndicatorAddress
from autan.opendata.measures.core.base_figures import tidy_number
from autan.opendata.sources.core.source_cards import INDICATOR_PREFIX, IndicatorTraits, SourceEdition
from autan.territories.perimeters.core.departments import LARGER_PLACES, region_of

MESH_WORDS = LARGER_PLACES
"""Codes of departments and regions look alike: in an address, the mesh goes before them."""

EVERYTHING = "all"
_PLAIN_UNITS = {
    "%": "pct",
    "mwh": "MWh",
    "gwh": "GWh",
    "kwh": "kWh",
    "tco2e": "tCO2e",
    "tco2eq": "tCO2e",
    "teqco2": "tCO2e",
    "tonnesco2e": "tCO2e",
    "tonnesequivalentco2": "tCO2e",
    "habitants": "inhabitants",
    "logements": "dwellings",
    "km2": "km2",
    "twh": "TWh",
    "mw": "MW",
    "kw": "kW",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorValue:
    """Rows of one indicator for one place, one year and one category.

    Attributes:
        known: rows (or communes) with a value.
        total: rows (or communes) that should have one.
        is_sum: True when parts were added: communes of an EPCI, or the categories of an axis.
        bounds: rows whose value is itself a lower bound.
        most: what it is at most, by what its region leaves once the others of the region are taken; None else.
    """

    value: float | None
    known: int
    total: int
    secrets: int = 0
    is_sum: bool = False
    bounds: int = 0
    most: float | None = None

    @property
    def is_whole(self) -> bool:
        """True when every row has a value, and none is a lower bound."""
        return bool(self.known) and self.known == self.total and not self.bounds and not self.secrets


def ceilings(
    departments: Mapping[str, IndicatorValue], regions: Mapping[str, IndicatorValue], region_codes: Mapping[str, str]
) -> dict[str, float]:
    """Return what each department is at most: the whole of its region, less what is known of the other departments.

    `departments`: values by department, of amounts that cannot be negative.
    Returns a ceiling for each department that is a lower bound, in a region of which as many parts are all known.
    """
    known: dict[str, float] = {}
    for code, value in departments.items():
        known[region_codes[code]] = known.get(region_codes[code], 0.0) + (value.value or 0.0)
    most = {}
    for code, value in departments.items():
        whole = regions.get(region_codes[code])
        if value.bounds and value.value is not None and whole and whole.is_whole and whole.total >= value.total:
            left = (whole.value or 0.0) - known[region_codes[code]]
            if left >= 0:  # below, the two levels are not of one account
                most[code] = value.value + left
    return most


def indicator_unit(traits: IndicatorTraits) -> Unit:
    """The unit of an indicator: ours where the producer writes a unit that we know, else its own words.

    A unit of Autan is used for what may be added, and for shares. What may not be added has a unit that refuses it.

    >>> indicator_unit(IndicatorTraits(dataset="x", unit="t CO2e", is_summable=True)).code
    'tCO2e'
    >>> indicator_unit(IndicatorTraits(dataset="x", unit="places pour 1 000 hab.")).is_summable
    False
    """
    plain = "".join(unicodedata.normalize("NFKD", traits.unit).encode("ascii", "ignore").decode().lower().split())
    code = _PLAIN_UNITS.get(plain, "")
    if code and get_unit(code).is_summable == traits.is_summable:
        return get_unit(code)
    return Unit(
        code=f"indicator:{plain}",
        symbol=Sentence(traits.unit),
        dimension=Dimension.COUNT if traits.is_summable else Dimension.SHARE,
        factor=Fraction(1),
        decimals=1,
    )


def category_slug(category: str) -> str:
    """A category as it stands in an address; `all` for no category.

    >>> category_slug("Résidentiel | CO2 (fossile)"), category_slug("")
    ('residentiel-co2-fossile', 'all')
    """
    letters = unicodedata.normalize("NFKD", category).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-") or EVERYTHING


def indicator_address(source: str, mesh: str, code: str, year: int, category: str) -> TerritorialIndicatorAddress:
    """Address of the figure of a place.

    >>> str(indicator_address("indicator-enaf", "departement", "31", 2020, ""))
    'indicator.enaf.dep-31.2020.all'
    """
    place = f"{MESH_WORDS.get(mesh, '')}{code}"
    return TerritorialIndicatorAddress(source.removeprefix(INDICATOR_PREFIX), place, str(year), category_slug(category))


def indicator_figure(
    edition: SourceEdition, *, mesh: str, code: str, year: int, category: str, indicator_value: IndicatorValue
) -> Figure:
    """Make the figure of an indicator.

    Returns a Figure; a sum that lacks parts is a lower bound, and nothing known is missing or confidential; a range
    where what its region leaves bounds it from above.
    """
    card = edition.card
    traits = card.indicator or IndicatorTraits(dataset=card.source, unit="")
    title = Sentence(card.title)
    places = [(mesh, code)]
    if indicator_value.most is not None:
        places.append(("region", region_of(code).code))
    keys = [IndicatorRowsKey(card.source, edition.name, *place, str(year), category) for place in places]
    value = tidy_number(indicator_value.value) if indicator_value.known else None
    amount: dict[str, Any] = {"value": value, "state": _state(indicator_value, card.state)}
    if indicator_value.most is not None and value is not None:
        amount = amount_within(Interval(value, indicator_value.most), [card.state])._asdict()
    return Figure(
        id=str(indicator_address(card.source, mesh, code, year, category)),
        label=Sentence.joined(", ", (title, Sentence(category))) if category else title,
        **amount,
        unit=indicator_unit(traits),
        period=Period.year(year),
        territories=(f"{MESH_WORDS.get(mesh, '')}{code}",),
        known=indicator_value.known,
        total=max(indicator_value.total, indicator_value.known),
        part=Text("lignes", "rows"),
        boundary=card.source,
        method=_method(edition, indicator_value),
        evidence=tuple(EvidenceRef(kind=IndicatorRowsKey.KIND, key=str(rows)) for rows in keys),
    )


def _state(indicator_value: IndicatorValue, usual: ValueState) -> ValueState:
    if not indicator_value.known:
        return ValueState.CONFIDENTIAL if indicator_value.secrets else ValueState.MISSING
    is_partial = indicator_value.is_sum and indicator_value.known < indicator_value.total
    return ValueState.LOWER_BOUND if indicator_value.bounds or is_partial else usual


_LEFT = Sentence(
    "au moins ce qui est publié, au plus ce que la région laisse aux mailles masquées une fois ôté ce qui est connu "
    "des autres départements"
)


def _method(edition: SourceEdition, indicator_value: IndicatorValue) -> Method:
    if indicator_value.most is not None:
        parameters = (("source", edition.card.source), ("edition", edition.name))
        return Method(name="left_by_the_region", formula=_LEFT, parameters=parameters)
    formula = (
        Text("somme des lignes de l’indicateur", "sum of the rows of the indicator")
        if indicator_value.is_sum
        else Text("valeur telle que le producteur la publie", "value as the producer publishes it")
    )
    name = "sum_of_indicator_rows" if indicator_value.is_sum else "published"
    return Method(name=name, formula=formula, parameters=(("source", edition.card.source), ("edition", edition.name)))
