"""Decisions, tasks and objectives as pages show them, and how a trace describes a decision."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from autan.cooperation.working_group.core.bodies import BodyKind
from autan.cooperation.working_group.core.decisions import DecisionMode
from autan.cooperation.working_group.core.figures import BODY_KIND, DECISION_KIND, SOURCE, ObjectiveState
from autan.cooperation.working_group.core.progress import LinkKind, ProgressState
from autan.cooperation.working_group.models import Body, Decision, Objective, Seat, Task
from autan.cooperation.working_group.queries.decisions import FollowedDecision
from autan.cooperation.working_group.queries.figures import find_group_figure, group_version
from autan.evidence.figures.core.evidence_cards import EvidenceCard
from autan.evidence.figures.core.sources import EvidenceRef, evidence_refs
from autan.evidence.figures.queries.registry import (
    EvidenceKind,
    FigureSource,
    Reader,
    describe_evidence,
    readable_by_slug,
)
from autan.ground.texts.core.notation import format_date
from autan.ground.texts.language import colon, day, in_both_languages, recorded, words
from autan.ground.wordings import Sentence, Text

_LINK_PAGES = {LinkKind.ACTION: "projects:sheet", LinkKind.INDICATOR: "indicators:indicator"}


def reads_seats(body: Body, reader: Reader | None) -> bool:
    """Say whether a reader may read who sits in a body; the product itself (None) may."""
    return reader is None or reader.has_perm("working_group.read_body", body)


def seat_words(seat: Seat | None, *, is_named: bool) -> str:
    """Name the holder of a seat, or only its authority for a reader who may not read seats; empty for no seat."""
    if seat is None or is_named:
        return seat.shown_name if seat else ""
    return seat.territory.short_name if seat.territory else _("un membre")


def decision_rows(followed: Iterable[FollowedDecision], *, today: date, reader: Reader | None) -> list[dict[str, Any]]:
    """Give decisions with what became of each; `owner_left` says since when the owner no longer sits."""
    followed = list(followed)
    readable = {body for body in {item.decision.body for item in followed} if reads_seats(body, reader)}
    return [
        {
            "decision": item.decision,
            "day": day(item.decision.decided_on),
            "state": words(item.progress.state.label),
            "is_late": item.progress.state is ProgressState.LATE,
            "progress": words(item.progress.words),
            "link_url": _link_url(item.decision),
            "owner": seat_words(item.decision.owner, is_named=item.decision.body in readable),
            "owner_left": left_words(item.decision.owner, today),
        }
        for item in followed
    ]


def left_words(seat: Seat | None, today: date) -> str:
    """Say since when somebody no longer sits; empty for whoever sits, or for nobody."""
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


def reservation_rows(decision: Decision, seats: Sequence[Seat], reader: Reader | None) -> list[tuple[str, str]]:
    """Give who reserved what."""
    is_named = reads_seats(decision.body, reader)
    names = {seat.pk: seat_words(seat, is_named=is_named) for seat in seats}
    return [(names.get(reservation.seat, _("un membre")), reservation.text) for reservation in decision.reserved]


def task_rows(tasks: Iterable[Task], *, today: date) -> list[dict[str, Any]]:
    """Give tasks with who has each."""
    return [
        {
            "task": task,
            "owner": task.owner.shown_name,
            "owner_left": left_words(task.owner, today),
            "is_late": task.is_late(today),
        }
        for task in tasks
    ]


def objective_rows(objectives: Sequence[Objective], reader: Reader) -> list[dict[str, Any]]:
    """Give objectives with their sources, described together."""
    refs = [ref for objective in objectives for ref in evidence_refs([*objective.evidence, *objective.since])]
    known = describe_evidence(list(dict.fromkeys(refs)), reader=reader)

    def cards(pairs: Sequence[Sequence[str]]) -> tuple[EvidenceCard, ...]:
        return tuple(card for ref in evidence_refs(pairs) if (card := known[ref]))

    return [
        {
            "objective": objective,
            "text": words(objective.text),
            "state": words(ObjectiveState(objective.state).label),
            "is_open": objective.state == ObjectiveState.OPEN,
            "settled": day(objective.settled_on) if objective.settled_on else "",
            "cards": cards(objective.evidence),
            "since": cards(objective.since),
        }
        for objective in objectives
    ]


_MADE_UP = Sentence("Décision inventée, pour essayer.")
_MADE_UP_BODY = Sentence("Instance inventée, pour essayer.")


def describe_decisions(keys: Sequence[str], reader: Reader) -> Mapping[str, EvidenceCard]:
    """Describe decisions by their text, the body that took them and when. One query, and those of the right.

    Who wrote them down is told to those of the network alone.
    """
    decisions = Decision.objects.filter(slug__in=keys).select_related("network", "body")
    return {decision.slug: _card(decision, reader) for decision in decisions}


def _card(decision: Decision, reader: Reader) -> EvidenceCard:
    is_named = reader.has_perm("working_group.read_group", decision.network)
    decided_on = decision.decided_on
    fr = f"{decision.text} {decision.body.name_fr}, {format_date(decided_on, language='fr')}"
    en = f"{decision.text} {decision.body.name_en}, {format_date(decided_on, language='en')}"
    return EvidenceCard(
        ref=EvidenceRef(kind=DECISION_KIND, key=decision.slug),
        title=in_both_languages(lambda: f"{decision.number}{colon()} {decision.title}"),
        statement=Text(fr, en),
        recorded=recorded(decision.recorded_at, by=decision.recorded_by_name if is_named else ""),
        note=_MADE_UP if decision.network.is_invented else None,
        is_free_text=True,
    )


def describe_bodies(keys: Sequence[str], _reader: Reader) -> Mapping[str, EvidenceCard]:
    """Describe bodies by their name, and by their purpose or charter. One query."""
    return {
        body.slug: EvidenceCard(
            ref=EvidenceRef(kind=BODY_KIND, key=body.slug),
            title=body.name,
            statement=body.purpose if body.purpose_fr else BodyKind(body.kind).label,
            note=_MADE_UP_BODY if body.network.is_invented else None,
            is_free_text=True,
        )
        for body in Body.objects.filter(slug__in=keys).select_related("network")
    }


EVIDENCE = (
    EvidenceKind(
        kind=BODY_KIND,
        describe=describe_bodies,
        readable=readable_by_slug(Body.objects.select_related("network"), "working_group.read_body"),
        page=lambda key: reverse("working_group:body", args=[key]),
    ),
    EvidenceKind(
        kind=DECISION_KIND,
        describe=describe_decisions,
        readable=readable_by_slug(Decision.objects.select_related("network"), "working_group.read_decision"),
        page=lambda key: reverse("working_group:decision", args=[key]),
    ),
    FigureSource(name=SOURCE, find=find_group_figure, version=group_version),
)
