"""What becomes of meetings, tasks, objectives, decisions and seats: their tables of transitions."""

from operator import attrgetter

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from autan.cooperation.working_group.actions.bodies import REFUSAL, body_ref
from autan.cooperation.working_group.actions.decisions import OF_NETWORK_REFUSAL, WITHDRAWN
from autan.cooperation.working_group.actions.messages import (
    announce_cancellation,
    refuse_over,
    send_invitations,
    send_reminders,
)
from autan.cooperation.working_group.core.figures import ObjectiveState
from autan.cooperation.working_group.models import Decision, Meeting, Objective, Seat, Task
from autan.cooperation.working_group.queries.bodies import find_meeting, find_seat
from autan.cooperation.working_group.queries.decisions import find_decision, find_objective, find_task
from autan.ground.errors import DomainError, RuleError
from autan.ground.texts.core.notation import format_date
from autan.people.workflows.actions import Step, Transition, Workflow, on_that_day

_RUN = "working_group.run_body"
_CANCELLED = {"cancelled": "cette réunion est annulée"}


def _cancelled_words(step: Step[Meeting]) -> str:
    message = ngettext(
        "La réunion est annulée\u202f; %(n)d personne est prévenue.",
        "La réunion est annulée\u202f; %(n)d personnes sont prévenues.",
        step.result or 0,
    )
    return message % {"n": step.result or 0}


def _invited_words(step: Step[Meeting]) -> str:
    count = len(step.result)
    return ngettext("%(n)d invitation est partie.", "%(n)d invitations sont parties.", count) % {"n": count}


def _reminded_words(step: Step[Meeting]) -> str:
    count = len(step.result)
    return ngettext("%(n)d rappel est parti.", "%(n)d rappels sont partis.", count) % {"n": count}


MEETING: Workflow[Meeting] = Workflow(
    name="working_group.meeting",
    state="state",
    right=_RUN,
    refusal=REFUSAL,
    error=RuleError,
    of=attrgetter("body"),
    find=lambda reader, slug: find_meeting(slug, reader=reader),
    transitions=(
        Transition(
            name="cancel_meeting",
            begins={"planned"},
            ends="cancelled",
            refusals=_CANCELLED | {"held": "cette réunion s’est tenue\u00a0: elle ne s’annule plus"},
            sets={
                "cancelled_for": lambda step: step.text("reason", 300),
                "sequence": lambda step: step.row.sequence + 1,
            },
            effect=announce_cancellation,
            journal="Réunion annulée : {row.title_fr}",
            done=_cancelled_words,
        ),
        Transition(
            name="invite_to_meeting",
            begins={"planned", "held"},
            refusals=_CANCELLED,
            guard=lambda step: refuse_over(step.row, step.today),
            effect=send_invitations,
            is_quiet=True,
            journal=lambda step: f"Invitations envoyées : {len(step.result)}",
            done=_invited_words,
        ),
        Transition(
            name="remind_of_meeting",
            begins={"planned", "held"},
            refusals=_CANCELLED,
            guard=lambda step: refuse_over(step.row, step.today),
            effect=send_reminders,
            is_quiet=True,
            journal=lambda step: f"Rappels envoyés : {len(step.result)}",
            done=_reminded_words,
        ),
    ),
)


TASK: Workflow[Task] = Workflow(
    name="working_group.task",
    state=lambda task: "done" if task.done_on else "open",
    right="working_group.do_task",
    error=RuleError,
    find=lambda _reader, key: find_task(key),
    page=lambda task: reverse("working_group:tasks", args=[task.network.slug]),
    transitions=(
        Transition(
            name="finish_task",
            begins={"open"},
            ends="done",
            refusals={"done": "cette tâche est faite depuis le {done_on}"},
            sets={"done_on": on_that_day},
            journal="Tâche faite : {row.what}",
            done=_("La tâche est faite."),
        ),
    ),
)


def _refuse_unsaid(step: Step[Objective]) -> None:
    if step.fields["state"] is not ObjectiveState.OPEN and not step.text("reason", 1):
        raise DomainError("dites ce qui permet de l’affirmer")


OBJECTIVE: Workflow[Objective] = Workflow(
    name="working_group.objective",
    state="state",
    right="territories.coordinate_network",
    refusal=OF_NETWORK_REFUSAL,
    subject=attrgetter("network"),
    find=lambda _reader, key: find_objective(key),
    page=lambda objective: reverse("working_group:objectives", args=[objective.network.slug]),
    transitions=(
        Transition(
            name="settle_objective",
            begins={state.value for state in ObjectiveState},
            guard=_refuse_unsaid,
            sets={
                "state": lambda step: step.fields["state"].value,
                "settled_for": lambda step: step.text("reason", 300),
                "settled_on": lambda step: None if step.fields["state"] is ObjectiveState.OPEN else step.today,
            },
            journal="Objectif {row.year} {fields[state].label.fr} : {row.settled_for}",
        ),
    ),
)


def _refuse_before(step: Step[Decision]) -> None:
    if step.today < step.row.decided_on:
        raise DomainError("une décision ne se retire pas avant d’avoir été prise")


DECISION: Workflow[Decision] = Workflow(
    name="working_group.decision",
    state=lambda decision: "withdrawn" if decision.withdrawn_on else "kept",
    right=_RUN,
    refusal=REFUSAL,
    error=RuleError,
    subject=attrgetter("body"),
    find=lambda reader, slug: find_decision(slug, reader=reader),
    transitions=(
        Transition(
            name="withdraw_decision",
            ends="withdrawn",
            refusals={"withdrawn": WITHDRAWN},
            needs={"reason": "dites pourquoi la décision est retirée"},
            guard=_refuse_before,
            sets={"withdrawn_on": on_that_day, "withdrawn_for": lambda step: step.text("reason", 300)},
            journal="Décision {row.number} retirée : {row.withdrawn_for}",
            done=_("La décision est retirée\u202f; elle reste lisible avec la raison."),
        ),
    ),
)


def _refuse_before_since(step: Step[Seat]) -> None:
    if (since := step.row.since) and step.fields["on"] < since:
        message = "ce siège commence le {since}\u00a0: il ne peut pas finir avant"
        raise DomainError(message, since=format_date(since, language="fr"))


SEAT: Workflow[Seat] = Workflow(
    name="working_group.seat",
    state=lambda seat: "ended" if seat.until else "open",
    right=_RUN,
    refusal=REFUSAL,
    of=attrgetter("body"),
    find=lambda _reader, key: find_seat(key),
    ref=lambda seat: body_ref(seat.body),
    page=lambda seat: reverse("working_group:body", args=[seat.body.slug]),
    transitions=(
        Transition(
            name="end_seat",
            begins={"open"},
            ends="ended",
            refusals={"ended": "ce siège est terminé depuis le {until}"},
            guard=_refuse_before_since,
            sets={"until": lambda step: step.fields["on"]},
            journal=lambda step: f"Siège terminé le {format_date(step.fields['on'], language='fr')}",
            details=lambda seat: {"seat": seat.pk},
            done=_("Le siège est terminé\u202f; ce qui a été fait est gardé."),
        ),
    ),
)
