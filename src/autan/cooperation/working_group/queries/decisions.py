"""Readers of decisions, objectives and tasks."""

from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date

from django.db.models import QuerySet

from autan.cooperation.working_group.core.progress import DecisionFilter, DecisionProgress
from autan.cooperation.working_group.models import Decision, Objective, Task
from autan.cooperation.working_group.queries.progress import progress_of
from autan.evidence.figures.queries.registry import Reader, first_readable
from autan.ground.errors import known
from autan.people.journal.queries import kept_until_written
from autan.territories.networks.models import Network


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
    """Return a decision, for who may read it. One query, and that of the right."""
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
