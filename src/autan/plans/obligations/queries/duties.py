"""Who is bound to what, by the dated rules, where each stands, and what sources say."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.sources import evidence_refs
from autan.ground.texts.core.dates import PartialDate
from autan.ground.wordings import Text
from autan.plans.estate.core.assets import Inventory
from autan.plans.estate.queries import published_inventories
from autan.plans.obligations.core.assets import AssetReading, read_assets, whole_figure
from autan.plans.obligations.core.competences import AuthorityRecord, Duty, DutyReading, DutyStatement
from autan.plans.obligations.core.duty_status import Acts, DutyAct, DutyStatus, status_of
from autan.plans.obligations.core.reading import DutyReader, read_duty, rule_on, surest_of
from autan.plans.obligations.core.rules import ObligationRule, RuleNature
from autan.plans.obligations.importers.rules import find_obligation, obligation_rules, rule_conditions
from autan.plans.obligations.queries.records import competences_of, duty_records, open_acts, stated_rows
from autan.plans.plans.core.figures import HeldPlan
from autan.plans.plans.core.measures import MeasureKind
from autan.plans.plans.core.steps import SECTION as STEPS
from autan.plans.plans.core.steps import StepKind, StepStatus
from autan.plans.plans.models import DutyRecord, PlanLine, StatedDuty
from autan.plans.plans.queries.plans import published_plans
from autan.territories.networks.core.addresses import RegisterAddress, RegisterKey
from autan.territories.networks.queries.networks import networks_of

_ADOPTION = f"steps.{StepKind.ADOPTION}"


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyView:
    """Where an authority stands on a rule, with what sources say of it, and whether they disagree.

    Attributes:
        statements: what sources say of the authority, or of its network as a whole.
        population_figure: address of the population that was read, when the register gives it.
    """

    status: DutyStatus
    statements: tuple[DutyStatement, ...] = ()
    population_figure: str = ""

    @property
    def reading(self) -> DutyReading:
        """What the rule says of the authority."""
        return self.status.reading

    @property
    def is_disputed(self) -> bool:
        """True when a source contradicts the rule, or sources contradict one another."""
        is_contradicted = any(statement.contradicts(self.reading.duty) for statement in self.statements)
        return is_contradicted or len({statement.says == "bound" for statement in self.statements}) > 1


def read_duties(sirens: Sequence[str], *, rule: str, on: date) -> dict[str, DutyReading]:
    """Return what a rule gives for authorities on a day, by SIREN; nothing for an unknown rule. Three queries."""
    obligation = find_obligation(rule)
    if obligation is None:
        return {}
    conditions = rule_conditions()
    return {siren: read_duty(obligation, record, on, conditions) for siren, record in duty_records(sirens).items()}


def duty_in_force(sirens: Sequence[str], *, on: date) -> dict[str, Duty]:
    """Return whether each authority is bound to adopt a PCET or a PCAET on a day. Three queries."""
    rules = [rule for rule in obligation_rules() if rule.plan in {"pcet", "pcaet"} and rule.is_in_force_on(on)]
    return {
        siren: surest_of(read_duty(rule, record, on).duty for rule in rules)
        for siren, record in duty_records(sirens).items()
    }


def network_statuses(network: str, sirens: Sequence[str], *, on: date) -> dict[str, tuple[DutyStatus, ...]]:
    """Return where members stand on every duty in force on a day, by SIREN. Eleven queries, however many members."""
    plans: dict[str, list[HeldPlan]] = {}
    for plan in published_plans(network):
        for siren in plan.heading.sirens:
            plans.setdefault(siren, []).append(plan)
    return statuses_at(sirens, plans, on=on)


def statuses_at(
    sirens: Sequence[str], plans: Mapping[str, Sequence[HeldPlan]], *, on: date
) -> dict[str, tuple[DutyStatus, ...]]:
    """Return where authorities stand on every duty in force on a day, with their plans, by SIREN. Seven queries."""
    rules = [rule_on(rule, on) for rule in _duties_in_force(on)]
    statuses: dict[str, tuple[DutyStatus, ...]] = {}
    for siren, (record, acts) in _complete_records(sirens, plans, on=on).items():
        reader = DutyReader(record, on, rule_conditions())
        statuses[siren] = tuple(status_of(reader.read(rule), record, acts, on) for rule in rules)
    return statuses


def _duties_in_force(on: date) -> list[ObligationRule]:
    return [rule for rule in obligation_rules() if rule.nature is RuleNature.DUTY and rule.is_in_force_on(on)]


def _complete_records(
    sirens: Sequence[str], plans: Mapping[str, Sequence[HeldPlan]], *, on: date
) -> dict[str, tuple[AuthorityRecord, Acts]]:
    """Records with what competences and plans tell of their conditions, and the acts that meet rules."""
    competences, rows = competences_of(sirens), stated_rows(sirens)
    inventories, filings = published_inventories(sirens), open_acts(sirens, on)
    denials = _denials([plan for own in plans.values() for plan in own])
    known: dict[str, tuple[AuthorityRecord, Acts]] = {}
    for siren, record in duty_records(sirens, rows).items():
        filed = filings[siren]
        acts = _acts(plans.get(siren, ()), (*filed, *acts_in(rows.get(siren))), denials)
        conditions = {**record.conditions}
        sure = [act for act in acts["pcaet_2018"] if act.plan or act in filed]
        if any(act.is_done and (not act.when or act.when.first_day <= on) for act in sure):
            conditions["pcaet_adopted"] = True
        holdings = {reading.competence.code: reading.holding for reading in competences[siren]}
        inventory = inventories.get(siren)
        known[siren] = replace(record, holdings=holdings, conditions=conditions, inventory=inventory), acts
    return known


def _denials(plans: Iterable[HeldPlan]) -> dict[str, str]:
    """Day of the source that says that a plan is not adopted, by its slug. One query, or none."""
    denied = [plan.heading.slug for plan in plans if plan.digest.states.get(_ADOPTION) == StepStatus.NOT_DONE]
    if not denied:
        return {}
    lines = PlanLine.objects.filter(plan__slug__in=denied, section=STEPS, key=StepKind.ADOPTION)
    return {slug: str(typed.get("date", "")) for slug, typed in lines.values_list("plan__slug", "typed")}


def _acts(plans: Sequence[HeldPlan], others: Iterable[DutyAct], denials: Mapping[str, str]) -> Acts:
    """The acts that meet rules: the adoption of plans of a kind that does, then what files tell and people state.

    `denials`: day of the source that says that a plan is not adopted, by slug.
    """
    acts: dict[str, list[DutyAct]] = {"pcaet_2018": []}
    for plan in plans:
        status = plan.digest.states.get(_ADOPTION, "")
        if status not in {StepStatus.DONE, StepStatus.NOT_DONE}:
            continue
        for rule in (rule for rule in obligation_rules() if plan.heading.kind.value in rule.met_by):
            acts.setdefault(rule.code, []).append(_adoption(plan, rule, denials.get(plan.heading.slug, "")))
    for act in others:
        acts.setdefault(act.rule, []).append(act)
    return acts


def _adoption(plan: HeldPlan, rule: ObligationRule, denied: str) -> DutyAct:
    """The adoption of a plan, or that it was not adopted on the day of a source."""
    measure = plan.digest.measures.get(MeasureKind.ADOPTION)
    is_done = plan.digest.states.get(_ADOPTION) == StepStatus.DONE
    when = (measure.date if measure else "") if is_done else denied
    return DutyAct(
        rule=rule.code,
        label=Text(plan.heading.title, plan.heading.title),
        when=PartialDate.parse(when),
        is_done=is_done,
        evidence=plan.digest.evidence.get(f"steps/{StepKind.ADOPTION}", ()),
        plan=plan.heading.slug,
        carrier=plan.heading.carrier,
    )


def acts_in(row: DutyRecord | None) -> tuple[DutyAct, ...]:
    """Return the acts that people stated in the row of an authority."""
    return tuple(
        DutyAct(
            rule=act["rule"],
            label=Text(act["act"], act["act"]),
            when=PartialDate.parse(act["when"]),
            is_done=act["is_done"],
            evidence=evidence_refs(act["evidence"]),
            address=act.get("address", ""),
            table=act.get("table", {}).get("name", ""),
        )
        for act in (row.acts if row else ())
    )


def duties_of(siren: str, *, plans: Sequence[HeldPlan], on: date) -> tuple[DutyView, ...]:
    """Return every duty read for an authority: on the day for those that stand, on their last day for the others."""
    record, acts = _complete_records([siren], {siren: plans}, on=on)[siren]
    stated = _statements(siren)
    views = []
    for rule in obligation_rules():
        if rule.nature is not RuleNature.DUTY:
            continue
        day = on if rule.is_in_force_on(on) else min(on, rule.valid_to or on)
        reading = read_duty(rule, record, day, rule_conditions())
        statements = tuple(statement for statement in stated if statement.rule == rule.code)
        status = status_of(reading, record, acts, on)
        views.append(DutyView(status=status, statements=statements, population_figure=_register_figure(siren, reading)))
    return tuple(views)


class RuleOfAssets(NamedTuple):
    """What a rule says of the assets of an estate, and of the whole estate where its aim is a shared one."""

    rule: ObligationRule
    readings: tuple[AssetReading, ...]
    whole: Figure | None


def assets_read(inventory: Inventory, *, on: date) -> list[RuleOfAssets]:
    """Return what each duty in force on a day says of the assets that it bears on."""
    return [
        RuleOfAssets(rule, readings, whole_figure(rule.bears_on, inventory))
        for rule in _duties_in_force(on)
        if rule.bears_on and (readings := read_assets(rule.bears_on, inventory, on))
    ]


def wording_changes(
    rule: ObligationRule, former: ObligationRule, sirens: Sequence[str], *, on: date
) -> dict[str, tuple[DutyStatus, DutyStatus]]:
    """Return the authorities for which a rule changed what binds them or when, as it read and as it reads."""
    changes: dict[str, tuple[DutyStatus, DutyStatus]] = {}
    for siren, (record, acts) in _complete_records(sirens, {}, on=on).items():
        before, after = (
            status_of(read_duty(wording, record, on, rule_conditions()), record, acts, on) for wording in (former, rule)
        )
        if (before.reading.duty, before.due) != (after.reading.duty, after.due):
            changes[siren] = before, after
    return changes


def _statements(siren: str) -> list[DutyStatement]:
    networks = [network.pk for network in networks_of(siren)]
    return [
        DutyStatement(
            rule=stated_duty.rule,
            siren=stated_duty.siren,
            says=stated_duty.says,
            evidence=evidence_refs(stated_duty.evidence),
        )
        for stated_duty in StatedDuty.objects.filter(siren__in=(siren, ""), network__in=networks)
    ]


def _register_figure(siren: str, reading: DutyReading) -> str:
    refs = reading.population.evidence if reading.population else ()
    key = next((RegisterKey.parse(ref.key) for ref in refs if ref.kind == "register"), None)
    return str(RegisterAddress(place=siren, measure="population", vintage=key.vintage)) if key else ""
