"""What a member has in its own hands: competences that act directly, and those that act through planning."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from autan.evidence.figures.core.deadlines import Days
from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Text
from autan.plans.estate.core.assets import Inventory
from autan.plans.obligations.core.rules import ObligationRule
from autan.territories.perimeters.core.bodies import VINTAGES


class CompetenceLever(Labelled):
    """How a competence acts on energy and emissions, as the reference document tells them apart."""

    DIRECT = "direct", "agit directement", "acts directly"
    PLANNING = "planning", "agit par la planification", "acts through planning"


class Holding(Labelled):
    """Whether a member holds a competence, as far as it is known."""

    HELD = "held", "oui", "yes"
    NOT_HELD = "not_held", "non", "no"
    NOT_DECLARED = "not_declared", "non déclarée", "not declared"


@dataclass(frozen=True, slots=True, kw_only=True)
class Competence:
    """One competence that matters for energy. `national_codes`: codes of the national base that stand for it."""

    code: str
    label: Text
    lever: CompetenceLever
    national_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CompetenceReading:
    """What is known of one competence of one member.

    `is_by_hand`: True when a person stated it, over the national base.
    """

    competence: Competence
    holding: Holding
    is_by_hand: bool = False
    evidence: tuple[EvidenceRef, ...] = ()


def read_competences(
    competences: Sequence[Competence],
    declared: Sequence[str] | None,
    by_hand: Mapping[str, CompetenceReading],
    base: EvidenceRef,
) -> tuple[CompetenceReading, ...]:
    """Return what is known of each competence of a member: what a person stated, else what the national base declares.

    A competence that the base does not list is not declared, never absent: some are missing from it. `declared` is None
    when the base does not know the member.
    """
    codes = set(declared or ())
    return tuple(
        by_hand.get(competence.code)
        or CompetenceReading(
            competence=competence,
            holding=Holding.NOT_DECLARED if codes.isdisjoint(competence.national_codes) else Holding.HELD,
            evidence=(base,) if codes else (),
        )
        for competence in competences
    )


_OLD_NUMBERS = "24"
"""What the SIREN of an EPCI created before 2010 begins with."""
CLOSE_YEARS = 1
"""A population of at most so many years after a day is that of the day."""


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
class KnownPopulation:
    """A population that a source gives.

    Attributes:
        year: year that it is in force, or about.
        perimeter: its perimeter against that of another year.
        compared_with: that year; None when the perimeters were not compared.
        is_of_register: True when the register gives it for the perimeter of its year.
    """

    inhabitants: int
    year: int
    perimeter: PerimeterMatch = PerimeterMatch.NOT_KNOWN
    compared_with: int | None = None
    is_approximate: bool = False
    is_of_register: bool = False
    evidence: tuple[EvidenceRef, ...] = ()

    def is_close_to(self, year: int) -> bool:
        """Say whether it is no later than a year; the register dates those it gives, others are of about their year."""
        return self.year <= year + (0 if self.is_of_register else CLOSE_YEARS)

    def perimeter_in(self, year: int) -> PerimeterMatch:
        """Its perimeter against that of a year.

        Known from a year before the comparison to a year after the population, and between them: what did not change,
        or only grew, from one to the other did so at each year in between.
        """
        if self.is_of_register and self.year <= year <= self.year + CLOSE_YEARS:
            return PerimeterMatch.SAME
        if self.compared_with is None:
            return PerimeterMatch.NOT_KNOWN
        first, last = sorted((self.compared_with, self.year))
        first, last = min(first, self.compared_with - CLOSE_YEARS), max(last, self.compared_with + CLOSE_YEARS)
        return self.perimeter if first <= year <= last else PerimeterMatch.NOT_KNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityRecord:
    """What is known of an authority that a rule may bind.

    Attributes:
        existed_since: first day that it is known to have existed; None when no source says.
        created_on: day on which it was created, before which it did not exist; None when no source says.
        registered_by: days between which it was created, as the years of the register tell; None when they do not.
        removed_by: days between which it ended, as they tell; None for one that the register still holds.
        kinds: its kind, by year.
        largest_communes: inhabitants of its most populous commune, by year.
        conditions: what else is known to hold or not, by the code of the condition.
    """

    siren: str
    populations: tuple[KnownPopulation, ...] = ()
    kinds: Mapping[int, str] = field(default_factory=dict)
    largest_communes: Mapping[int, int] = field(default_factory=dict)
    holdings: Mapping[str, Holding] = field(default_factory=dict)
    conditions: Mapping[str, bool] = field(default_factory=dict)
    existed_since: date | None = None
    created_on: date | None = None
    registered_by: Days | None = None
    removed_by: Days | None = None
    existence: tuple[EvidenceRef, ...] = ()
    inventory: Inventory | None = None

    @property
    def first_day(self) -> date | None:
        """First day that it is known to have existed, or None."""
        return self.existed_since or self.created_on

    @property
    def creation(self) -> Days | None:
        """The days between which it was created, as narrow as sources tell."""
        if self.created_on:
            return self.created_on, self.created_on
        if self.existed_since:
            return date.min, self.existed_since
        return self.registered_by

    def existed_on(self, day: date) -> bool | None:
        """Say whether it existed on a day, by the years of the register; None between two of them that differ.

        A number of before 2010 may be that of a body which a merger ended and which came back: what is before the
        register is then left open.
        """
        may_be_older = self.siren.startswith(_OLD_NUMBERS) and day.year < VINTAGES[0]
        if self.registered_by and not may_be_older and day < self.registered_by[1]:
            first_possible = self.registered_by[0]
            if first_possible == date.min:
                return True
            return False if day < first_possible else None
        if self.removed_by and day >= self.removed_by[0]:
            return None if day < self.removed_by[1] else False
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyReading:
    """What a rule says of an authority, and why.

    Attributes:
        perimeter: its perimeter against that of the day that was read for.
        reason: why it is no surer, or why it cannot be told; both empty when the population alone decides.
        disputed_above: threshold that one reading of the text gives to this authority and another does not; None where
            the text reads one way.
    """

    siren: str
    rule: ObligationRule
    duty: Duty
    population: KnownPopulation | None = None
    perimeter: PerimeterMatch = PerimeterMatch.NOT_KNOWN
    reason: Text = NO_TEXT
    disputed_above: int | None = None
    existed_since: date | None = None
    existence: tuple[EvidenceRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyStatement:
    """What a source says of the obligation of an authority, or of a whole network.

    Attributes:
        siren: who; empty for the network as a whole.
        says: `bound`, `voluntary`, or `none` for no obligation at all.
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
