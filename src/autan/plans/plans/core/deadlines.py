"""What falls due: reports, updates, opinions; each delay is that of the day on which it began."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from autan.ground.texts.core.dates import PartialDate, months_later
from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.texts import Text
from autan.plans.plans.core.plans import PlanKind
from autan.plans.plans.core.sections import SectionLine, lines_of
from autan.plans.plans.core.steps import PlanStep, StepKind, StepStatus, date_of

OPINIONS = "opinions"
_SOON_DAYS = 183


@dataclass(frozen=True, slots=True, kw_only=True)
class DelayRule:
    """So many years after a step, something falls due.

    Attributes:
        code: what falls due; the step of this name, when done, answers it.
        since: first day on which the delay may begin.
        until: last day on which it may begin; None when the rule stands.
    """

    code: str
    step: StepKind
    years: int
    kinds: tuple[PlanKind, ...]
    since: date
    until: date | None
    label: Text
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionRule:
    """Delay of an opinion, in months from the day on which it is asked for."""

    body: str
    months: int
    since: date
    text: Text


class DeadlineState(Labelled):
    """How a deadline stands on a day."""

    PASSED = "passed", "échéance passée", "past due"
    SOON = "soon", "dans les six mois", "within six months"
    LATER = "later", "plus tard", "later"
    MET = "met", "fait", "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """Something that falls due.

    Attributes:
        code: what falls due, unique in the plan.
        due: last day; the latest that it may be when the date that it runs from is known to the year alone.
        body: body whose opinion is asked for, or empty.
    """

    plan: str
    code: str
    label: Text
    due: date
    from_date: PartialDate
    state: DeadlineState
    text: Text
    body: str = ""


def deadlines_of(
    *,
    slug: str,
    kind: PlanKind,
    steps: Sequence[PlanStep],
    lines: Sequence[SectionLine],
    rules: Sequence[DelayRule],
    opinion_rules: Sequence[OpinionRule],
    is_succeeded: bool,
    today: date,
) -> tuple[Deadline, ...]:
    """Return what falls due for a plan, soonest first; where a later plan took its place, its updates are met."""
    found = [
        _from_step(slug, rule, start, steps, today=today, is_succeeded=is_succeeded)
        for rule in rules
        if kind in rule.kinds and (start := date_of(steps, rule.step)) and _began_under(start, rule)
    ]
    found += [
        asked
        for line in lines_of(lines, OPINIONS)
        if line.is_complete and (asked := _opinion(slug, line, opinion_rules, today))
    ]
    return tuple(sorted(found, key=lambda deadline: (deadline.due, deadline.code)))


def _began_under(start: PartialDate, rule: DelayRule) -> bool:
    return start.last_day >= rule.since and (rule.until is None or start.first_day <= rule.until)


def _from_step(
    slug: str, rule: DelayRule, start: PartialDate, steps: Sequence[PlanStep], *, today: date, is_succeeded: bool
) -> Deadline:
    due = start.years_later(rule.years).last_day
    is_done = any(step.kind.value == rule.code and step.status is StepStatus.DONE for step in steps)
    return Deadline(
        plan=slug,
        code=rule.code,
        label=rule.label,
        due=due,
        from_date=start,
        state=_state(due, today, is_met=is_done or is_succeeded),
        text=rule.text,
    )


def _opinion(slug: str, line: SectionLine, rules: Sequence[OpinionRule], today: date) -> Deadline | None:
    sent, months = line.day("sent"), line.number("delay_months")
    if sent is None or not sent.day or months is None:
        return None
    due = months_later(sent.first_day, int(months))
    text = next(
        (rule.text for rule in rules if rule.body == line.text("body")), Text("délai indiqué", "delay as given")
    )
    return Deadline(
        plan=slug,
        code=f"opinion-{line.key}",
        label=Text("Avis demandé", "Opinion asked for"),
        due=due,
        from_date=sent,
        state=_state(due, today, is_met="received" in line.values or "verdict" in line.values),
        text=text,
        body=line.text("body"),
    )


def frozen_delay(body: str, sent: PartialDate, rules: Sequence[OpinionRule]) -> int | None:
    """Return the delay in months of an opinion asked for on a day; None when no rule is known for this body then."""
    current = [rule for rule in rules if rule.body == body and rule.since <= sent.last_day]
    return max(current, key=lambda rule: rule.since).months if current else None


def _state(due: date, today: date, *, is_met: bool) -> DeadlineState:
    if is_met:
        return DeadlineState.MET
    if due < today:
        return DeadlineState.PASSED
    return DeadlineState.SOON if (due - today).days <= _SOON_DAYS else DeadlineState.LATER
