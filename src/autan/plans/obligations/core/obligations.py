"""Who is bound to a plan: dated rules, read with what is known of a population and of its perimeter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.texts import NO_TEXT, Text

_SURELY_ABOVE = 1.5
"""A population this many times the threshold was above it some years before too."""
_CLOSE_YEARS = 1
"""A population of at most so many years after the day of the rule is that of the day."""
_ABOVE_MUNICIPAL = 1.05
"""The total population, which some texts count, is at most so many times the municipal one."""


class PerimeterMatch(Labelled):
    """The perimeter of a known population against that of the day of the rule."""

    SAME = "same", "même périmètre", "same perimeter"
    NARROWER = "narrower", "périmètre plus étroit", "narrower perimeter"
    WIDER = "wider", "périmètre plus large", "wider perimeter"
    NOT_KNOWN = "not_known", "périmètre inconnu", "perimeter not known"


class Duty(Labelled):
    """Whether an authority is bound, as far as it can be told."""

    BOUND = "bound", "obligée", "bound"
    LIKELY_BOUND = "likely_bound", "sans doute obligée", "probably bound"
    LIKELY_NOT_BOUND = "likely_not_bound", "sans doute non obligée", "probably not bound"
    NOT_BOUND = "not_bound", "non obligée", "not bound"
    NOT_KNOWN = "not_known", "on ne sait pas", "not known"
    NOT_IN_FORCE = "not_in_force", "règle non applicable à cette date", "rule not in force on this date"


@dataclass(frozen=True, slots=True, kw_only=True)
class ObligationRule:
    """One rule, with its text and the days between which it stands.

    Attributes:
        code: identifier.
        text: the text that states it, with its reference.
        valid_to: last day; None when it stands.
        threshold: inhabitants above which it binds.
        population: which population it counts; `not_stated` when its text does not say.
        existing_on: day on which the authority must have existed; None for any.
        due: day by which it must be met; None when it binds at once.
        every_years: years between two; 0 for once.
        needs_air_protection_plan: True when it binds only where an air-protection plan is in force.
    """

    code: str
    plan: str
    label: Text
    text: Text
    valid_from: date
    valid_to: date | None
    threshold: int
    population: str
    existing_on: date | None = None
    due: date | None = None
    every_years: int = 0
    needs_air_protection_plan: bool = False

    def is_in_force_on(self, day: date) -> bool:
        """Say whether the rule is in force on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    @property
    def reference_day(self) -> date:
        """The day whose perimeter and population it is read for."""
        return self.due or self.valid_from


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPopulation:
    """A population that a source gives.

    Attributes:
        year: year that it is in force, or about.
        perimeter: its perimeter against that of another year.
        compared_with: that year; None when the perimeters were not compared.
        is_approximate: True when the source says about.
        evidence: what states it.
    """

    inhabitants: int
    year: int
    perimeter: PerimeterMatch = PerimeterMatch.NOT_KNOWN
    compared_with: int | None = None
    is_approximate: bool = False
    evidence: tuple[EvidenceRef, ...] = ()

    def perimeter_in(self, year: int) -> PerimeterMatch:
        """Its perimeter against that of a year.

        Known from a year before the comparison to a year after the population, and between them: what did not change,
        or only grew, from one to the other did so at each year in between.
        """
        if self.compared_with is None:
            return PerimeterMatch.NOT_KNOWN
        first, last = sorted((self.compared_with, self.year))
        first, last = min(first, self.compared_with - _CLOSE_YEARS), max(last, self.compared_with + _CLOSE_YEARS)
        return self.perimeter if first <= year <= last else PerimeterMatch.NOT_KNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityRecord:
    """What is known of an authority that a rule may bind.

    Attributes:
        existed_since: first day that it is known to have existed; None when no source says.
        created_on: day on which it was created, before which it did not exist; None when no source says.
        existence: what states either day.
        has_air_protection_plan: None when no source says.
    """

    siren: str
    populations: tuple[KnownPopulation, ...] = ()
    existed_since: date | None = None
    created_on: date | None = None
    existence: tuple[EvidenceRef, ...] = ()
    has_air_protection_plan: bool | None = None

    @property
    def first_day(self) -> date | None:
        """First day that it is known to have existed, or None."""
        return self.existed_since or self.created_on

    def existed_on(self, day: date) -> bool:
        """Say whether a source tells that it existed on a day."""
        return self.first_day is not None and self.first_day <= day


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyReading:
    """What a rule says of an authority, and why.

    Attributes:
        population: the population that was read, or None.
        perimeter: its perimeter against that of the rule.
        reason: why it is no surer, or why it cannot be told; both empty when the population alone decides.
        existed_since: first day that the authority is known to have existed, where the rule asks for it.
        existence: what states it.
    """

    siren: str
    rule: ObligationRule
    duty: Duty
    population: KnownPopulation | None
    perimeter: PerimeterMatch = PerimeterMatch.NOT_KNOWN
    reason: Text = NO_TEXT
    existed_since: date | None = None
    existence: tuple[EvidenceRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyStatement:
    """What a source says of the obligation of an authority, or of a whole network.

    Attributes:
        siren: who; empty for the network as a whole.
        says: `bound`, `voluntary`, or `none` for no obligation at all.
        evidence: where it says it.
    """

    rule: str
    says: str
    evidence: tuple[EvidenceRef, ...]
    siren: str = ""

    def contradicts(self, duty: Duty) -> bool:
        """Say whether it cannot stand beside what the rule gives.

        >>> DutyStatement(rule="pcet_2012", says="none", evidence=()).contradicts(Duty.BOUND)
        True
        """
        if self.says == "bound":
            return duty in {Duty.NOT_BOUND, Duty.LIKELY_NOT_BOUND}
        return duty in {Duty.BOUND, Duty.LIKELY_BOUND}


def read_duty(rule: ObligationRule, record: AuthorityRecord, day: date) -> DutyReading:
    """Read a rule for an authority on a day, as far as what is known of it allows.

    The population is the one of `nearest_population`. The table is that of `docs/reference/pcet-duty.md`.
    """
    year = rule.reference_day.year

    def reading(duty: Duty, reason: Text = NO_TEXT, population: KnownPopulation | None = None) -> DutyReading:
        perimeter = population.perimeter_in(year) if population else PerimeterMatch.NOT_KNOWN
        return DutyReading(
            siren=record.siren,
            rule=rule,
            duty=duty,
            population=population,
            perimeter=perimeter,
            reason=reason,
            existed_since=record.first_day if rule.existing_on else None,
            existence=record.existence if rule.existing_on else (),
        )

    if not rule.is_in_force_on(day):
        return reading(Duty.NOT_IN_FORCE)
    if rule.existing_on and record.created_on and record.created_on > rule.existing_on:
        return reading(Duty.NOT_BOUND, _CREATED_AFTER)
    if rule.needs_air_protection_plan and record.has_air_protection_plan is not True:
        is_out = record.has_air_protection_plan is False
        return reading(Duty.NOT_BOUND if is_out else Duty.NOT_KNOWN, NO_TEXT if is_out else _AIR_NOT_KNOWN)
    population = nearest_population(record.populations, year)
    if population is None:
        return reading(Duty.NOT_KNOWN, _NO_POPULATION)
    duty, reason = _by_population(rule, population, population.perimeter_in(year))
    if duty is Duty.BOUND and rule.existing_on and not record.existed_on(rule.existing_on):
        duty, reason = Duty.LIKELY_BOUND, _EXISTENCE_NOT_KNOWN
    return reading(duty, reason, population)


def nearest_population(populations: Sequence[KnownPopulation], year: int) -> KnownPopulation | None:
    """Return the population to read for a year; None when none is known.

    One of the perimeter of the year comes first, then one of a perimeter compared with it; then the nearest, the
    earlier of two as near.
    """

    def distance(known: KnownPopulation) -> tuple[int, int, int]:
        perimeter = known.perimeter_in(year)
        rank = {PerimeterMatch.SAME: 0, PerimeterMatch.NOT_KNOWN: 2}.get(perimeter, 1)
        return rank, abs(known.year - year), known.year

    return min(populations, key=distance, default=None)


def _by_population(rule: ObligationRule, known: KnownPopulation, perimeter: PerimeterMatch) -> tuple[Duty, Text]:
    if known.inhabitants > rule.threshold:
        is_near = known.year <= rule.reference_day.year + _CLOSE_YEARS
        is_sure = is_near or known.inhabitants >= _SURELY_ABOVE * rule.threshold
        if is_sure and perimeter in {PerimeterMatch.SAME, PerimeterMatch.NARROWER}:
            return Duty.BOUND, NO_TEXT
        return Duty.LIKELY_BOUND, _OTHER_TIME if perimeter is PerimeterMatch.SAME else _OTHER_PERIMETER
    if rule.population != "municipal" and known.inhabitants * _ABOVE_MUNICIPAL > rule.threshold:
        return Duty.LIKELY_NOT_BOUND, _TOTAL_POPULATION
    if perimeter in {PerimeterMatch.SAME, PerimeterMatch.WIDER}:
        return Duty.NOT_BOUND, NO_TEXT
    return Duty.LIKELY_NOT_BOUND, _OTHER_PERIMETER


_CREATED_AFTER = Text(
    "créée après la date à laquelle la règle veut qu’elle existe", "created after the day on which it must exist"
)
_AIR_NOT_KNOWN = Text(
    "aucune source ici ne dit si un plan de protection de l’atmosphère la couvre",
    "no source here says whether an air-protection plan covers it",
)
_NO_POPULATION = Text("aucune population connue pour ce périmètre", "no population known for this perimeter")
_EXISTENCE_NOT_KNOWN = Text(
    "aucune source ici ne dit depuis quand elle existe", "no source here says since when it exists"
)
_OTHER_TIME = Text("la population connue est plus récente que la règle", "the known population is later than the rule")
_OTHER_PERIMETER = Text(
    "la population connue n’est pas celle du périmètre d’alors, ou on ne sait pas",
    "the known population is not that of the perimeter of the time, or this is not known",
)
_TOTAL_POPULATION = Text(
    "juste sous le seuil en population municipale ; la population totale, un peu plus élevée, peut le passer",
    "just below the threshold in municipal population; the total population, a little higher, may be above",
)
