"""What falls due: reports, updates, opinions; each delay is that of the day on which it began."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from autan.evidence.figures.core.deadlines import Days, DeadlineStatus, JudgedDeadline, judge_deadline
from autan.ground.texts.core.dates import PartialDate, months_later
from autan.ground.wordings import Sentence, Text
from autan.plans.plans.core.plans import PlanKind
from autan.plans.plans.core.sections import SectionLine, lines_of
from autan.plans.plans.core.steps import PlanStep, StepKind, StepStatus, date_of

OPINIONS = "opinions"
_TACIT = "tacit"


@dataclass(frozen=True, slots=True, kw_only=True)
class DelayRule:
    """So many years after a step, something falls due.

    Attributes:
        code: what falls due; without `met_by`, the step of this name meets it.
        met_by: kinds of the later plans whose adoption meets it; none where a step of the plan itself does.
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
    met_by: tuple[PlanKind, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionRule:
    """Delay of an opinion, in months from the day on which it is asked for."""

    body: str
    months: int
    since: date
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class LaterPlan:
    """A plan that succeeds another, at once or through others, and how far its adoption is.

    `adoption`: its step of adoption; None when nothing is stated of it.
    """

    kind: PlanKind
    adoption: PlanStep | None

    @property
    def adopted(self) -> PartialDate | None:
        """When it was adopted; None when it is not, or when no source dates it."""
        return date_of([self.adoption] if self.adoption else [], StepKind.ADOPTION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """Something that falls due.

    `due`: last day; the latest that it may be when the date that it runs from is known to the year alone.
    """

    plan: str
    code: str
    label: Text
    due: date
    from_date: PartialDate
    judged: JudgedDeadline
    text: Text
    body: str = ""

    @property
    def status(self) -> DeadlineStatus:
        """How it stands."""
        return self.judged.status


def deadlines_of(
    *,
    slug: str,
    kind: PlanKind,
    steps: Sequence[PlanStep],
    lines: Sequence[SectionLine],
    rules: Sequence[DelayRule],
    opinion_rules: Sequence[OpinionRule],
    later: Sequence[LaterPlan] = (),
    today: date,
) -> tuple[Deadline, ...]:
    """Return what falls due for a plan, soonest first; `later` are the plans that succeed it."""
    deadlines = [
        _from_step(slug, rule, start, steps, later, today)
        for rule in rules
        if kind in rule.kinds and (start := date_of(steps, rule.step)) and _began_under(start, rule)
    ]
    deadlines += [
        opinion
        for line in lines_of(lines, OPINIONS)
        if line.is_complete and (opinion := _opinion(slug, line, opinion_rules, today))
    ]
    return tuple(sorted(deadlines, key=lambda deadline: (deadline.due, deadline.code)))


def _began_under(start: PartialDate, rule: DelayRule) -> bool:
    return start.last_day >= rule.since and (rule.until is None or start.first_day <= rule.until)


def _from_step(
    slug: str, rule: DelayRule, start: PartialDate, steps: Sequence[PlanStep], later: Sequence[LaterPlan], today: date
) -> Deadline:
    due = _days(start.years_later(rule.years))
    deadline = judge_by_act(due, _satisfying_act(rule, steps, later), today)
    if deadline.status in {DeadlineStatus.DUE, DeadlineStatus.PASSED} and _is_taken_over(due, rule, later, today):
        deadline = JudgedDeadline(status=DeadlineStatus.TAKEN_OVER)
    return Deadline(
        plan=slug, code=rule.code, label=rule.label, due=due[1], from_date=start, judged=deadline, text=rule.text
    )


def _satisfying_act(rule: DelayRule, steps: Sequence[PlanStep], later: Sequence[LaterPlan]) -> PlanStep | None:
    """The act that meets a rule: a step of the plan itself, or the first adoption of a later plan of a kind that does.

    A draft, a launch or a diagnosis meets nothing.
    """
    if not rule.met_by:
        return next((step for step in steps if step.kind.value == rule.code), None)
    acts = [plan.adoption for plan in later if plan.adoption and plan.kind in rule.met_by]
    completed = [act for act in acts if act.status is StepStatus.DONE]
    dated = [act for act in completed if act.date]
    return min(dated, key=lambda act: act.date.first_day if act.date else date.max, default=None) or next(
        iter(completed or acts), None
    )


def judge_by_act(due: Days, act: PlanStep | None, today: date) -> JudgedDeadline:
    """Judge a deadline by the step that satisfies it; None when no source states one."""
    days = _days(act.date) if act and act.date else None
    is_denied = act is not None and act.status is StepStatus.NOT_DONE
    return judge_deadline(
        due,
        today=today,
        is_done=act is not None and act.status is StepStatus.DONE,
        done_on=None if is_denied else days,
        not_done=days if is_denied else None,
    )


def _is_taken_over(due: Days, rule: DelayRule, later: Sequence[LaterPlan], today: date) -> bool:
    """True when a plan that may take the place was surely adopted before the deadline; the others stay judged."""
    kinds = {*rule.kinds, *rule.met_by}
    adopted = [plan.adopted for plan in later if plan.kind in kinds]
    # A date may be a month or a year: all of it has to come before the deadline.
    return any(day.last_day < due[0] and day.first_day <= today for day in adopted if day)


def _days(when: PartialDate) -> Days:
    return when.first_day, when.last_day


def _opinion(slug: str, line: SectionLine, rules: Sequence[OpinionRule], today: date) -> Deadline | None:
    sent, months = line.day("sent"), line.number("delay_months")
    if sent is None or not sent.day or months is None:
        return None
    due = months_later(sent.first_day, int(months))
    text = next((rule.text for rule in rules if rule.body == line.text("body")), Sentence("délai indiqué"))
    received = line.day("received")
    received_days = _days(received) if received else (due, due) if line.text("verdict") == _TACIT else None
    return Deadline(
        plan=slug,
        code=f"opinion-{line.key}",
        label=Sentence("Avis demandé"),
        due=due,
        from_date=sent,
        judged=judge_deadline(
            (due, due), today=today, is_done=bool(received or "verdict" in line.values), done_on=received_days
        ),
        text=text,
        body=line.text("body"),
    )


def frozen_delay(body: str, sent: PartialDate, rules: Sequence[OpinionRule]) -> int | None:
    """Return the delay in months of an opinion asked for on a day; None when no rule is known for this body then."""
    current = [rule for rule in rules if rule.body == body and rule.since <= sent.last_day]
    return max(current, key=lambda rule: rule.since).months if current else None
