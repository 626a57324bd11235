"""The steps of a plan: where it stands, when it began, and dates that contradict one another."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from autan.ground.texts.core.dates import PartialDate
from autan.ground.wordings import Text
from autan.plans.plans.core.sections import LineProblem, SectionLine, lines_of

SECTION = "steps"


class StepKind(StrEnum):
    """Steps of a plan, in their order."""

    DECISION = "decision"
    DIAGNOSIS = "diagnosis"
    STRATEGY = "strategy"
    PROGRAMME = "programme"
    ADOPTION = "adoption"
    IMPLEMENTATION = "implementation"
    MIDTERM_REPORT = "midterm_report"
    EVALUATION = "evaluation"


class StepStatus(StrEnum):
    """How far a step is."""

    PLANNED = "planned"
    ONGOING = "ongoing"
    DONE = "done"
    NOT_DONE = "not_done"  # a source states it; its date is the day on which it does


_REACHED = frozenset({StepStatus.ONGOING, StepStatus.DONE})
_STATED = frozenset({StepStatus.PLANNED, *_REACHED})


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanStep:
    """One step of a plan.

    Attributes:
        date: when it was or will be done, or began where `end` is given; the day of the source for one that is not
            done; None when no source says it.
        end: when it ended; None when it did not last, or the end is not known.
    """

    kind: StepKind
    status: StepStatus
    date: PartialDate | None = None
    end: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Where a plan stands: its furthest step that is done or under way."""

    kind: StepKind
    status: StepStatus


def steps_of(lines: Sequence[SectionLine]) -> tuple[PlanStep, ...]:
    """Return the steps that a plan states, in the order of the steps."""
    stated = {StepKind(line.key): line for line in lines_of(lines, SECTION) if line.is_complete}
    return tuple(
        PlanStep(kind=kind, status=StepStatus(line.text("status")), date=line.day("date"), end=line.day("end"))
        for kind in StepKind
        if (line := stated.get(kind))
    )


def stage_of(steps: Sequence[PlanStep]) -> Stage | None:
    """Return the furthest step done or under way; the first planned when none is; None when nothing is stated."""
    reached = [step for step in steps if step.status in _REACHED]
    step = reached[-1] if reached else next((step for step in steps if step.status in _STATED), None)
    return None if step is None else Stage(kind=step.kind, status=step.status)


def start_of(steps: Sequence[PlanStep]) -> PartialDate | None:
    """Return the earliest date of a step done or under way; None when no such step is dated."""
    dates = [step.date for step in steps if step.date and step.status in _REACHED]
    return min(dates, key=lambda date: date.first_day, default=None)


def date_of(steps: Sequence[PlanStep], kind: StepKind) -> PartialDate | None:
    """Return when a step was done; None when it is not done, or not dated."""
    dates = (step.date for step in steps if step.kind is kind and step.status is StepStatus.DONE)
    return next(dates, None)


def end_of(steps: Sequence[PlanStep]) -> PartialDate | None:
    """Return when the plan ends: the end of its carrying out, or its final evaluation; None when neither is known."""
    by_kind = {step.kind: step for step in steps}
    carried, reviewed = by_kind.get(StepKind.IMPLEMENTATION), by_kind.get(StepKind.EVALUATION)
    if carried and carried.end:
        return carried.end
    return reviewed.date if reviewed and reviewed.status is StepStatus.DONE else None


def step_problems(steps: Sequence[PlanStep]) -> tuple[LineProblem, ...]:
    """Return the dates that cannot be: a step done before an earlier one, or ended before it began."""
    dated = [step for step in steps if step.date and step.status is StepStatus.DONE]
    problems = []
    for rank, step in enumerate(dated):
        before = next((s for s in dated[:rank] if _is_after(s.date, step.date)), None)
        if before is not None:
            problems.append(_problem(step, "date", f"avant une étape qui la précède ({before.date})", before))
    problems += [_problem(s, "end", f"avant son début ({s.date})", s) for s in steps if _is_after(s.date, s.end)]
    return tuple(problems)


def _is_after(first: PartialDate | None, second: PartialDate | None) -> bool:
    """True when the first date is after the second whatever the parts that are not known."""
    return first is not None and second is not None and first.first_day > second.last_day


def _problem(step: PlanStep, field: str, french: str, before: PlanStep) -> LineProblem:
    date = step.end if field == "end" else step.date
    english = f"before a step that precedes it ({before.date})"
    return LineProblem(
        section=SECTION,
        key=step.kind.value,
        field=field,
        message=Text(f"impossible : {date} est {french}", f"impossible: {date} is {english}"),
    )
