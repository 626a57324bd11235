"""The only writer of decisions, once checked, of tasks and of objectives; what becomes of each is in `workflow.py`."""

from dataclasses import asdict, replace
from datetime import date

from autan.cooperation.working_group.actions.bodies import REFUSAL, ROOM
from autan.cooperation.working_group.core.bodies import MeetingState
from autan.cooperation.working_group.core.decisions import (
    DecisionDraft,
    FollowUp,
    InvalidDecisionError,
    date_problems,
    find_problems,
)
from autan.cooperation.working_group.core.mail_answers import Attendance
from autan.cooperation.working_group.core.progress import LinkKind
from autan.cooperation.working_group.models import Body, Decision, Meeting, Objective, Participation, Seat, Task
from autan.evidence.figures.core.sources import refs_as_json
from autan.evidence.figures.queries.registry import OPERATOR, describe_evidence
from autan.ground.descriptions.core.documents import fill_columns, tidied
from autan.ground.errors import DomainError, RuleError
from autan.ground.texts.core.notation import format_date
from autan.people.journal.actions import Actor, acting
from autan.people.journal.core import list_changes, refs_to
from autan.plans.indicators.models import Indicator
from autan.plans.projects.models import ActionSheet
from autan.territories.networks.models import Network

WITHDRAWN = "cette décision est retirée depuis le {withdrawn_on}"
_RUN = "working_group.run_body"
decision_ref = refs_to(ROOM, "decision")


def record_decision(
    *, by: Actor | None, body: Body, draft: DecisionDraft, today: date, meeting: Meeting | None = None
) -> Decision:
    """Record a decision of a body, once nothing prevents it; the voices present are those of the meeting where known.

    Raises:
        InvalidDecisionError: with everything that is wrong, in words.
        DomainError: what it is linked to or rests on does not exist, or the meeting is not of the body.
    """
    with acting(by=by, act="record_decision", permission=_RUN, on=body, refusal=REFUSAL) as act:
        network = Network.objects.select_for_update().get(pk=body.network_id)
        draft = _with_presence(draft, body, meeting)
        terms = [seat.as_core() for seat in Seat.objects.filter(body=body).select_related("territory")]
        problems = find_problems(draft, terms=terms, quorum=body.quorum, today=today)
        if problems:
            raise InvalidDecisionError(problems)
        if not draft.title.strip():
            raise DomainError("une décision a un titre")
        _require_link(draft.link, draft.link_key)
        cards = describe_evidence(draft.evidence, reader=by or OPERATOR)
        if unknown := [f"{ref.kind}:{ref.key}" for ref, card in cards.items() if card is None]:
            message = "ces preuves n’existent pas\u00a0: {unknown}"
            raise DomainError(message, unknown=", ".join(unknown))
        decision = _create_decision(network, body, meeting, draft)
        decision.recorded_by_id = act.author_id
        decision.save()
        summary = f"Décision {decision.number} : {decision.title}"
        act.record(decision_ref(decision), summary=summary, network=network.slug)
    return decision


def _with_presence(draft: DecisionDraft, body: Body, meeting: Meeting | None) -> DecisionDraft:
    """The draft with the voices that were at the meeting, when nobody counted them otherwise."""
    if meeting is None:
        return draft
    if meeting.body_id != body.pk:
        raise DomainError("cette réunion est celle d’une autre instance")
    if meeting.state == MeetingState.CANCELLED:
        raise DomainError("cette réunion est annulée\u00a0: rien ne s’y est décidé")
    if draft.present is not None:
        return draft
    with_voice = [attendance.value for attendance in Attendance if attendance.has_voice]
    participations = Participation.objects.filter(meeting=meeting).exclude(attendance="")
    voices = participations.filter(attendance__in=with_voice, seat__has_vote=True)
    # without any attendance recorded, how many were there is unknown, not zero
    present = voices.count() if participations.exists() else None
    return replace(draft, present=present)


def _require_link(link: LinkKind, key: str) -> None:
    linked: dict[LinkKind, type[ActionSheet | Indicator]] = {
        LinkKind.ACTION: ActionSheet,
        LinkKind.INDICATOR: Indicator,
    }
    if link in linked and not linked[link].objects.filter(slug=key).exists():
        message = "{label} «\u202f{key}\u202f» n’existe pas ici"
        raise DomainError(message, label=link.label, key=key)


def _create_decision(network: Network, body: Body, meeting: Meeting | None, draft: DecisionDraft) -> Decision:
    year, vote = draft.decided_on.year, draft.vote
    number = f"{year}-{Decision.objects.filter(network=network, decided_on__year=year).count() + 1:02d}"
    decision = Decision(
        network=network,
        body=body,
        meeting=meeting,
        slug=f"{network.slug}-{number}",
        number=number,
        mode=draft.mode.value,
        quorum=body.quorum,
        reservations=[[reservation.seat, reservation.text] for reservation in draft.reservations],
        evidence=refs_as_json(draft.evidence),
        **(asdict(vote) if vote else {}),
    )
    _write(decision, tidied(draft))
    return decision


def _write(decision: Decision, following: FollowUp) -> None:
    fill_columns(decision, following)
    decision.owner_id, decision.link = following.owner, following.link.value
    decision.link_key = following.link_key if following.link in {LinkKind.ACTION, LinkKind.INDICATOR} else ""


def follow_up(*, by: Actor | None, decision: Decision, following: FollowUp, today: date) -> Decision:
    """Change how a decision is followed; its text, its voices and its day never change.

    Raises:
        InvalidDecisionError: a date is before the decision, or the owner no longer sits in the body.
        DomainError: what it is linked to does not exist.
    """
    with acting(by=by, act="follow_up", permission=_RUN, on=decision.body, refusal=REFUSAL) as act:
        if decision.withdrawn_on is not None:
            raise RuleError(WITHDRAWN, withdrawn_on=format_date(decision.withdrawn_on, language="fr"))
        problems = list(date_problems(decision.decided_on, due=following.due_on, review=following.review_on))
        if following.owner is not None and following.owner != decision.owner_id:
            owner = Seat.objects.select_related("territory").get(pk=following.owner)
            if absence := owner.as_core().absence_on(today):
                problems.append(absence)
        if problems:
            raise InvalidDecisionError(problems)
        _require_link(following.link, following.link_key)
        before = _followed(decision)
        _write(decision, following)
        decision.save()
        if changes := list_changes(before, _followed(decision)):
            summary = f"Suivi de la décision {decision.number} changé"
            act.record(decision_ref(decision), summary=summary, network=decision.network.slug, changes=changes)
    return decision


def _followed(decision: Decision) -> dict[str, str]:
    def format_day(day: date | None) -> str:
        return format_date(day, language="fr") if day else "—"

    return {
        "responsable": decision.owner.shown_name if decision.owner else "—",
        "échéance": format_day(decision.due_on),
        "réexamen": format_day(decision.review_on),
        "avancement lu dans": f"{LinkKind(decision.link).label.fr} {decision.link_key}".strip(),
        "publique": "oui" if decision.is_public else "non",
    }


_COORDINATE = "territories.coordinate_network"
OF_NETWORK_REFUSAL = "seule la coordination du réseau fixe ses objectifs"
objective_ref = refs_to(ROOM, "objective", "pk")
task_ref = refs_to(ROOM, "task", "pk")


_STATED = ("text_fr", "text_en", "evidence", "since")
"""Columns of an objective that people write."""


def keep_objective(*, by: Actor | None, network: Network, objective: Objective) -> Objective:
    """Keep an annual objective, in place of what that of the same year and rank states."""
    objective.text_fr, objective.text_en = objective.text_fr.strip(), objective.text_en.strip()
    objective.text_en = objective.text_en or objective.text_fr
    if not objective.text_fr:
        raise DomainError("un objectif a un texte")
    with acting(by=by, act="keep_objective", permission=_COORDINATE, on=network, refusal=OF_NETWORK_REFUSAL) as act:
        values = {name: getattr(objective, name) for name in _STATED}
        current, is_new = Objective.objects.get_or_create(
            network=network, year=objective.year, rank=objective.rank, defaults=values
        )
        if is_new or any(getattr(current, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(current, name, value)
            current.save()
            summary = f"Objectif {current.year} enregistré : {current.text_fr}"
            act.record(objective_ref(current), summary=summary, network=network.slug)
    return current


def assign_task(
    *, by: Actor | None, owner: Seat, what: str, due_on: date, given_on: date, meeting: Meeting | None = None
) -> Task:
    """Give somebody of a body something to do before a day."""
    body = owner.body
    with acting(by=by, act="assign_task", permission="working_group.run_body", on=body, refusal=REFUSAL) as act:
        if not what.strip():
            raise DomainError("dites ce qui est à faire")
        if absence := owner.as_core().absence_on(given_on):
            raise DomainError(absence.fr)
        if due_on < given_on:
            days = format_date(due_on, language="fr"), format_date(given_on, language="fr")
            message = "l’échéance ({due}) est avant le jour où la tâche est confiée ({given})"
            raise DomainError(message, due=days[0], given=days[1])
        task = Task.objects.create(
            network=body.network, meeting=meeting, what=" ".join(what.split())[:300], owner=owner, due_on=due_on
        )
        summary = f"Tâche confiée pour le {format_date(due_on, language='fr')} : {task.what}"
        act.record(task_ref(task), summary=summary, network=body.network.slug)
    return task
