"""Readers of decisions, objectives and tasks: what became of each, and what is due."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

from django.db.models import Q, QuerySet

from autan.cooperation.working_group.core.progress import (
    LINK_LOST,
    NOTHING_LINKED,
    DecisionFilter,
    DecisionProgress,
    IndicatorReading,
    LinkKind,
    ProgressState,
    action_progress,
    indicator_progress,
)
from autan.cooperation.working_group.models import Decision, Meeting, Objective, Seat, Task
from autan.evidence.figures.core.units import get_unit
from autan.evidence.figures.queries.registry import Reader, first_readable
from autan.ground.errors import known
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.texts.language import colon
from autan.opendata.measures.core.amounts import exact_figure_text
from autan.people.journal.queries import kept_until_written
from autan.plans.indicators.core.definitions import Direction
from autan.plans.indicators.models import Indicator
from autan.plans.indicators.queries.indicators import definition_of, series_figures
from autan.plans.projects.core.choices import ActionStatus
from autan.plans.projects.models import ActionSheet
from autan.plans.projects.queries.sheets import published
from autan.territories.networks.models import Network

_WITHDRAWN = DecisionProgress(state=ProgressState.WITHDRAWN)
_AT_ONCE = DecisionProgress(state=ProgressState.AT_ONCE)
_UP = {Direction.UP: True, Direction.DOWN: False}


def progress_of(decisions: Iterable[Decision], *, today: date) -> dict[int, DecisionProgress]:
    """Return what became of decisions, by number: published sheets and indicators alone are read.

    One query for the sheets, one for the indicators, and those of the series of each indicator.
    """
    rows = list(decisions)
    current = [decision for decision in rows if decision.withdrawn_on is None]
    keys = {kind: {decision.link_key for decision in current if decision.link == kind} for kind in LinkKind}
    sheets = ActionSheet.objects.filter(published(), slug__in=keys[LinkKind.ACTION])
    statuses = {slug: (status, title) for slug, status, title in sheets.values_list("slug", "status", "title")}
    indicators = Indicator.objects.filter(slug__in=keys[LinkKind.INDICATOR], is_published=True)
    by_slug = {indicator.slug: indicator for indicator in indicators.select_related("territory")}
    return {decision.pk: _progress(decision, statuses, by_slug, today) for decision in rows}


def _progress(
    decision: Decision, statuses: Mapping[str, tuple[str, str]], indicators: Mapping[str, Indicator], today: date
) -> DecisionProgress:
    if decision.withdrawn_on is not None:
        return _WITHDRAWN
    match decision.link:
        case LinkKind.AT_ONCE:
            return _AT_ONCE
        case LinkKind.ACTION if decision.link_key in statuses:
            status, title = statuses[decision.link_key]
            action_status = ActionStatus(status) if status else None
            return action_progress(action_status, title=title, due=decision.due_on, today=today)
        case LinkKind.INDICATOR if decision.link_key in indicators:
            reading = read_indicator(indicators[decision.link_key], due=decision.due_on)
            return indicator_progress(reading, due=decision.due_on, today=today)
        case LinkKind.NONE:
            return NOTHING_LINKED
    return LINK_LOST


def read_indicator(indicator: Indicator, *, due: date | None) -> IndicatorReading:
    """Return the last known value of an indicator, and the first target of the year of a due date or after.

    Without a due date, or without such a target, the last target.
    """
    definition = definition_of(indicator)
    known = [(year, figure) for year, figure in series_figures(indicator).items() if figure.interval is not None]
    targets = sorted(
        (target_point.year, target_point.value)
        for target_point in indicator.target_points
        if target_point.year is not None and not target_point.is_limit
    )
    later = [target for target in targets if due is not None and target[0] >= due.year]
    chosen = (later or targets[-1:])[:1]
    return IndicatorReading(
        year=known[-1][0] if known else None,
        lies=known[-1][1].interval if known else None,
        written=exact_figure_text(known[-1][1]) if known else NO_TEXT,
        target=chosen[0][1] if chosen else None,
        target_year=chosen[0][0] if chosen else None,
        grows=_UP.get(definition.direction),
        unit=get_unit(definition.unit).symbol,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowedDecision:
    """A decision, and what became of it today."""

    decision: Decision
    progress: DecisionProgress


def _decisions() -> QuerySet[Decision]:
    return Decision.objects.select_related("network", "body", "meeting", "owner__territory")


def decisions_in(network: Network, *, reader: Reader) -> QuerySet[Decision]:
    """Return the decisions of a network that a reader may read, newest first. One query, and that of the right."""
    decisions = _decisions().filter(network=network)
    return decisions if reader.has_perm("working_group.read_group", network) else decisions.filter(is_public=True)


def decisions_of_meeting(meeting: Meeting, *, reader: Reader) -> list[Decision]:
    """Return the decisions of a meeting that a reader may read, in order. One query, and that of the right."""
    return list(decisions_in(meeting.body.network, reader=reader).filter(meeting=meeting).order_by("id"))


def followed_decisions(
    network: Network, decision_filter: DecisionFilter, *, reader: Reader, today: date
) -> list[FollowedDecision]:
    """Return decisions with what became of each, newest first. A few queries, and those of the linked indicators."""
    decisions = decisions_in(network, reader=reader)
    if decision_filter.year:
        is_of_calendar = MINYEAR <= decision_filter.year <= MAXYEAR
        decisions = decisions.filter(decided_on__year=decision_filter.year) if is_of_calendar else decisions.none()
    if decision_filter.body:
        decisions = decisions.filter(body__slug=decision_filter.body)
    if decision_filter.text:
        decisions = decisions.filter(title__icontains=decision_filter.text) | decisions.filter(
            text__icontains=decision_filter.text
        )
    return [
        followed
        for followed in follow(list(decisions), today=today)
        if decision_filter.state is None or followed.progress.state is decision_filter.state
    ]


def follow(decisions: list[Decision], *, today: date) -> list[FollowedDecision]:
    """Put beside each decision what became of it."""
    progress = progress_of(decisions, today=today)
    return [FollowedDecision(decision=decision, progress=progress[decision.pk]) for decision in decisions]


def find_decision(slug: str, *, reader: Reader) -> Decision:
    """Return a decision, for whoever may read it. One query, and that of the right."""
    decisions = _decisions().select_related("body__network").filter(slug=slug)
    decision = first_readable(decisions, "working_group.read_decision", reader)
    return known(decision, "aucune décision «\u202f{slug}\u202f»", slug=slug)


def years_of(network: Network, *, reader: Reader) -> list[int]:
    """Return the years in which decisions that a reader may read were taken, newest first. One query."""
    days = decisions_in(network, reader=reader).order_by("-decided_on").values_list("decided_on", flat=True)
    return list(dict.fromkeys(day.year for day in days))


def objectives_of(network: Network) -> list[Objective]:
    """Return the annual objectives of a network, newest year first. One query."""
    return list(Objective.objects.filter(network=network).select_related("network"))


def next_objective_rank(network: Network, year: int) -> int:
    """Return the rank of one more objective of a year. One query."""
    return Objective.objects.filter(network=network, year=year).count() + 1


def find_objective(key: int) -> Objective:
    """Return an objective. One query."""
    return known(Objective.objects.select_related("network").filter(pk=key).first(), "aucun objectif {key}", key=key)


def tasks_of(network: Network) -> QuerySet[Task]:
    """Return what was given to somebody to do, the first due first."""
    tasks = Task.objects.filter(network=network)
    return tasks.select_related("owner__territory", "owner__body__network", "decision", "meeting", "network")


def find_task(key: int) -> Task:
    """Return a task. One query."""
    tasks = Task.objects.select_related("owner__territory", "owner__body__network", "network").filter(pk=key)
    return known(tasks.first(), "aucune tâche {key}", key=key)


@kept_until_written
def searched_decisions() -> tuple[dict[str, Decision], tuple[tuple[str, str, str], ...]]:
    """Return every decision by its slug, whoever may read it, and what a search reads of each, for `rate_each`."""
    decisions = {decision.slug: decision for decision in Decision.objects.select_related("network")}
    return decisions, tuple((slug, f"{decision.title} {decision.text}", "") for slug, decision in decisions.items())


SOON = timedelta(days=7)
"""How long before its day a thing is said to be due soon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueItem:
    """A task or a decision that is due."""

    what: str
    due_on: date
    seat: Seat | None
    has_left: bool
    thing: Task | Decision
    is_reminded: bool = False

    @property
    def task(self) -> Task | None:
        """The task; None for a decision."""
        return self.thing if isinstance(self.thing, Task) else None


def waiting_for_owners(network: Network, *, on: date, without_owner: bool = False) -> list[DueItem]:
    """Return what is due within a week or past, the oldest first. A few queries, and those of linked indicators.

    With `without_owner`, what nobody was named for, or somebody who no longer sits.
    """
    due = Q(due_on__lte=on + SOON)
    if without_owner:
        due &= Q(owner__isnull=True) | Q(owner__until__lte=on)
    due_items = []
    for task in tasks_of(network).filter(due, done_on__isnull=True):
        left = _has_left(task.owner, on)
        due_items.append(DueItem(what=task.what, due_on=task.due_on, seat=task.owner, has_left=left, thing=task))
    decisions = Decision.objects.filter(due, network=network, withdrawn_on__isnull=True)
    for followed in follow(
        list(decisions.select_related("network", "body", "owner__territory", "owner__body")), today=on
    ):
        decision, owner = followed.decision, followed.decision.owner
        if followed.progress.state.is_open and decision.due_on is not None:
            words, left = f"{decision.number}{colon()} {decision.title}", _has_left(owner, on)
            due_items.append(DueItem(what=words, due_on=decision.due_on, seat=owner, has_left=left, thing=decision))
    return sorted(due_items, key=lambda due_item: (due_item.due_on, due_item.what))


def _has_left(seat: Seat | None, on: date) -> bool:
    return seat is not None and seat.until is not None and seat.until <= on
