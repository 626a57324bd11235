"""Who is bound: dated rules, read with what is known of an authority, of its population and of its perimeter."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Sentence, Text
from autan.plans.obligations.core.assets import duty_by_assets
from autan.plans.obligations.core.competences import (
    CLOSE_YEARS,
    AuthorityRecord,
    Duty,
    DutyReading,
    Holding,
    KnownPopulation,
    PerimeterMatch,
)
from autan.plans.obligations.core.rules import Branch, ObligationRule, RuleCondition

SURELY_ABOVE = 1.5
"""A population this many times the threshold was above it some years before too; one this far below was below."""
COMPETENCES_SINCE = 2021
"""Year of the codes of the national base of competences: what was in whose hands before is only probable."""
EPT = "EPT"
"""The territorial bodies of Greater Paris, which the texts read here do not name."""
LYON = "MET69"
EPCI_KINDS = frozenset({"CC", "CA", "CU", "METRO", LYON})
NO_CONDITIONS: Mapping[str, RuleCondition] = {}
_ABOVE_MUNICIPAL = 1.05
"""The total population, which some texts count, is at most so many times the municipal one."""


def read_duty(
    rule: ObligationRule, record: AuthorityRecord, day: date, conditions: Mapping[str, RuleCondition] = NO_CONDITIONS
) -> DutyReading:
    """Read a rule for an authority on a day, as far as what is known of it allows; see `DutyReader`."""
    return DutyReader(record, day, conditions).read(rule_on(rule, day))


class RuleOnDay(NamedTuple):
    """A rule as it reads on a day, the same for every authority.

    Attributes:
        on: the day that it is read for: that on which it falls due, where it is read when due.
        branches: the ways of being bound that stand then.
        asks_existence: True when an authority must have existed on some day.
    """

    rule: ObligationRule
    on: date
    branches: tuple[Branch, ...]
    is_in_force: bool
    asks_existence: bool


def rule_on(rule: ObligationRule, day: date) -> RuleOnDay:
    """Return a rule as it reads on a day."""
    on = rule.due if rule.is_read_when_due and rule.due else day
    branches = tuple(branch for branch in rule.branches if branch.is_in_force_on(on))
    is_in_force = rule.is_in_force_on(day) and bool(branches or not rule.branches)
    return RuleOnDay(rule, on, branches, is_in_force, any(branch.existing_on for branch in rule.branches))


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


class DutyReader:
    """Reads rules for one authority on one day; a threshold that many rules share is read once.

    Several ways of being bound: the surest that binds stands. What one way asks must all hold. A kind of authority that
    nothing tells for the day is that of the nearest year, and the answer is then no surer than probable, unless every
    kind would give the same one. The table of populations is that of `docs/reference/pcet-duty.md`.
    """

    def __init__(
        self, record: AuthorityRecord, day: date, conditions: Mapping[str, RuleCondition] = NO_CONDITIONS
    ) -> None:
        self.record, self.day, self.conditions = record, day, conditions
        self._populations: dict[int, KnownPopulation | None] = {}
        self._kinds: dict[int, tuple[str, bool]] = {}
        self._by_threshold: dict[tuple[int, int, bool], _Answer] = {}
        self._absence = _ABSENCES.get(record.existed_on(day))

    def read(self, wording: "RuleOnDay") -> DutyReading:
        """Read one rule, as it reads on the day."""
        rule, on = wording.rule, wording.on
        if not wording.is_in_force:
            return DutyReading(siren=self.record.siren, rule=rule, duty=Duty.NOT_IN_FORCE)
        if rule.asset:
            answer = _Answer(*duty_by_assets(rule.bears_on, self.record.inventory, self.day))
        else:
            answer = self._answer(wording.branches, rule.population, on)
        if self._absence:
            answer = min(answer, self._absence, key=_sureness)
        population = self._population(on.year) if answer.reads_population else None
        return DutyReading(
            siren=self.record.siren,
            rule=rule,
            duty=answer.duty,
            reason=answer.reason,
            population=population,
            perimeter=population.perimeter_in(on.year) if population else PerimeterMatch.NOT_KNOWN,
            disputed_above=answer.disputed_above,
            existed_since=self.record.first_day if wording.asks_existence else None,
            existence=self.record.existence if wording.asks_existence else (),
        )

    def read_branch(self, branch: Branch, population: str) -> tuple[Duty, Text]:
        """Read one way of being named by itself, of a text that is no rule, with why; `population` as a rule has it."""
        answer = self._answer([branch], population, self.day)
        return answer.duty, answer.reason

    def _answer(self, branches: Sequence[Branch], population: str, on: date) -> "_Answer":
        if on.year not in self._kinds:
            self._kinds[on.year] = self._kind(on.year)
        kind, is_sure = self._kinds[on.year]
        if kind == EPT and not any(EPT in branch.kinds for branch in branches):
            return _Answer(Duty.NOT_KNOWN, _TERRITORIAL)
        answer = self._for_kind(branches, population, kind, on)
        if is_sure:
            return answer
        others = [self._for_kind(branches, population, other, on) for other in sorted(EPCI_KINDS - {LYON})]
        if all(other.duty is others[0].duty for other in others):
            return others[0]
        weakened = _WEAKENED.get(answer.duty, answer.duty) if kind and answer.disputed_above is None else Duty.NOT_KNOWN
        return _Answer(weakened, _KIND_NOT_KNOWN, reads_population=answer.reads_population)

    def _kind(self, year: int) -> tuple[str, bool]:
        """Kind of the authority in a year, and whether a source tells it; empty when none tells any."""
        kinds = self.record.kinds
        if not kinds:
            return "", False
        # A kind of one authority alone, which texts name: it is that of any year.
        if LYON in kinds.values():
            return LYON, True
        before = max((known for known in kinds if known <= year), default=None)
        after = min((known for known in kinds if known >= year), default=None)
        if before is None or after is None:
            nearest = next(known for known in (before, after) if known is not None)
            return kinds[nearest], nearest - year <= CLOSE_YEARS
        nearest = min(before, after, key=lambda known: abs(known - year))
        return kinds[nearest], kinds[before] == kinds[after] or abs(nearest - year) <= CLOSE_YEARS

    def _for_kind(self, branches: Iterable[Branch], population: str, kind: str, on: date) -> "_Answer":
        """The surest of the ways that name a kind."""
        matching = [branch for branch in branches if kind in branch.kinds]
        if not matching:
            return _Answer(Duty.NOT_BOUND, _OTHER_KIND)
        return max((self._branch(branch, population, on) for branch in matching), key=_sureness)

    def _branch(self, branch: Branch, population: str, on: date) -> "_Answer":
        """What a way of being bound asks, together: what surely fails decides, then what is not known."""
        answers = list(self._conditions(branch, population, on))
        return min(answers, key=_sureness) if answers else _Answer(Duty.BOUND)

    def _conditions(self, branch: Branch, population: str, on: date) -> Iterable["_Answer"]:
        # The first of two answers as unsure gives the reason: the threshold of the text comes first.
        if branch.above is not None:
            yield self._threshold(branch.above, population, on.year)
        if branch.disputed_above is not None:
            yield self._read_disputed(branch.disputed_above, population, on.year)
        if branch.existing_on is not None:
            yield self._existence(branch.existing_on)
        if branch.commune_above is not None:
            yield self._commune(branch.commune_above, on.year)
        if branch.competence:
            yield self._holding(branch.competence, on.year)
        if branch.condition:
            yield self._condition(branch.condition)

    def _population(self, year: int) -> KnownPopulation | None:
        if year not in self._populations:
            self._populations[year] = nearest_population(self.record.populations, year)
        return self._populations[year]

    def _threshold(self, above: int, counted: str, year: int) -> "_Answer":
        key = (above, year, counted == "municipal")
        if key not in self._by_threshold:
            population = self._population(year)
            self._by_threshold[key] = (
                _Answer(Duty.NOT_KNOWN, _NO_POPULATION)
                if population is None
                else _Answer(*self._by_population(above, counted, population, year), reads_population=True)
            )
        return self._by_threshold[key]

    def _by_population(self, above: int, counted: str, known: KnownPopulation, year: int) -> tuple[Duty, Text]:
        perimeter = known.perimeter_in(year)
        if known.inhabitants > above:
            is_sure = known.is_close_to(year) or known.inhabitants >= SURELY_ABOVE * above
            if is_sure and perimeter in {PerimeterMatch.SAME, PerimeterMatch.NARROWER}:
                return Duty.BOUND, NO_TEXT
            return Duty.LIKELY_BOUND, _OTHER_TIME if perimeter is PerimeterMatch.SAME else _OTHER_PERIMETER
        if counted != "municipal" and known.inhabitants * _ABOVE_MUNICIPAL > above:
            reason = _TOTAL_POPULATION
        elif any(other.year < known.year and other.inhabitants > above for other in self.record.populations):
            reason = _FELL_BELOW
        elif perimeter not in {PerimeterMatch.SAME, PerimeterMatch.WIDER}:
            reason = _OTHER_PERIMETER
        elif perimeter is PerimeterMatch.WIDER or known.is_close_to(year) or known.inhabitants * SURELY_ABOVE <= above:
            return Duty.NOT_BOUND, NO_TEXT
        else:
            reason = _OTHER_TIME
        return Duty.LIKELY_NOT_BOUND, reason

    def _read_disputed(self, above: int, counted: str, year: int) -> "_Answer":
        """The letter binds whatever the population; who reads the threshold there too says otherwise below it."""
        answer = self._threshold(above, counted, year)
        if answer.duty in {Duty.BOUND, Duty.LIKELY_BOUND}:
            return answer
        return _Answer(Duty.LIKELY_BOUND, _BY_THE_LETTER, answer.reads_population, above)

    def _existence(self, existing_on: date) -> "_Answer":
        if self.record.created_on and self.record.created_on > existing_on:
            return _Answer(Duty.NOT_BOUND, _CREATED_AFTER)
        if self.record.first_day and self.record.first_day <= existing_on:
            return _Answer(Duty.BOUND)
        if self.record.existed_on(existing_on) is False:
            return _Answer(Duty.LIKELY_NOT_BOUND, _CREATED_AFTER)
        return _Answer(Duty.LIKELY_BOUND, _EXISTENCE_NOT_KNOWN)

    def _commune(self, above: int, year: int) -> "_Answer":
        largest = self.record.largest_communes
        if not largest:
            return _Answer(Duty.NOT_KNOWN, _NO_COMMUNE)
        known = min(largest, key=lambda other: (abs(other - year), other))
        is_near = abs(known - year) <= CLOSE_YEARS
        if largest[known] > above:
            return _Answer(Duty.BOUND) if is_near else _Answer(Duty.LIKELY_BOUND, _OTHER_TIME)
        if largest[known] * _ABOVE_MUNICIPAL > above:
            return _Answer(Duty.LIKELY_NOT_BOUND, _COMMUNE_TOTAL)
        return _Answer(Duty.NOT_BOUND if is_near else Duty.LIKELY_NOT_BOUND, _NO_LARGE_COMMUNE)

    def _holding(self, competence: str, year: int) -> "_Answer":
        answer = _HOLDINGS[self.record.holdings.get(competence, Holding.NOT_DECLARED)]
        if year + CLOSE_YEARS < COMPETENCES_SINCE and answer.duty in _WEAKENED:
            return _Answer(_WEAKENED[answer.duty], _COMPETENCE_OF_LATER)
        return answer

    def _condition(self, code: str) -> "_Answer":
        known = self.record.conditions.get(code)
        if known is not None:
            return _Answer(Duty.BOUND) if known else _Answer(Duty.NOT_BOUND)
        condition = self.conditions.get(code)
        return _Answer(_BY_VALUE[condition.leaves], condition.unknown) if condition else _Answer(Duty.NOT_KNOWN)


class _Answer(NamedTuple):
    """What one condition gives, or several together; `reads_population` when it rests on a population."""

    duty: Duty
    reason: Text = NO_TEXT
    reads_population: bool = False
    disputed_above: int | None = None


_BY_VALUE = {duty.value: duty for duty in Duty}
_SURENESS = {
    duty: rank
    for rank, duty in enumerate((Duty.NOT_BOUND, Duty.LIKELY_NOT_BOUND, Duty.NOT_KNOWN, Duty.LIKELY_BOUND, Duty.BOUND))
}


def _sureness(answer: _Answer) -> int:
    return _SURENESS[answer.duty]


def surest_of(duties: Iterable[Duty]) -> Duty:
    """Return what several rules together say: what one of them binds is bound, and unknown is never unbound."""
    in_force = [duty for duty in duties if duty is not Duty.NOT_IN_FORCE]
    return max(in_force, key=_SURENESS.__getitem__, default=Duty.NOT_IN_FORCE)


_WEAKENED = {Duty.BOUND: Duty.LIKELY_BOUND, Duty.NOT_BOUND: Duty.LIKELY_NOT_BOUND}
_CREATED_AFTER = Sentence("créée après la date à laquelle la règle veut qu’elle existe")
_DOES_NOT_EXIST = Sentence(
    "absente du registre national à cette date\u00a0: elle n’existait sans doute pas sous ce SIREN"
)
_MAY_NOT_EXIST = Sentence(
    "entrée au registre national, ou sortie, dans l’année\u00a0: on ne sait pas si elle existait ce jour"
)
_NO_POPULATION = Sentence("aucune population connue pour ce périmètre")
_EXISTENCE_NOT_KNOWN = Sentence("aucune source ici ne dit depuis quand elle existe")
_OTHER_TIME = Sentence("la population connue est plus récente que la règle")
_OTHER_PERIMETER = Sentence("la population connue n’est pas celle du périmètre d’alors, ou on ne sait pas")
_FELL_BELOW = Sentence("repassée sous le seuil\u00a0: aucun texte lu ici ne dit ce qui vaut alors")
_COMPETENCE_OF_LATER = Sentence("compétence connue pour une date plus récente seulement")
_TOTAL_POPULATION = Sentence(
    "juste sous le seuil en population municipale ; la population totale, un peu plus élevée, peut le passer"
)
_BY_THE_LETTER = Sentence(
    "obligée selon la lettre du texte, à confirmer : une autre lecture lui donne le seuil des communautés de communes"
)
_TERRITORIAL = Sentence("établissement public territorial : les textes lus ici ne le nomment pas")
_OTHER_KIND = Sentence("le texte ne vise pas cette sorte de collectivité")
_KIND_NOT_KNOWN = Sentence("sa forme juridique à cette date n’est pas connue ici")
_NO_COMMUNE = Sentence("populations des communes non connues")
_NO_LARGE_COMMUNE = Sentence("aucune commune membre ne passe le seuil")
_COMMUNE_TOTAL = Sentence("la plus grande commune est juste sous le seuil en population municipale")
_ABSENCES = {
    False: _Answer(Duty.LIKELY_NOT_BOUND, _DOES_NOT_EXIST),
    None: _Answer(Duty.NOT_KNOWN, _MAY_NOT_EXIST),
}
"""What binds nobody, by whether the register shows the authority on the day: it does not, or may not."""
_HOLDINGS = {
    Holding.HELD: _Answer(Duty.BOUND),
    Holding.NOT_HELD: _Answer(Duty.NOT_BOUND, Sentence("compétence non exercée")),
    Holding.NOT_DECLARED: _Answer(Duty.NOT_KNOWN, Sentence("compétence non déclarée dans la base nationale")),
}
