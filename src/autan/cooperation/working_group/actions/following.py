"""The only writer of annual objectives and of tasks: who does what by when; what became of them is in `life.py`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from autan.cooperation.working_group.actions.bodies import REFUSAL, ROOM
from autan.cooperation.working_group.models import Meeting, Objective, Seat, Task
from autan.evidence.figures.core.sources import EvidenceRef, refs_as_json
from autan.ground.errors import DomainError
from autan.ground.texts.core.notation import format_date
from autan.ground.wordings import Text
from autan.people.journal.actions import Actor, acting
from autan.people.journal.core import refs_to
from autan.territories.networks.models import Network

_COORDINATE = "territories.coordinate_network"
OF_NETWORK_REFUSAL = "seule la coordination du réseau fixe ses objectifs"
objective_ref = refs_to(ROOM, "objective", "pk")
task_ref = refs_to(ROOM, "task", "pk")


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveInput:
    """An annual objective as it is told: year, rank in the year, words, what states it and what followed."""

    year: int
    rank: int
    text: Text
    evidence: Sequence[EvidenceRef] = ()
    since: Sequence[EvidenceRef] = ()


def keep_objective(*, by: Actor | None, network: Network, objective_input: ObjectiveInput) -> Objective:
    """Keep an annual objective, in place of that of the same year and rank."""
    if not objective_input.text.fr.strip():
        raise DomainError("un objectif a un texte")
    with acting(by=by, act="keep_objective", permission=_COORDINATE, on=network, refusal=OF_NETWORK_REFUSAL) as act:
        values = {
            "text_fr": objective_input.text.fr.strip(),
            "text_en": objective_input.text.en.strip() or objective_input.text.fr.strip(),
            "evidence": refs_as_json(objective_input.evidence),
            "since": refs_as_json(objective_input.since),
        }
        objective, is_new = Objective.objects.get_or_create(
            network=network, year=objective_input.year, rank=objective_input.rank, defaults=values
        )
        if is_new or any(getattr(objective, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(objective, name, value)
            objective.save()
            summary = f"Objectif {objective_input.year} enregistré : {objective.text_fr}"
            act.record(objective_ref(objective), summary=summary, network=network.slug)
    return objective


def assign_task(
    *,
    by: Actor | None,
    owner: Seat,
    what: str,
    due_on: date,
    given_on: date,
    meeting: Meeting | None = None,
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
            network=body.network,
            meeting=meeting,
            what=" ".join(what.split())[:300],
            owner=owner,
            due_on=due_on,
        )
        summary = f"Tâche confiée pour le {format_date(due_on, language='fr')} : {task.what}"
        act.record(task_ref(task), summary=summary, network=body.network.slug)
    return task
