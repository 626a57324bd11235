"""The agenda of a meeting: what it holds, and what is drawn for it from what is open in the network."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from autan.ground.texts.core.labelled import Labelled

MOST_MINUTES = 600
"""Longest time of a point of an agenda, in minutes."""


class AgendaKind(Labelled):
    """What a point of an agenda comes from, in the order in which points are drawn."""

    REVIEW = "review", "décision à réexaminer", "decision to review"
    LATE_DECISION = "late_decision", "décision en retard", "late decision"
    TASK = "task", "tâche à rendre", "task due"
    PROPOSAL = "proposal", "proposition ouverte", "open proposal"
    CONTRADICTION = "contradiction", "à examiner", "to look at"
    OBJECTIVE = "objective", "objectif de l’année", "objective of the year"
    FREE = "free", "point libre", "free point"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaCandidate:
    """Something open in a network, that a meeting may speak of."""

    kind: AgendaKind
    key: str
    title: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaPoint:
    """One point of an agenda; `key` is that of what it comes from; empty for a free point."""

    kind: AgendaKind
    title: str
    key: str = ""
    lead: str = ""
    minutes: int | None = None


def list_candidates(matters: Iterable[AgendaCandidate], agenda: Sequence[AgendaPoint]) -> tuple[AgendaCandidate, ...]:
    """Return what is open and not on the agenda yet: by kind, then the oldest date first, undated last.

    >>> late = AgendaCandidate(kind=AgendaKind.TASK, key="1", title="Envoyer", due_on=date(2026, 3, 1))
    >>> [each.key for each in list_candidates([late], ())]
    ['1']
    """
    on_agenda = {(point.kind, point.key) for point in agenda if point.key}
    order = list(AgendaKind)
    waiting = [matter for matter in matters if (matter.kind, matter.key) not in on_agenda]
    return tuple(
        sorted(waiting, key=lambda matter: (order.index(matter.kind), matter.due_on or date.max, matter.title))
    )
