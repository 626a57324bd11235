"""The measures of one plan as figures: the plan itself, or the plan that is read for a member."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autan.evidence.figures.core.figures import Figure, Method
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import get_unit
from autan.ground.texts.core.dates import PartialDate
from autan.ground.texts.core.money import TaxBasis
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Sentence, Text
from autan.plans.plans.core.addresses import ITSELF, PlanAddress, PlanLineKey
from autan.plans.plans.core.digests import PlanDigest
from autan.plans.plans.core.measures import MeasureKind, PlanMeasure
from autan.plans.plans.core.plans import PlanHeading

LINE_KIND, PLAN_KIND = "plan-line", "plan"
LINES = Sentence("lignes du plan")
MADE_UP = Sentence("Plan inventé, pour essayer.")
_STATED = Method(name="measure_plan", formula=Sentence("calculé sur les lignes du plan"))


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldPlan:
    """A plan with its digest."""

    heading: PlanHeading
    digest: PlanDigest


def plan_figure(plan: HeldPlan, kind: MeasureKind, *, place: str = "", which: str = ITSELF) -> Figure:
    """Return one measure of a plan as a figure.

    Returns a Figure: a range where the amounts are ranges; a lower bound where a line is unknown, or has no upper end;
    missing when nothing is stated.
    """
    measure = plan.digest.measures.get(kind, PlanMeasure())
    state, value, low, high = _value(kind, measure)
    return Figure(
        id=str(PlanAddress(place=place or plan.heading.slug, which=which, what=kind.value)),
        label=kind.label,
        value=value,
        low=low,
        high=high,
        unit=get_unit(kind.unit),
        period=_period(plan, measure),
        territories=plan.heading.sirens,
        known=measure.known,
        total=max(measure.total, 1),
        part=LINES,
        state=state,
        boundary=f"plan_{kind.value}{f'_{measure.basis}' if measure.basis else ''}",
        method=_STATED,
        evidence=line_evidence(plan, measure.lines),
        note=_note(plan, measure),
    )


def _value(kind: MeasureKind, measure: PlanMeasure) -> tuple[ValueState, float | None, float | None, float | None]:
    """State, plain value, and both ends of a range; only one of value and range is given."""
    if measure.low is None:
        return ValueState.NOT_ESTABLISHED if measure.problem.fr else ValueState.MISSING, None, None, None
    is_partial = measure.known < measure.total or measure.high is None
    if is_partial and kind is not MeasureKind.OWN_SHARE:
        return ValueState.LOWER_BOUND, measure.low, None, None
    # An empty list that is stated complete: a zero that somebody vouches for.
    if kind is MeasureKind.TARGETS and not measure.low:
        return ValueState.CONFIRMED_ZERO, 0, None, None
    state = ValueState.ESTIMATED if measure.is_rough else ValueState.OBSERVED
    if measure.low == measure.high:
        return state, measure.low, None, None
    return state, None, measure.low, measure.high


def _period(plan: HeldPlan, measure: PlanMeasure) -> Period:
    """The dates of the measure, else both ends of the plan for what is known: a beginning alone dates nothing."""
    date = PartialDate.parse(measure.date)
    if date is not None:
        return date.period
    if measure.date or measure.low is None:
        return Period.parse(measure.date)
    start = plan.digest.measures.get(MeasureKind.START)
    began = PartialDate.parse(start.date) if start else None
    ends = PartialDate.parse(plan.digest.end)
    if began and ends and began.first_day <= ends.last_day:
        return Period(start=began.first_day, end=ends.last_day)
    return Period.undated()


def ref_of_line(plan: str, line: str) -> EvidenceRef:
    """Return a line of a plan as evidence, known by its section and key; the plan itself for no line.

    >>> ref_of_line("pcaet", "steps/adoption").key, ref_of_line("pcaet", "").kind
    ('pcaet/steps/adoption', 'plan')
    """
    section, _, key = line.partition("/")
    return EvidenceRef(
        kind=LINE_KIND if line else PLAN_KIND, key=str(PlanLineKey(plan=plan, section=section, line=key))
    )


def line_evidence(plan: HeldPlan, lines: Sequence[str]) -> tuple[EvidenceRef, ...]:
    """Return what lines of a plan rest on: the lines themselves, then what states them; the plan for no line."""
    own = [ref_of_line(plan.heading.slug, line) for line in lines]
    stated = [ref for line in lines for ref in plan.digest.evidence.get(line, ())]
    return tuple(dict.fromkeys([*own, *stated])) or (ref_of_line(plan.heading.slug, ""),)


def _note(plan: HeldPlan, measure: PlanMeasure) -> Text | None:
    notes: list[Text] = [MADE_UP] if plan.heading.is_invented else []
    notes += [TaxBasis(measure.basis).label] if measure.basis else []
    notes += [measure.problem] if measure.problem.fr else []
    if not notes:
        return None
    return Text(" ; ".join(note.fr for note in notes), "; ".join(note.en for note in notes))


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberPlans:
    """The members of a network, each with the plan that is read for it.

    Attributes:
        which: kind of the plans, or `current`.
        plans: plan of each member by SIREN, in the order of the members; None for a member of which none is recorded.
        without: members of which a source or a person states that they have none.
    """

    network: str
    which: str
    plans: Mapping[str, HeldPlan | None]
    without: frozenset[str] = frozenset()


def member_figure(members: MemberPlans, siren: str, kind: MeasureKind) -> Figure:
    """Return one measure of the plan of a member; missing when no plan is recorded for it."""
    plan = members.plans[siren]
    if plan is not None:
        return plan_figure(plan, kind, place=siren, which=members.which)
    return Figure(
        id=str(PlanAddress(place=siren, which=members.which, what=kind.value)),
        label=kind.label,
        unit=get_unit(kind.unit),
        period=Period.undated(),
        territories=(siren,),
        known=0,
        total=1,
        part=LINES,
        state=ValueState.MISSING,
        boundary=f"plan_{kind.value}",
        method=_STATED,
    )
