"""What is known of the authorities that rules may bind: sources, open files, the register; and their competences."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from autan.evidence.figures.core.sources import EvidenceRef, evidence_refs
from autan.ground.request_cache import cached_per_request
from autan.ground.texts.core.dates import PartialDate
from autan.ground.wordings import Sentence
from autan.opendata.measures.core.pcaet_grid import Filing
from autan.opendata.measures.queries.editions import LakeState, lake_state
from autan.opendata.measures.queries.filings import filed_plans
from autan.plans.estate.queries import PublishedAccount, published_accounts
from autan.plans.obligations.core.competences import (
    AuthorityRecord,
    CompetenceReading,
    Holding,
    KnownPopulation,
    PerimeterMatch,
    read_competences,
)
from autan.plans.obligations.core.duty_status import DutyAct
from autan.plans.obligations.importers.rules import obligation_rules, plan_competences
from autan.plans.obligations.lake.competences import declared_codes, largest_communes
from autan.plans.obligations.queries.territorial_bodies import body_record
from autan.plans.plans.core.plans import PlanKind
from autan.plans.plans.models import ActTableRecord, DutyRecord, StatedCompetence
from autan.territories.networks.core.addresses import RegisterKey
from autan.territories.networks.models import FormerIdentity, Network
from autan.territories.networks.queries.bodies import known_bodies
from autan.territories.perimeters.core.bodies import Epci, EpciKind
from autan.territories.perimeters.lake.register import (
    LATEST,
    VINTAGES,
    RegisteredYear,
    change_between,
    registered_years,
    vintages_of,
)

_FORMER_KINDS = {kind.label.fr.casefold(): kind.value for kind in EpciKind}


def stated_rows(sirens: Sequence[str]) -> dict[str, DutyRecord]:
    """Return the row of what people stated of each authority that has one. One query."""
    return {row.siren: row for row in DutyRecord.objects.filter(siren__in=sirens)}


def act_tables_of(network: Network) -> dict[str, ActTableRecord]:
    """Return the table that a network took the acts of each duty from last, by the code of its rule. One query."""
    return {row.rule: row for row in ActTableRecord.objects.filter(network=network)}


def duty_records(sirens: Sequence[str], rows: Mapping[str, DutyRecord] | None = None) -> dict[str, AuthorityRecord]:
    """Return what is known of authorities. Three queries, one less where the rows of statements were read.

    Once in a request for the same authorities: each figure of a network on a duty asks for them.
    """
    if rows is None:
        return cached_per_request(("duty_records", *sirens), lambda: duty_records(sirens, stated_rows(sirens)))
    stated = {siren: _stated_record(row) for siren, row in rows.items()}
    bodies, former = known_bodies(sirens), _former_kinds(sirens)
    return {
        siren: body_record(siren)
        or _with_register(stated.get(siren) or AuthorityRecord(siren=siren), bodies.get(siren), former.get(siren))
        for siren in sirens
    }


def _stated_record(record: DutyRecord) -> AuthorityRecord:
    has_plan = record.has_air_protection_plan
    return AuthorityRecord(
        siren=record.siren,
        populations=tuple(_stated_population(population) for population in record.populations),
        existed_since=record.existed_since,
        created_on=record.created_on,
        existence=evidence_refs(record.existence_evidence),
        conditions={} if has_plan is None else {"air_protection_plan": has_plan},
    )


def _stated_population(fields: dict[str, Any]) -> KnownPopulation:
    perimeter, evidence = PerimeterMatch(fields["perimeter"]), evidence_refs(fields.get("evidence", []))
    return KnownPopulation(**{**fields, "perimeter": perimeter, "evidence": evidence})


def _former_kinds(sirens: Sequence[str]) -> dict[str, dict[int, str]]:
    """Legal form that a source gives to territories in earlier years. One query."""
    kinds: dict[str, dict[int, str]] = {}
    rows = FormerIdentity.objects.filter(territory__siren__in=sirens)
    for siren, year, words in rows.values_list("territory__siren", "year", "kind_fr"):
        if kind := _FORMER_KINDS.get(words.replace("'", "’").casefold()):
            kinds.setdefault(siren, {})[year] = kind
    return kinds


def _with_register(record: AuthorityRecord, body: Epci | None, former: Mapping[int, str] | None) -> AuthorityRecord:
    registered = _invented_record(body) if body and body.is_invented else _registered_record(record.siren)
    return replace(
        registered,
        populations=(*record.populations, *registered.populations),
        kinds={**(former or {}), **registered.kinds},
        existed_since=record.existed_since,
        created_on=record.created_on,
        existence=record.existence,
        conditions=record.conditions,
    )


def _invented_record(body: Epci) -> AuthorityRecord:
    """What a declaration says: the numbers of an invented body hold for every year."""
    year = RegisteredYear(vintage=body.vintage, kind=body.kind, population=body.population)
    populations = _populations(body.siren, (year,), PerimeterMatch.SAME, VINTAGES[0])
    return AuthorityRecord(
        siren=body.siren,
        populations=tuple(replace(population, is_of_register=False) for population in populations),
        kinds={year.vintage: year.kind},
    )


@lru_cache(maxsize=4096)
def _registered_record(siren: str) -> AuthorityRecord:
    """What the register holds of an EPCI, from its first year to its last; nothing there ever changes."""
    years = registered_years(siren)
    if not years:
        return AuthorityRecord(siren=siren)
    (perimeter, compared_with), first, last = _since_first(siren), years[0].vintage, years[-1].vintage
    since = date.min if first == VINTAGES[0] else date(first - 1, 1, 2)
    return AuthorityRecord(
        siren=siren,
        populations=_populations(siren, years, perimeter, compared_with),
        kinds={year.vintage: year.kind for year in years},
        largest_communes=largest_communes(siren),
        registered_by=(since, date(first, 1, 1)),
        removed_by=(date(last, 1, 2), date(last + 1, 1, 1)) if last < LATEST else None,
    )


def _populations(
    siren: str, years: Sequence[RegisteredYear], perimeter: PerimeterMatch, compared_with: int | None
) -> tuple[KnownPopulation, ...]:
    return tuple(
        KnownPopulation(
            inhabitants=year.population,
            year=year.vintage,
            perimeter=perimeter,
            compared_with=compared_with,
            is_of_register=True,
            evidence=(EvidenceRef(kind="register", key=str(RegisterKey(siren=siren, vintage=year.vintage))),),
        )
        for year in years
        if year.population is not None
    )


def _since_first(siren: str) -> tuple[PerimeterMatch, int | None]:
    """Whether the perimeter of today is that of the first vintage of the register; that vintage, or None."""
    first, last = vintages_of(siren)[0], vintages_of(siren)[-1]
    # Formed after the first vintage: nothing says what its perimeter was then.
    if first != VINTAGES[0]:
        return PerimeterMatch.NOT_KNOWN, None
    change = change_between(siren, first, last)
    if not change.joined and not change.left:
        return PerimeterMatch.SAME, first
    return (PerimeterMatch.NOT_KNOWN if change.left else PerimeterMatch.WIDER), first


FILED_PLAN = "filed-plan"
_IN_FORCE = "implementation"
_FILING, _ACCOUNT = "pcaet_depot", "beges"
OPEN_FILES: Mapping[str, Sentence] = {
    _FILING: Sentence("dépôts de PCAET"),
    _ACCOUNT: Sentence("bilans publiés"),
}
"""Rules whose own act open files tell, beside the adoption of a plan."""

type DatedActs = Mapping[str, tuple[tuple[date, DutyAct], ...]]
"""Acts by SIREN, each with the first day on which its source may tell it."""


def open_acts(sirens: Iterable[str], on: date) -> dict[str, tuple[DutyAct, ...]]:
    """Return the acts of authorities that open files tell on a day, by SIREN; the lake is looked at once for all."""
    acts = _all_acts(lake_state())
    return {siren: tuple(act for since, act in acts.get(siren, ()) if since <= on) for siren in sirens}


@lru_cache(maxsize=4)
def _all_acts(_state: LakeState) -> DatedActs:
    acts: dict[str, list[tuple[date, DutyAct]]] = {}
    for siren, filings in filed_plans().items():
        for filing in filings:
            if filing.approach_state == _IN_FORCE and filing.modified_on:
                acts.setdefault(siren, []).extend((filing.modified_on, act) for act in _filing_acts(filing))
    for siren, accounts in published_accounts().items():
        acts.setdefault(siren, []).extend((date(one.year, 1, 1), _account(one)) for one in reversed(accounts))
    return {siren: tuple(dated) for siren, dated in acts.items()}


def unregistered_carriers() -> Mapping[str, str]:
    """Return the names of the bodies that carry a filing alone and that no vintage of the register holds, by SIREN."""
    return _unregistered(lake_state())


@lru_cache(maxsize=4)
def _unregistered(_state: LakeState) -> Mapping[str, str]:
    alone = {
        siren: one.carrier_names for siren, filings in filed_plans().items() for one in filings if one.carriers == 1
    }
    return {siren: name for siren, name in alone.items() if name and not vintages_of(siren)}


def _filing_acts(filing: Filing) -> Iterator[DutyAct]:
    """The filing itself, and the adoption of what it says is carried out, which it does not date."""
    changed = PartialDate.parse(str(filing.modified_on))
    evidence = (EvidenceRef(kind=FILED_PLAN, key=f"{filing.siren}/{filing.id}"),)
    carrier = filing.carrier_names if filing.carriers > 1 else ""
    name = f"«\u202f{filing.name}\u202f»"
    filed = Sentence("démarche {id} {name}, dite en mise en œuvre à cette date", id=filing.id, name=name)
    adopted = Sentence("PCAET {name}, dit en mise en œuvre par son dépôt national", name=name)
    yield DutyAct(rule=_FILING, label=filed, when=changed, evidence=evidence, carrier=carrier)
    for rule in obligation_rules():
        if PlanKind.PCAET.value in rule.met_by:
            yield DutyAct(rule=rule.code, label=adopted, when=None, evidence=evidence, carrier=carrier)


def _account(account: PublishedAccount) -> DutyAct:
    """The file gives the year of the emissions, not the day of their publication."""
    label = Sentence("bilan publié des émissions de {year}", year=account.year)
    return DutyAct(rule=_ACCOUNT, label=label, when=None, evidence=account.total.evidence)


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
