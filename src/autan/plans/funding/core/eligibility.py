"""Whom a call is open to: by kind, population and duty, as far as what is known of an authority tells."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Sentence, Text
from autan.plans.estate.core.assets import YesNo
from autan.plans.funding.core.calls import CountedPopulation, FundingCall
from autan.plans.obligations.core.competences import AuthorityRecord, Duty
from autan.plans.obligations.core.reading import EPCI_KINDS, EPT, DutyReader, surest_of
from autan.plans.obligations.core.rules import Branch


class Eligibility(Labelled):
    """Whether a call is open to an authority, from the surest no to the surest yes."""

    NOT_ELIGIBLE = "not_eligible", "pas éligible", "not eligible"
    UNLIKELY = "unlikely", "sans doute pas éligible", "likely not eligible"
    NOT_KNOWN = "not_known", "on ne sait pas", "not known"
    LIKELY = "likely", "sans doute éligible", "likely eligible"
    ELIGIBLE = "eligible", "éligible", "eligible"

    @property
    def is_sure(self) -> bool:
        """True for a plain yes or no."""
        return self in {Eligibility.ELIGIBLE, Eligibility.NOT_ELIGIBLE}


@dataclass(frozen=True, slots=True, kw_only=True)
class EligibilityReading:
    """What the rules of a call say of an authority, and why."""

    state: Eligibility
    reason: Text = NO_TEXT


_BY_DUTY = {
    Duty.BOUND: Eligibility.ELIGIBLE,
    Duty.LIKELY_BOUND: Eligibility.LIKELY,
    Duty.NOT_KNOWN: Eligibility.NOT_KNOWN,
    Duty.LIKELY_NOT_BOUND: Eligibility.UNLIKELY,
    Duty.NOT_BOUND: Eligibility.NOT_ELIGIBLE,
    Duty.NOT_IN_FORCE: Eligibility.NOT_KNOWN,
}
_RANK = {state: rank for rank, state in enumerate(Eligibility)}
_OPPOSITE = dict(zip(Eligibility, reversed(Eligibility), strict=True))
_EVERY_KIND = EPCI_KINDS | {EPT}


def read_eligibility(
    call: FundingCall, record: AuthorityRecord, duties: Mapping[str, Duty], on: date
) -> EligibilityReading:
    """Read the rules of a call for an authority on a day: all must hold, and what fails surely decides.

    Conditions that no data tell leave a yes likely; a call that does not say to whom it is open leaves all unknown.
    `duties` is what the authority is bound to, by code of rule.
    """
    readings = list(_readings(call, record, duties, on))
    if not readings:
        return EligibilityReading(state=Eligibility.NOT_KNOWN, reason=_NOBODY_SAID)
    least = min(readings, key=lambda reading: _RANK[reading.state])
    if call.conditions and least.state is Eligibility.ELIGIBLE:
        return EligibilityReading(state=Eligibility.LIKELY, reason=_OTHERS)
    return least


def _readings(
    call: FundingCall, record: AuthorityRecord, duties: Mapping[str, Duty], on: date
) -> Iterator[EligibilityReading]:
    reader = DutyReader(record, on)
    counted = "municipal" if call.population is CountedPopulation.MUNICIPAL else "not_stated"
    kinds = frozenset(kind.value for kind in call.kinds) or _EVERY_KIND
    if call.kinds or call.population_above is not None:
        duty, reason = reader.read_branch(Branch(kinds=kinds, above=call.population_above), counted)
        is_below = duty is Duty.NOT_BOUND and reason == NO_TEXT
        yield EligibilityReading(state=_BY_DUTY[duty], reason=_TOO_FEW if is_below else reason)
    if call.population_most is not None:
        duty, reason = reader.read_branch(Branch(kinds=_EVERY_KIND, above=call.population_most), counted)
        is_above = duty is Duty.BOUND
        yield EligibilityReading(state=_OPPOSITE[_BY_DUTY[duty]], reason=_TOO_MANY if is_above else reason)
    if call.is_reserved is YesNo.YES:
        duty = surest_of(duties.get(code, Duty.NOT_KNOWN) for code in call.duties)
        yield EligibilityReading(state=_BY_DUTY[duty], reason=_BOUND_ALONE)


_NOBODY_SAID = Sentence("ce qui est écrit ici ne dit pas à qui c’est ouvert")
_OTHERS = Sentence("d’autres conditions sont à vérifier")
_TOO_FEW = Sentence("population sous le seuil")
_TOO_MANY = Sentence("population au-dessus du plafond")
_BOUND_ALONE = Sentence("d’après l’obligation à laquelle c’est réservé")
