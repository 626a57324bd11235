"""What the members of a network do, as figures: sums and counts, with how many of them are known."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from autan.evidence.figures.core.arithmetic import NotSummableError
from autan.evidence.figures.core.figures import Figure, Method
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState, state_of_count, worst_state
from autan.evidence.figures.core.units import get_unit
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Sentence, Text
from autan.plans.obligations.core.competences import Competence, CompetenceReading, Duty, DutyReading, Holding
from autan.plans.obligations.core.duty_status import DutyStatus
from autan.plans.obligations.core.rules import RULE, ObligationRule
from autan.plans.plans.core.addresses import PlanAddress
from autan.plans.plans.core.figures import MADE_UP, HeldPlan, MemberPlans, line_evidence, member_figure
from autan.plans.plans.core.measures import MIXED_TAX, MeasureKind
from autan.plans.plans.core.steps import StepStatus
from autan.plans.plans.core.targets import TargetSum

_PLANS_KNOWN = Sentence("Membres dont un plan est connu")
_MEMBERS = Sentence("collectivités")


def network_sum(members: MemberPlans, kind: MeasureKind) -> Figure:
    """Add a measure over the members, as a range where amounts are ranges; an unknown member leaves a lower bound.

    Known counts the members with a value, total counts the members. The figure is missing, with the reason in its note,
    when the amounts are of two tax bases.
    """
    unit = get_unit(kind.unit)
    if not unit.is_summable:
        raise NotSummableError(unit)
    parts = [member_figure(members, siren, kind) for siren in members.plans]
    known = [part for part in parts if part.is_known]
    is_mixed = len({part.boundary for part in known}) > 1
    lows = [part.value if part.low is None else part.low for part in known]
    highs = [part.value if part.high is None else part.high for part in known]
    low, high = sum(low or 0 for low in lows), sum(high or 0 for high in highs)
    is_partial = len(known) < len(parts) or any(part.state is ValueState.LOWER_BOUND for part in known)
    is_range = low != high and not is_partial and not is_mixed
    has_value = bool(known) and not is_mixed
    is_invented = any(plan.heading.is_invented for plan in members.plans.values() if plan)
    states = [part.state for part in known] + [ValueState.LOWER_BOUND] * is_partial
    return Figure(
        id=str(PlanAddress(place=members.network, which=members.which, what=kind.value)),
        label=kind.label,
        value=low if has_value and not is_range else None,
        low=low if has_value and is_range else None,
        high=high if has_value and is_range else None,
        unit=unit,
        period=Period.undated(),
        territories=tuple(members.plans),
        known=len(known),
        total=len(parts),
        part=_MEMBERS,
        state=worst_state(states) if has_value else ValueState.MISSING,
        boundary=known[0].boundary if has_value else f"plan_{kind.value}",
        method=Method(name="network_sum", formula=Sentence("somme des membres connus")),
        inputs=tuple(parts),
        note=MIXED_TAX if is_mixed else MADE_UP if is_invented else None,
    )


def count_members(
    members: MemberPlans,
    *,
    what: str,
    details: Sequence[str] = (),
    label: Text,
    is_known: Callable[[HeldPlan], bool],
    counts: Callable[[HeldPlan], bool],
    lines: Callable[[HeldPlan], Sequence[str]] = lambda _plan: (),
) -> Figure:
    """Count the members whose plan answers a condition: « 7 of 11 », with how many are known.

    `what` and `details` name the count in its address; `lines` are the section and the key of the lines that say it.
    The figure is missing when nothing is known of any.
    """
    known = [plan for plan in members.plans.values() if plan and is_known(plan)]
    return _count(
        PlanAddress(place=members.network, which=members.which, what=what, details=tuple(details)),
        label,
        sirens=tuple(members.plans),
        value=sum(counts(plan) for plan in known),
        known=len(known),
        boundary=f"plan_members_{what}",
        method=_COUNTED_PLANS,
        evidence=(ref for plan in known for ref in line_evidence(plan, lines(plan))),
        note=MADE_UP if any(plan.heading.is_invented for plan in known) else None,
    )


def _count(
    address: PlanAddress,
    label: Text,
    *,
    sirens: tuple[str, ...],
    value: int,
    known: int,
    boundary: str,
    method: Method,
    evidence: Iterable[EvidenceRef],
    note: Text | None = None,
) -> Figure:
    """The figure of a count over members, of which some are known."""
    return Figure(
        id=str(address),
        label=label,
        value=value if known else None,
        unit=get_unit("territories"),
        period=Period.undated(),
        territories=sirens,
        known=known,
        total=len(sirens),
        part=_MEMBERS,
        state=state_of_count(known, len(sirens)),
        boundary=boundary,
        method=method,
        evidence=tuple(dict.fromkeys(evidence)),
        note=note,
    )


_ONE_BY_ONE = Sentence("membres comptés un à un")
_COUNTED_PLANS = Method(name="count_members", formula=_ONE_BY_ONE)
_COUNTED_HOLDERS = Method(name="count_holders", formula=_ONE_BY_ONE)


def count_plans(members: MemberPlans, label: Text) -> Figure:
    """Count the members of which such a plan is recorded, among those and the members stated to have none."""
    plans = [plan for plan in members.plans.values() if plan]
    return _count(
        PlanAddress(place=members.network, which=members.which, what="count"),
        label,
        sirens=tuple(members.plans),
        value=len(plans),
        known=len(plans) + sum(plan is None and siren in members.without for siren, plan in members.plans.items()),
        boundary="plan_members_count",
        method=_COUNTED_PLANS,
        evidence=(ref for plan in plans for ref in line_evidence(plan, ())),
        note=MADE_UP if any(plan.heading.is_invented for plan in plans) else None,
    )


def count_adopted(members: MemberPlans) -> Figure:
    """Count the members whose plan is adopted, among those of which something is stated of the adoption."""
    return count_members(
        members,
        what="adopted",
        label=Sentence("Plans adoptés"),
        is_known=lambda plan: "steps.adoption" in plan.digest.states,
        counts=lambda plan: plan.digest.states.get("steps.adoption") == StepStatus.DONE.value,
        lines=lambda _plan: ("steps/adoption",),
    )


def count_state(members: MemberPlans, section: str, key: str, value: str, label: Text) -> Figure:
    """Count the members whose plan states a value in a line of a grid, or holds a code in a list.

    A list holds no such code only where somebody states that it is complete.
    """
    ref = f"{section}.{key}"
    return count_members(
        members,
        what="state",
        details=(section, key, value),
        label=label,
        is_known=lambda plan: ref in plan.digest.states or (value == "stated" and section in plan.digest.complete),
        counts=lambda plan: plan.digest.states.get(ref) == value,
        lines=lambda _plan: (f"{section}/{key}",) if value != "stated" else (),
    )


def count_evaluated(members: MemberPlans, *, is_in_place: bool) -> Figure:
    """Count the members with an evaluation device in place, or the others with one that is planned: printed apart."""

    def has(plan: HeldPlan, kind: MeasureKind) -> bool:
        measure = plan.digest.measures.get(kind)
        return measure is not None and bool(measure.low)

    in_place, planned = MeasureKind.EVALUATION_IN_PLACE, MeasureKind.EVALUATION_PLANNED
    words = Sentence("Dispositif d’évaluation en place")
    if not is_in_place:
        words = Sentence("Dispositif d’évaluation seulement prévu")
    return count_members(
        members,
        what="evaluated",
        details=("in_place" if is_in_place else "planned",),
        label=words,
        # A list of devices only planned may lack one in place, unless somebody says that it is whole.
        is_known=lambda plan: has(plan, in_place) or _is_whole(plan, in_place, "evaluation"),
        counts=lambda plan: has(plan, in_place) == is_in_place and (is_in_place or has(plan, planned)),
        lines=lambda plan: plan.digest.measures[in_place].lines if in_place in plan.digest.measures else (),
    )


def _is_whole(plan: HeldPlan, kind: MeasureKind, section: str) -> bool:
    """True when nothing else can be counted: the section is stated complete, or each line of its grid is stated."""
    measure = plan.digest.measures.get(kind)
    return section in plan.digest.complete or (measure is not None and measure.high is not None)


def count_holders(
    network: str, which: str, competence: Competence, readings: Mapping[str, CompetenceReading]
) -> Figure:
    """Count the members that hold a competence; one that the base does not list for a member is not known."""
    known = [reading for reading in readings.values() if reading.holding is not Holding.NOT_DECLARED]
    return _count(
        PlanAddress(place=network, which=which, what="competence", details=(competence.code,)),
        competence.label,
        sirens=tuple(readings),
        value=sum(reading.holding is Holding.HELD for reading in known),
        known=len(known),
        boundary="competence_holders",
        method=_COUNTED_HOLDERS,
        evidence=(ref for reading in known for ref in reading.evidence),
    )


def count_bound(network: str, readings: Sequence[DutyReading], address: PlanAddress) -> Figure:
    """Count the members that a rule binds, surely; those of which it cannot be told are not known."""
    known, rule = [reading for reading in readings if reading.duty in {Duty.BOUND, Duty.NOT_BOUND}], readings[0].rule
    return _count(
        address,
        Sentence("Membres obligés\u00a0: {rule}", rule=rule.label),
        sirens=tuple(reading.siren for reading in readings),
        value=sum(reading.duty is Duty.BOUND for reading in known),
        known=len(known),
        boundary=f"plan_duty_{network}",
        method=_read_rule(rule),
        evidence=[
            EvidenceRef(kind=RULE, key=rule.code),
            *(ref for reading in known if reading.population for ref in reading.population.evidence),
        ],
    )


def count_met(statuses: Sequence[DutyStatus], address: PlanAddress) -> Figure:
    """Count the members whose act that satisfies a rule is known; the silence of the others says nothing."""
    met, rule = [status for status in statuses if status.is_done], statuses[0].reading.rule
    return _count(
        address,
        Sentence("Membres dont un acte est connu\u00a0: {rule}", rule=rule.label),
        sirens=tuple(status.reading.siren for status in statuses),
        value=len(met),
        known=len(met),
        boundary="duty_acts",
        method=_read_rule(rule),
        evidence=[
            EvidenceRef(kind=RULE, key=rule.code),
            *(ref for status in met if status.act for ref in status.act.evidence),
        ],
    )


def _read_rule(rule: ObligationRule) -> Method:
    return Method(name="read_duty", formula=rule.text)


def target_figure(members: MemberPlans, total: TargetSum, address: PlanAddress, lines: Mapping[str, str]) -> Figure:
    """Return a sum of targets as a figure, with how many members have a target of that very year.

    `lines` are the section and the key of the target of each member that entered.
    """
    plan_lines = [(plan, lines[siren]) for siren in total.members if (plan := members.plans.get(siren))]
    is_whole = not total.absent
    state = ValueState.MODELLED if is_whole else ValueState.LOWER_BOUND
    return Figure(
        id=str(address),
        label=Sentence("Objectif visé ensemble"),
        value=total.value,
        unit=total.unit,
        period=Period.year(int(address.details[-1])),
        territories=tuple(members.plans),
        known=len(total.members),
        total=len(members.plans),
        part=_MEMBERS,
        state=state if total.members else ValueState.MISSING,
        boundary="plan_target_" + "_".join(address.details),
        method=Method(name="sum_targets", formula=Sentence("somme des niveaux visés la même année")),
        evidence=tuple(ref for plan, line in plan_lines for ref in line_evidence(plan, [line])),
    )


def key_counts(members: MemberPlans) -> tuple[Figure, ...]:
    """Count the members that have a plan, adopted it, and evaluate it (in place, planned); nothing of nobody."""
    if not members.plans:
        return ()
    return (
        count_plans(members, _PLANS_KNOWN),
        count_adopted(members),
        count_evaluated(members, is_in_place=True),
        count_evaluated(members, is_in_place=False),
    )
