"""Units of the trade and their exact conversion; what must not be mixed has another dimension.

Energy by lower calorific value (PCI), by higher calorific value (PCS), and energy whose basis the source
does not state are three dimensions: no conversion joins them without a stated method.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from autan.ground.errors import DomainError
from autan.ground.texts.core.texts import plural
from autan.ground.wordings import Sentence, Text


class Dimension(StrEnum):
    """What a unit measures. Two units convert into one another only inside one dimension."""

    ENERGY = "energy"
    ENERGY_LHV = "energy_lhv"
    ENERGY_HHV = "energy_hhv"
    ENERGY_UNSTATED = "energy_unstated_basis"
    POWER = "power"
    EMISSIONS = "emissions_co2e"
    MONEY = "money"
    PEOPLE = "people"
    DWELLINGS = "dwellings"
    TERRITORIES = "territories"
    ANSWERS = "answers"
    COUNT = "count"
    SHARE = "share"
    AREA = "area"
    MASS = "mass"
    DEGREE_DAYS = "degree_days"
    PRICE = "price_of_energy"
    INDEX = "index"
    CALENDAR = "calendar_year"
    ENERGY_PER_HEAD = "energy_per_inhabitant"
    EMISSIONS_PER_HEAD = "emissions_per_inhabitant"
    ENERGY_PER_DWELLING = "energy_per_dwelling"
    EMISSIONS_PER_DWELLING = "emissions_per_dwelling"
    MONEY_PER_DWELLING = "money_per_dwelling"
    MONEY_PER_HEAD = "money_per_inhabitant"
    ENERGY_PER_AREA = "energy_per_floor_area"
    ENERGY_PER_SITE = "energy_per_metered_site"
    MASS_PER_HEAD = "mass_per_inhabitant"
    LENGTH = "length"
    VOLUME = "volume"
    DURATION = "duration"


PER_HEAD = frozenset(
    {
        Dimension.ENERGY_PER_HEAD,
        Dimension.EMISSIONS_PER_HEAD,
        Dimension.ENERGY_PER_DWELLING,
        Dimension.EMISSIONS_PER_DWELLING,
        Dimension.MONEY_PER_DWELLING,
        Dimension.MONEY_PER_HEAD,
        Dimension.ENERGY_PER_AREA,
        Dimension.ENERGY_PER_SITE,
        Dimension.MASS_PER_HEAD,
    }
)
_NEVER_ADDED = frozenset(
    {Dimension.SHARE, Dimension.CALENDAR, Dimension.INDEX, Dimension.DEGREE_DAYS, Dimension.PRICE, Dimension.DURATION}
)


class UnitMismatchError(DomainError):
    """Two quantities of different dimensions were to be added, compared or converted."""

    def __init__(self, left: "Unit", right: "Unit") -> None:
        self.left = left
        self.right = right
        super().__init__(f"{left.code} ({left.dimension}) does not convert into {right.code} ({right.dimension})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One unit: `factor` base units of its dimension, exactly.

    Attributes:
        code: identifier used in files, the API and the command line.
        factor: how many base units (kWh, t CO2e, EUR, one...) it holds.
        decimals: digits after the comma that a reader wants by default.
        one: the same for a single one, where the symbol is a word that has a plural.
    """

    code: str
    symbol: Text
    dimension: Dimension
    factor: Fraction
    decimals: int = 0
    one: Text | None = None

    def written(self, value: float | None) -> Text:
        """What is printed after this number: « 1 installation », « 2 installations ».

        >>> get_unit("installations").written(1.5)
        Text(fr='installation', en='installations')
        """
        return self.symbol if self.one is None or value is None else plural(value, self.one, self.symbol)

    @property
    def is_summable(self) -> bool:
        """False for what must never be added over territories: shares, per-head values, years of a calendar."""
        return self.dimension not in _NEVER_ADDED and self.dimension not in PER_HEAD


_KWH_PER_TEP = Fraction(11_630)  # 1 tep = 41.868 GJ = 11.63 MWh (IEA convention)
_ENERGY_STEPS = (
    ("J", Fraction(1, 3_600_000)),
    ("kWh", Fraction(1)),
    ("MWh", Fraction(10**3)),
    ("GWh", Fraction(10**6)),
    ("TWh", Fraction(10**9)),
    ("tep", _KWH_PER_TEP),
    ("ktep", _KWH_PER_TEP * 1000),
)
_ENERGY_BASES = (
    ("", Dimension.ENERGY, Text("", "")),
    ("_lhv", Dimension.ENERGY_LHV, Sentence(" PCI")),
    ("_hhv", Dimension.ENERGY_HHV, Sentence(" PCS")),
    ("_unstated", Dimension.ENERGY_UNSTATED, Text("", "")),
)


def _energy_units() -> list[Unit]:
    return [
        Unit(
            code=name + suffix,
            symbol=Sentence.joined("", (name, note)),
            dimension=dimension,
            factor=factor,
            decimals=1 if name in {"TWh", "ktep"} else 0,
        )
        for suffix, dimension, note in _ENERGY_BASES
        for name, factor in _ENERGY_STEPS
    ]


def _counting_unit(code: str, fr: tuple[str, str], en: tuple[str, str], dimension: Dimension) -> Unit:
    """A unit whose symbol is a word: several, then one."""
    return Unit(code=code, symbol=Text(fr[0], en[0]), dimension=dimension, factor=Fraction(1), one=Text(fr[1], en[1]))


def _plain(
    code: str, fr: str, en: str, dimension: Dimension, factor: Fraction = Fraction(1), decimals: int = 0
) -> Unit:
    return Unit(code=code, symbol=Text(fr, en), dimension=dimension, factor=factor, decimals=decimals)


_INHABITANT, _DWELLING, _SITE = Text("habitant", "inhabitant"), Text("logement", "dwelling"), Text("site", "site")


def _per(
    code: str, symbol: str, label: Text, dimension: Dimension, factor: Fraction = Fraction(1), decimals: int = 0
) -> Unit:
    """A quantity for one inhabitant, dwelling or site; its code is made of both, as `MWh_per_dwelling`."""
    fr, en = f"{symbol} par {label.fr}", f"{symbol} per {label.en}"
    return _plain(f"{code}_per_{label.en}", fr, en, dimension, factor, decimals)


_UNITS = {
    unit.code: unit
    for unit in [
        *_energy_units(),
        _plain("kW", "kW", "kW", Dimension.POWER),
        _plain("MW", "MW", "MW", Dimension.POWER, Fraction(1000), 1),
        _plain("tCO2e", "t CO₂e", "t CO₂e", Dimension.EMISSIONS),
        _plain("ktCO2e", "kt CO₂e", "kt CO₂e", Dimension.EMISSIONS, Fraction(1000), 1),
        _plain("t", "t", "t", Dimension.MASS),
        _plain("kt", "kt", "kt", Dimension.MASS, Fraction(1000), 1),
        _plain("EUR", "€", "€", Dimension.MONEY),
        _plain("kEUR", "k€", "€k", Dimension.MONEY, Fraction(1000)),
        _plain("MEUR", "M€", "€M", Dimension.MONEY, Fraction(10**6), 1),
        _counting_unit("inhabitants", ("habitants", "habitant"), ("inhabitants", "inhabitant"), Dimension.PEOPLE),
        _counting_unit(
            "participants", ("participants", "participant"), ("participants", "participant"), Dimension.PEOPLE
        ),
        _counting_unit("dwellings", ("logements", "logement"), ("dwellings", "dwelling"), Dimension.DWELLINGS),
        _counting_unit(
            "territories", ("collectivités", "collectivité"), ("authorities", "authority"), Dimension.TERRITORIES
        ),
        _counting_unit("communes", ("communes", "commune"), ("municipalities", "municipality"), Dimension.COUNT),
        _counting_unit("answers", ("réponses", "réponse"), ("answers", "answer"), Dimension.ANSWERS),
        _counting_unit("facts", ("faits", "fait"), ("facts", "fact"), Dimension.COUNT),
        _counting_unit("questions", ("questions", "question"), ("questions", "question"), Dimension.COUNT),
        _counting_unit("workshops", ("ateliers", "atelier"), ("workshops", "workshop"), Dimension.COUNT),
        _counting_unit("attendances", ("présences", "présence"), ("attendances", "attendance"), Dimension.COUNT),
        _counting_unit("certificates", ("diagnostics", "diagnostic"), ("certificates", "certificate"), Dimension.COUNT),
        _counting_unit(
            "installations", ("installations", "installation"), ("installations", "installation"), Dimension.COUNT
        ),
        _plain("count", "", "", Dimension.COUNT),
        _counting_unit("days", ("jours", "jour"), ("days", "day"), Dimension.DURATION),
        _plain("pct", "%", "%", Dimension.SHARE),
        _plain("ratio", "", "", Dimension.SHARE, Fraction(100), 2),
        _plain("index", "", "", Dimension.INDEX, decimals=1),
        _plain("degree_days", "degrés-jours", "degree days", Dimension.DEGREE_DAYS),
        _plain("EUR_per_MWh", "€ par MWh", "€ per MWh", Dimension.PRICE),
        _plain("EUR_per_kWh", "€ par kWh", "€ per kWh", Dimension.PRICE, Fraction(1000), 2),
        _plain("year", "", "", Dimension.CALENDAR),
        _plain("m2", "m²", "m²", Dimension.AREA, Fraction(1, 10**6)),
        _plain("km2", "km²", "km²", Dimension.AREA),
        _plain("ha", "ha", "ha", Dimension.AREA, Fraction(1, 100)),
        _plain("km", "km", "km", Dimension.LENGTH),
        _plain("m3", "m³", "m³", Dimension.VOLUME),
        _per("kg", "kg", _INHABITANT, Dimension.MASS_PER_HEAD, Fraction(1, 1000)),
        _per("MWh", "MWh", _INHABITANT, Dimension.ENERGY_PER_HEAD, Fraction(1000), 1),
        _per("kWh", "kWh", _INHABITANT, Dimension.ENERGY_PER_HEAD),
        _plain("kWh_per_m2", "kWh par m²", "kWh per m²", Dimension.ENERGY_PER_AREA),
        _per("MWh", "MWh", _DWELLING, Dimension.ENERGY_PER_DWELLING, Fraction(1000), 1),
        _per("MWh", "MWh", _SITE, Dimension.ENERGY_PER_SITE, Fraction(1000), 1),
        _per("tCO2e", "t CO₂e", _DWELLING, Dimension.EMISSIONS_PER_DWELLING, decimals=1),
        _per("EUR", "€", _INHABITANT, Dimension.MONEY_PER_HEAD, decimals=1),
        _per("EUR", "€", _DWELLING, Dimension.MONEY_PER_DWELLING),
        _per("tCO2e", "t CO₂e", _INHABITANT, Dimension.EMISSIONS_PER_HEAD, decimals=1),
    ]
}

_WIDE = 10_000
_LARGER = {"tCO2e": "ktCO2e", "kW": "MW"} | {
    lesser + basis: larger + basis for basis, *_ in _ENERGY_BASES for lesser, larger in (("kWh", "MWh"), ("MWh", "GWh"))
}


def get_unit(code: str) -> Unit:
    """Return the unit of this code."""
    try:
        return _UNITS[code]
    except KeyError:
        message = f"unknown unit {code!r}; known: {', '.join(sorted(_UNITS))}"
        raise DomainError(message) from None


def units_like(unit: Unit) -> tuple[Unit, ...]:
    """Units that a quantity in this unit may be typed in; things that are counted convert into nothing else.

    >>> [other.code for other in units_like(get_unit("kW"))]
    ['kW', 'MW']
    """
    if unit.dimension is Dimension.COUNT:
        return (unit,)
    return tuple(other for other in _UNITS.values() if other.dimension is unit.dimension)


def readable_unit(unit: Unit, size: float) -> Unit:
    """Return the unit in which a reader takes in a number of this size best (MWh to GWh, t to kt when there are many).

    >>> readable_unit(get_unit("MWh"), 9_999).code, readable_unit(get_unit("kWh"), 25_000_000).code
    ('MWh', 'GWh')
    """
    while size >= _WIDE and unit.code in _LARGER:
        larger = get_unit(_LARGER[unit.code])
        size, unit = float(convert(size, from_unit=unit, to_unit=larger)), larger
    return unit


def convert(value: Fraction | float, *, from_unit: Unit, to_unit: Unit) -> Fraction | float:
    """Convert a value, exactly for integers and fractions.

    Returns the same quantity in `to_unit`: a Fraction when `value` is an int or a Fraction, else a float.

    Raises UnitMismatchError: the units measure different things.

    >>> convert(1, from_unit=get_unit("ktep"), to_unit=get_unit("GWh"))
    Fraction(1163, 100)
    """
    if from_unit.dimension is not to_unit.dimension:
        raise UnitMismatchError(from_unit, to_unit)
    factor = from_unit.factor / to_unit.factor
    if isinstance(value, int | Fraction):
        return value * factor
    # a multiplication and a division round once each: by 0.001, which has no exact binary form, they would twice
    return value * factor.numerator / factor.denominator
