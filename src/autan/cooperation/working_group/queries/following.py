"""What is due: tasks and decisions of a network, with who was to do them and whether that person still sits."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from autan.cooperation.working_group.models import Decision, Seat, Task
from autan.cooperation.working_group.queries.decisions import follow, tasks_of
from autan.ground.texts.language import colon
from autan.territories.networks.models import Network

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
