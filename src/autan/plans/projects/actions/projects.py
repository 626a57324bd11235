"""The only writers of projects: keep one whole, add a dated state to it, say which actions serve it."""

from collections.abc import Sequence

from autan.evidence.figures.core.sources import refs_as_json
from autan.ground.descriptions.core.documents import fill_columns
from autan.ground.errors import DomainError
from autan.people.journal.actions import Actor, acting
from autan.people.journal.core import refs_to
from autan.plans.projects.actions.sheets import ROOM
from autan.plans.projects.core.projects import ProjectHeading, ProjectState
from autan.plans.projects.models import ActionSheet, Project, ProjectStateRecord
from autan.territories.networks.models import Network, Territory

_REFUSAL = "seules les personnes du territoire et la coordination du réseau écrivent ce projet"
project_ref = refs_to(ROOM, "project")


def keep_project(*, by: Actor | None, network: Network, heading: ProjectHeading, sheets: Sequence[str] = ()) -> Project:
    """Keep a project whole, in place of what was kept of it before."""
    carriers = list(Territory.objects.filter(siren__in=heading.sirens))
    serving = list(ActionSheet.objects.filter(slug__in=sheets))
    if not carriers or len(carriers) < len(heading.sirens) or len(serving) < len(set(sheets)):
        raise DomainError("un projet est porté par des territoires suivis ici, et servi par des actions d’ici")
    sources = [state.evidence for state in heading.states] + [line.evidence for line in heading.lines]
    if not all(sources):
        raise DomainError("chaque état et chaque ligne d’un projet a une source")
    before = Project.objects.filter(slug=heading.slug).first()
    permission, on = ("projects.write_project", before) if before else ("territories.coordinate_network", network)
    with acting(by=by, act="keep_project", permission=permission, on=on, refusal=_REFUSAL) as act:
        is_same = before is not None and before.as_core() == heading
        project = before or Project(slug=heading.slug)
        fill_columns(project, heading)
        project.network, project.commune = network, heading.commune
        project.lines = [
            {
                "topic": line.topic.value,
                "fr": line.text.fr,
                "en": line.text.en,
                "evidence": refs_as_json(line.evidence),
            }
            for line in heading.lines
        ]
        project.save()
        project.carriers.set(carriers)
        project.sheets.set(serving)
        project.states.all().delete()
        ProjectStateRecord.objects.bulk_create(
            _state(project, rank, state) for rank, state in enumerate(heading.states, start=1)
        )
        if not is_same:
            summary = f"Projet enregistré : {heading.name.fr}"
            act.record(project_ref(project), summary=summary, network=network.slug)
    return project


def _state(project: Project, rank: int, state: ProjectState) -> ProjectStateRecord:
    record = ProjectStateRecord(project=project, rank=rank)
    fill_columns(record, state)
    return record


def add_state(*, by: Actor | None, project: Project, state: ProjectState) -> None:
    """Add a dated state to a project, with what states it; what stood before is kept."""
    if not state.since or not state.label.fr.strip() or not state.evidence:
        raise DomainError("un état de projet a une année, des mots et une source")
    with acting(by=by, act="add_state", permission="projects.write_project", on=project, refusal=_REFUSAL) as act:
        rank = project.states.count() + 1
        _state(project, rank, state).save()
        summary = f"État ajouté : {state.kind.label.fr}, {state.since}, {state.label.fr}"
        act.record(project_ref(project), summary=summary, network=project.network.slug)
