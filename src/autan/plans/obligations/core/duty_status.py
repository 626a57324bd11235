"""Where an authority stands on a duty: when it falls due, the act that meets it; silence neither meets nor accuses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from autan.evidence.figures.core.deadlines import Days, DeadlineStatus, JudgedDeadline, judge_deadline
from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.texts.core.dates import PartialDate
from autan.ground.wordings import Text
from autan.plans.obligations.core.competences import AuthorityRecord, Duty, DutyReading, KnownPopulation
from autan.plans.obligations.core.reading import SURELY_ABOVE
from autan.plans.obligations.core.rules import CREATION_OR_CROSSING, ObligationRule, RuleNature

BINDING = frozenset({Duty.BOUND, Duty.LIKELY_BOUND})


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyAct:
    """An act that may meet a duty, as a plan or a person states it.

    Attributes:
        label: what was done: the title of a plan, or the act as it was stated.
        when: its date; of an act that a source says was not done, the date of that source; None when none is known.
        is_done: False when a source states that it was not done.
        carrier: who carries it, when it is another than the authority.
        address, table: where it can be read, and the title of the table that tells it; empty for what no table does.
    """

    rule: str
    label: Text
    when: PartialDate | None
    is_done: bool = True
    evidence: tuple[EvidenceRef, ...] = ()
    plan: str = ""
    carrier: str = ""
    address: str = ""
    table: str = ""


type Acts = Mapping[str, Sequence[DutyAct]]
"""The acts of an authority, by the code of the rule that they meet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyStatus:
    """A duty of an authority on a day.

    Attributes:
        due: the days on which it may fall due: one where its day is known; None when nothing gives any.
        judged: how it stands; None when it does not bind, or has no day.
        act: the last act known that meets it, or the source that says that nothing was done.
    """

    reading: DutyReading
    due: Days | None = None
    judged: JudgedDeadline | None = None
    act: DutyAct | None = None

    @property
    def is_binding(self) -> bool:
        """True when it binds, surely or probably; an option binds nobody."""
        return self.reading.duty in BINDING and self.reading.rule.nature is RuleNature.DUTY

    @property
    def is_done(self) -> bool:
        """True when an act that satisfies it is known."""
        return self.act is not None and self.act.is_done

    @property
    def accuses(self) -> bool:
        """True when a source later than the day states that nothing was done: nothing else does."""
        return self.judged is not None and self.judged.status is DeadlineStatus.NOT_DONE


def status_of(reading: DutyReading, record: AuthorityRecord, acts: Acts, day: date) -> DutyStatus:
    """Say where an authority stands on a rule that was read for it."""
    rule = reading.rule
    known = [act for act in acts.get(rule.code, ()) if act.when is None or act.when.first_day <= day]
    completed = sorted(
        (act for act in known if act.is_done), key=lambda act: act.when.first_day if act.when else date.max
    )
    if reading.duty not in BINDING or rule.nature is not RuleNature.DUTY:
        return DutyStatus(reading=reading, act=completed[-1] if completed else None)
    denied = next((act for act in known if not act.is_done), None)
    due = due_days(rule, record, acts, day)
    met = None if rule.every_years else next(iter(completed), None)
    act = met or (completed[-1] if completed else denied)
    return DutyStatus(reading=reading, due=due, judged=_judge(due, met, denied, day), act=act)


def _judge(due: Days | None, met: DutyAct | None, denied: DutyAct | None, day: date) -> JudgedDeadline | None:
    if due is None:
        return None
    return judge_deadline(
        due,
        today=day,
        is_done=met is not None,
        done_on=_days(met.when) if met and met.when else None,
        not_done=_days(denied.when) if denied and denied.when else None,
    )


def due_days(rule: ObligationRule, record: AuthorityRecord, acts: Acts, day: date) -> Days | None:
    """Return the days on which a rule may fall due for an authority; None when nothing gives any."""
    if rule.after == CREATION_OR_CROSSING:
        return _after_threshold(rule, record, day)
    years, begins = (rule.years_after, rule.after) if rule.after else (rule.every_years, rule.code)
    starts = [act.when for act in acts.get(begins, ()) if act.is_done and act.when and act.when.last_day <= day]
    if starts and years:
        return _days(max(starts, key=lambda when: when.last_day).years_later(years))
    is_dated = rule.due is not None and (rule.due_until is None or day <= rule.due_until)
    return (rule.due, rule.due) if rule.due and is_dated else None


def _after_threshold(rule: ObligationRule, record: AuthorityRecord, day: date) -> Days | None:
    """The latest of the day of the text, and of the delay from creation or from the crossing of the threshold."""
    if rule.due is None:
        return None
    starts = [days for days in (record.creation, _crossing(rule, record, day)) if days]
    later = [tuple(_years_later(start, rule.years_after) for start in days) for days in starts]
    return max([rule.due, *(days[0] for days in later)]), max([rule.due, *(days[1] for days in later)])


def _crossing(rule: ObligationRule, record: AuthorityRecord, day: date) -> Days | None:
    """When the population passed the threshold last; None when it surely was above from the first."""
    above = next((branch.above for branch in rule.branches if branch.above is not None), None)
    known = sorted((one for one in record.populations if one.year <= day.year), key=lambda one: one.year)
    if above is None or not known:
        return None
    crossed: tuple[KnownPopulation | None, KnownPopulation] | None = None
    before: KnownPopulation | None = None
    for population in known:
        if population.inhabitants > above and (before is None or before.inhabitants <= above):
            crossed = before, population
        before = population
    if crossed is None:
        return None
    last_below, first_above = crossed
    if last_below is None and first_above.inhabitants >= SURELY_ABOVE * above:
        return None
    return _crossing_days(last_below, first_above)


def _crossing_days(below: KnownPopulation | None, above: KnownPopulation) -> Days:
    """A population is in force from 1 January of its year: two years in a row give the day."""
    last = date(above.year, 1, 1)
    if below is None:
        return date.min, last
    return (last if below.year == above.year - 1 else date(below.year, 1, 2)), last


def _years_later(start: date, years: int) -> date:
    if start == date.min:
        return start
    return PartialDate(year=start.year, month=start.month, day=start.day).years_later(years).first_day


def _days(when: PartialDate) -> Days:
    return when.first_day, when.last_day
