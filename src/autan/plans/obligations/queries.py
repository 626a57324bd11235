"""The only readers of obligations and competences."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from autan.evidence.figures.core.sources import EvidenceRef, evidence_refs
from autan.plans.obligations.core.competences import CompetenceReading, Holding, read_competences
from autan.plans.obligations.core.obligations import (
    AuthorityRecord,
    Duty,
    DutyReading,
    DutyStatement,
    KnownPopulation,
    PerimeterMatch,
    read_duty,
)
from autan.plans.obligations.importers import find_obligation, obligation_rules, plan_competences
from autan.plans.obligations.lake.competences import declared_codes
from autan.plans.plans.models import DutyRecord, StatedCompetence, StatedDuty
from autan.territories.networks.core.addresses import RegisterAddress, RegisterKey
from autan.territories.networks.queries.bodies import known_bodies
from autan.territories.networks.queries.networks import networks_of
from autan.territories.perimeters.core.bodies import Epci
from autan.territories.perimeters.lake.register import (
    LATEST,
    VINTAGES,
    change_between,
    find_epci,
    holds_epci,
    vintages_of,
)

# What is in whose hands: the competences of members, as the national base and people state them.


BASE, STATED = "competence-base", "stated-competence"


def competences_of(sirens: Sequence[str]) -> dict[str, tuple[CompetenceReading, ...]]:
    """Return what is known of each competence of each member, by SIREN. One query."""
    known = {competence.code: competence for competence in plan_competences()}
    by_hand: dict[str, dict[str, CompetenceReading]] = {siren: {} for siren in sirens}
    for stated_competence in StatedCompetence.objects.filter(territory__siren__in=sirens).select_related("territory"):
        if stated_competence.competence in known:
            by_hand[stated_competence.territory.siren][stated_competence.competence] = CompetenceReading(
                competence=known[stated_competence.competence],
                holding=Holding(stated_competence.holding),
                is_by_hand=True,
                evidence=(
                    EvidenceRef(kind=STATED, key=f"{stated_competence.territory.siren}/{stated_competence.competence}"),
                ),
            )
    return {
        siren: read_competences(
            plan_competences(), declared_codes(siren), by_hand[siren], EvidenceRef(kind=BASE, key=siren)
        )
        for siren in sirens
    }


# Who is bound to what, by the dated rules, beside what sources say.


POPULATION_VINTAGES = tuple(year for year in VINTAGES if year >= 2021)
"""Vintages of which the register holds the populations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyView:
    """What a rule gives for an authority, with what sources say of it, and whether they disagree.

    Attributes:
        statements: what sources say of the authority, or of its network as a whole.
        population_figure: address of the population that was read, when the register gives it.
    """

    reading: DutyReading
    statements: tuple[DutyStatement, ...]
    population_figure: str = ""

    @property
    def contradicting(self) -> tuple[DutyStatement, ...]:
        """The statements that cannot stand beside the rule."""
        return tuple(statement for statement in self.statements if statement.contradicts(self.reading.duty))

    @property
    def is_disputed(self) -> bool:
        """True when a source contradicts the rule, or sources contradict one another."""
        return bool(self.contradicting) or len({statement.says == "bound" for statement in self.statements}) > 1


def duty_records(sirens: Sequence[str]) -> dict[str, AuthorityRecord]:
    """Return what is known of authorities: what sources state, then what the register holds. Two queries."""
    stated = {record.siren: _authority(record) for record in DutyRecord.objects.filter(siren__in=sirens)}
    bodies = known_bodies(sirens)
    return {
        siren: replace(
            record := stated.get(siren) or AuthorityRecord(siren=siren),
            populations=(*record.populations, *_register_populations(siren, bodies.get(siren))),
        )
        for siren in sirens
    }


def _authority(record: DutyRecord) -> AuthorityRecord:
    return AuthorityRecord(
        siren=record.siren,
        populations=tuple(_stated_population(population) for population in record.populations),
        existed_since=record.existed_since,
        created_on=record.created_on,
        existence=evidence_refs(record.existence_evidence),
        has_air_protection_plan=record.has_air_protection_plan,
    )


def _stated_population(fields: dict[str, Any]) -> KnownPopulation:
    perimeter, evidence = PerimeterMatch(fields["perimeter"]), evidence_refs(fields.get("evidence", []))
    return KnownPopulation(**{**fields, "perimeter": perimeter, "evidence": evidence})


def _register_populations(siren: str, body: Epci | None) -> tuple[KnownPopulation, ...]:
    """What the register or a declaration says of the population, first and last, and of the perimeter since 2019."""
    if body is None or body.population is None:
        return ()
    if body.is_invented:
        return (_population(body, PerimeterMatch.SAME, VINTAGES[0]),)
    first = next((year for year in POPULATION_VINTAGES if holds_epci(siren, year)), LATEST)
    years = dict.fromkeys((first, LATEST))
    return tuple(_population(find_epci(siren, year), *_since_first(siren)) for year in years)


@lru_cache(maxsize=4096)
def _since_first(siren: str) -> tuple[PerimeterMatch, int | None]:
    """Whether the perimeter of today is that of the first vintage of the register; that vintage, or None."""
    first = vintages_of(siren)[0]
    # Formed after the first vintage: nothing says what its perimeter was then.
    if first != VINTAGES[0]:
        return PerimeterMatch.NOT_KNOWN, None
    change = change_between(siren, first, LATEST)
    if not change.joined and not change.left:
        return PerimeterMatch.SAME, first
    return (PerimeterMatch.NOT_KNOWN if change.left else PerimeterMatch.WIDER), first


def _population(body: Epci, perimeter: PerimeterMatch, compared_with: int | None) -> KnownPopulation:
    return KnownPopulation(
        inhabitants=body.population or 0,
        year=body.vintage,
        perimeter=perimeter,
        compared_with=compared_with,
        evidence=(EvidenceRef(kind="register", key=str(RegisterKey(siren=body.siren, vintage=body.vintage))),),
    )


def read_duties(sirens: Sequence[str], *, rule: str, on: date) -> dict[str, DutyReading]:
    """Return what a rule gives for authorities on a day, by SIREN; nothing for an unknown rule. Two queries."""
    obligation = find_obligation(rule)
    if obligation is None:
        return {}
    return {siren: read_duty(obligation, record, on) for siren, record in duty_records(sirens).items()}


def duty_in_force(sirens: Sequence[str], *, on: date) -> dict[str, Duty]:
    """Return whether each authority is bound to a PCET or a PCAET by the rules in force on a day. Two queries.

    The surest obligation of several rules stands: what one of them binds is bound.
    """
    rules = [rule for rule in obligation_rules() if rule.plan in {"pcet", "pcaet"} and rule.is_in_force_on(on)]
    order = list(Duty)
    return {
        siren: min((read_duty(rule, record, on).duty for rule in rules), key=order.index, default=Duty.NOT_IN_FORCE)
        for siren, record in duty_records(sirens).items()
    }


def duties_of(siren: str, *, on: date) -> tuple[DutyView, ...]:
    """Return every rule read for an authority: on the day for those that stand, on their last day for the others."""
    record = duty_records([siren])[siren]
    networks = [network.pk for network in networks_of(siren)]
    stated = [
        DutyStatement(
            rule=stated_duty.rule,
            siren=stated_duty.siren,
            says=stated_duty.says,
            evidence=evidence_refs(stated_duty.evidence),
        )
        for stated_duty in StatedDuty.objects.filter(siren__in=(siren, ""), network__in=networks)
    ]
    views = []
    for rule in obligation_rules():
        day = on if rule.is_in_force_on(on) else min(on, rule.valid_to or on)
        reading = read_duty(rule, record, day)
        statements = tuple(statement for statement in stated if statement.rule == rule.code)
        views.append(
            DutyView(reading=reading, statements=statements, population_figure=_register_figure(siren, reading))
        )
    return tuple(views)


def _register_figure(siren: str, reading: DutyReading) -> str:
    refs = reading.population.evidence if reading.population else ()
    key = next((RegisterKey.parse(ref.key) for ref in refs if ref.kind == "register"), None)
    return str(RegisterAddress(place=siren, measure="population", vintage=key.vintage)) if key else ""
