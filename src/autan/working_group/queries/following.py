"""What is due: tasks and decisions of a network, with who was to do them and whether that person still sits."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Self

from django.db.models import Q

from autan.territories.models import Network
from autan.working_group.models import Decision, Seat, Task
from autan.working_group.queries.decisions import follow, tasks_of

SOON = timedelta(days=7)
"""How long before its day a thing is said to be due soon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A task or a decision that is due.

    Attributes:
        what: its words.
        due_on: the day.
        seat: whose it is; None when nobody was named.
        has_left: True when this person no longer sits in the body.
        thing: the task or the decision.
        is_told: True when a reminder was queued just now.
    """

    what: str
    due_on: date
    seat: Seat | None
    has_left: bool
    thing: Task | Decision
    is_told: bool = False

    @property
    def task(self) -> Task | None:
        """The task; None for a decision."""
        return self.thing if isinstance(self.thing, Task) else None

    def told(self) -> Self:
        """The same, once a reminder was queued."""
        return replace(self, is_told=True)


def waiting_for_owners(network: Network, *, on: date, without_owner: bool = False) -> list[Waiting]:
    """Return what is due within a week or past, the oldest first. A few queries, and those of linked indicators.

    Args:
        network: the network.
        on: the day.
        without_owner: to keep what nobody was named for, or somebody who no longer sits.
    """
    due = Q(due_on__lte=on + SOON)
    if without_owner:
        due &= Q(owner__isnull=True) | Q(owner__until__lte=on)
    found = (*_tasks(network, on, due), *_decisions(network, on, due))
    return sorted(found, key=lambda each: (each.due_on, each.what))


def _tasks(network: Network, on: date, due: Q) -> Iterator[Waiting]:
    for task in tasks_of(network).filter(due, done_on__isnull=True):
        left = _has_left(task.owner, on)
        yield Waiting(what=task.what, due_on=task.due_on, seat=task.owner, has_left=left, thing=task)


def _decisions(network: Network, on: date, due: Q) -> Iterator[Waiting]:
    found = Decision.objects.filter(due, network=network, withdrawn_on__isnull=True)
    for each in follow(list(found.select_related("network", "body", "owner__territory", "owner__body")), today=on):
        decision = each.decision
        if each.progress.state.is_open and decision.due_on is not None:
            left = decision.owner is not None and _has_left(decision.owner, on)
            words = f"{decision.number} : {decision.title}"
            yield Waiting(what=words, due_on=decision.due_on, seat=decision.owner, has_left=left, thing=decision)


def _has_left(seat: Seat, on: date) -> bool:
    return seat.until is not None and seat.until <= on
