"""Decisions, tasks and objectives as pages show them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from autan.cooperation.working_group.core.decisions import DecisionMode
from autan.cooperation.working_group.core.figures import ObjectiveState
from autan.cooperation.working_group.core.progress import LinkKind, ProgressState
from autan.cooperation.working_group.models import Decision, Objective, Seat, Task
from autan.cooperation.working_group.queries.decisions import FollowedDecision
from autan.evidence.figures.core.evidence_cards import EvidenceCard
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.registry import Reader, describe_evidence
from autan.ground.texts.language import colon, day, words

_LINK_PAGES = {LinkKind.ACTION: "projects:sheet", LinkKind.INDICATOR: "indicators:indicator"}


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRow:
    """One decision of a list: what was decided, by whom, and what became of it, in the language of the page.

    `owner_left` says since when this person no longer sits; empty when the person sits.
    """

    decision: Decision
    day: str
    state: str
    is_late: bool
    progress: str
    link_url: str
    owner: str
    owner_left: str


def decision_rows(followed: Iterable[FollowedDecision], *, today: date) -> list[DecisionRow]:
    """Give decisions with what became of each."""
    return [
        DecisionRow(
            decision=followed_decision.decision,
            day=day(followed_decision.decision.decided_on),
            state=words(followed_decision.progress.state.label),
            is_late=followed_decision.progress.state is ProgressState.LATE,
            progress=words(followed_decision.progress.words),
            link_url=_link_url(followed_decision.decision),
            owner=followed_decision.decision.owner.shown_name if followed_decision.decision.owner else "",
            owner_left=left_words(followed_decision.decision.owner, today),
        )
        for followed_decision in followed
    ]


def left_words(seat: Seat | None, today: date) -> str:
    """Say since when somebody no longer sits; empty for who sits, or for nobody."""
    if seat is None or seat.until is None or seat.until > today:
        return ""
    return _("a quitté l’instance le %(day)s") % {"day": day(seat.until)}


def _link_url(decision: Decision) -> str:
    name = _LINK_PAGES.get(LinkKind(decision.link))
    return reverse(name, kwargs={"slug": decision.link_key}) if name and decision.link_key else ""


def mode_words(decision: Decision) -> str:
    """Say how a decision was taken: by consensus or by which vote, before how many, under which quorum."""
    vote = decision.vote
    mode = words(DecisionMode(decision.mode).label)
    parts = [f"{mode}{colon()} {words(vote.words)}" if vote else mode]
    if decision.present is not None:
        parts.append(_("voix présentes ou représentées\u00a0: %(n)d") % {"n": decision.present})
    if decision.quorum is None:
        parts.append(_("aucun quorum n’était fixé"))
    else:
        parts.append(_("quorum\u00a0: %(n)d") % {"n": decision.quorum})
    return " ; ".join(parts)


def reservation_rows(decision: Decision, seats: Sequence[Seat]) -> list[tuple[str, str]]:
    """Give who reserved what."""
    names = {seat.pk: seat.shown_name for seat in seats}
    return [(names.get(reservation.seat, _("un membre")), reservation.text) for reservation in decision.reserved]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """One task of a list: what, who, by when, and whether it is late or whose owner has left."""

    task: Task
    owner: str
    owner_left: str
    is_late: bool


def task_rows(tasks: Iterable[Task], *, today: date) -> list[TaskRow]:
    """Give tasks with who has each."""
    return [
        TaskRow(
            task=task,
            owner=task.owner.shown_name,
            owner_left=left_words(task.owner, today),
            is_late=task.is_late(today),
        )
        for task in tasks
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveRow:
    """One annual objective: its words, where it stands, what states it, what is documented since."""

    objective: Objective
    text: str
    state: str
    is_open: bool
    settled: str
    cards: tuple[EvidenceCard, ...]
    since: tuple[EvidenceCard, ...]


def objective_rows(objectives: Sequence[Objective], reader: Reader) -> list[ObjectiveRow]:
    """Give objectives with their sources, described together."""
    refs = [ref for objective in objectives for ref in (*objective.evidence_refs, *objective.documented_since)]
    known = describe_evidence(list(dict.fromkeys(refs)), reader=reader)

    def cards(evidence_refs: Sequence[EvidenceRef]) -> tuple[EvidenceCard, ...]:
        return tuple(card for ref in evidence_refs if (card := known[ref]))

    return [
        ObjectiveRow(
            objective=objective,
            text=words(objective.text),
            state=words(ObjectiveState(objective.state).label),
            is_open=objective.state == ObjectiveState.OPEN,
            settled=day(objective.settled_on) if objective.settled_on else "",
            cards=cards(objective.evidence_refs),
            since=cards(objective.documented_since),
        )
        for objective in objectives
    ]
