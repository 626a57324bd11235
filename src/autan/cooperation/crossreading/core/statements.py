"""What plans, surveys, indicators and accounts state of a member, in one form, so that it can be compared."""

from dataclasses import dataclass

from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.units import convert, get_unit
from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.notation import number_text
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Sentence, Text


class Origin(Labelled):
    """Where a statement comes from."""

    PLAN = "plan", "plan", "plan"
    ACTION = "action", "action", "action"
    FOLLOW_UP = "follow_up", "suivi du plan", "follow-up of the plan"
    SURVEY = "survey", "enquête", "survey"
    INDICATOR = "indicator", "indicateur suivi", "followed indicator"
    ACCOUNTS = "accounts", "comptes de l’observatoire", "accounts of the observatory"
    FACT = "fact", "source citée", "cited source"


class Aspect(Labelled):
    """What a statement is about."""

    TARGET = "target", "objectif", "target"
    BASE = "base", "valeur de référence", "base value"
    OBSERVED = "observed", "valeur observée", "observed value"
    EXISTS = "exists", "existence", "existence"
    DATE = "date", "date", "date"
    STAFF = "staff", "personnel", "staff"
    MOMENT = "moment", "moment", "moment"
    AMOUNT = "amount", "montant", "amount"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One thing that one source states of one member.

    Attributes:
        siren: the member; empty for the network.
        source: which plan, campaign, indicator or edition; statements of one source may add up.
        quantity: what is measured, or what exists or not.
        part: sector; `total` for the whole.
        scope: `estate`, `territory`, or empty when not stated.
        form: form of a target (`level`, `change`, `share`); else empty.
        value: value; 1 or 0 for what exists or not; ordinal of a day for a date; the least of what lies between two.
        high: the most that a moment or an amount may be; None when nothing bounds it.
        rank: place of a moment or an amount among those that may not be less than the ones before it.
        is_rough: True when the source says about, nearly.
    """

    siren: str
    origin: Origin
    source: str
    aspect: Aspect
    ref: EvidenceRef
    words: Text
    subject: Text = NO_TEXT
    quantity: str = ""
    part: str = "total"
    scope: str = ""
    form: str = ""
    unit: str = ""
    value: float = 0.0
    high: float | None = None
    rank: int = 0
    is_floor: bool = False
    is_rough: bool = False
    year: int | None = None
    base_year: int | None = None

    def value_in(self, unit: str) -> float | None:
        """Return the value in another unit; None when they measure different things."""
        own, target = get_unit(self.unit), get_unit(unit)
        if own.code == target.code:
            return self.value
        if own.dimension is not target.dimension:
            return None
        return float(convert(self.value, from_unit=own, to_unit=target))

    def is_same_scope(self, other: "Statement") -> bool:
        """Say whether two statements may be of one scope: one that is not stated is held to be that of the other."""
        return not self.scope or not other.scope or self.scope == other.scope


def observed_words(label: Text, value: float, symbol: Text, year: object) -> Text:
    """Return a value observed in a year, in one line: « émissions : 205 kt CO₂e en 2019 »."""
    number = number_text(value)
    return Sentence("{about} : {number} {symbol} en {year}", about=label, number=number, symbol=symbol, year=year)


SECTORS = (
    "residential",
    "tertiary",
    "road_transport",
    "other_transport",
    "agriculture",
    "waste",
    "industry_excl_energy",
    "energy_industry",
)
"""The eight sectors of the regulation."""
SOURCES = (
    "onshore_wind",
    "solar_pv",
    "solar_thermodynamic",
    "hydro",
    "biomass_electricity",
    "biogas_electricity",
    "geothermal_electricity",
    "biomass_heat",
    "heat_pump",
    "geothermal_heat",
    "solar_thermal",
    "biogas_heat",
    "biomethane",
    "biofuel",
)
"""The renewable sources of the regulation, which do not overlap."""
