"""Projects as pages and the search show them: states of a year, what sources state by topic."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from autan.evidence.figures.core.evidence_cards import EvidenceCard
from autan.evidence.figures.queries.registry import Reader, describe_evidence, evidence_cards
from autan.ground.extension_points import SearchHit, SearchSource
from autan.ground.texts.language import words
from autan.ground.wordings import Text
from autan.plans.projects.core.addresses import PROJECT_KIND
from autan.plans.projects.core.projects import ProjectHeading, ProjectState, ProjectTopic
from autan.plans.projects.models import Project
from autan.plans.projects.queries.projects import search_projects

_MOST_HITS, _MOST_TOLD = 20, 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectStateView:
    """One state in words: its years, where it stands, what it is, whether something replaced it, its sources."""

    years: str
    kind: str
    label: str
    is_past: bool
    cards: Sequence[EvidenceCard]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectRow:
    """One project of a list: its name, its territories, its ambition and its states of the year asked for."""

    slug: str
    name: str
    places: tuple[tuple[str, str], ...]
    ambition: str
    states: tuple[ProjectStateView, ...]


def project_rows(projects: Sequence[Project], year: int | None, reader: Reader) -> list[ProjectRow]:
    """Give projects with their states of one year, or all of them. The queries of the evidence, once."""
    states = [project.as_core().states_in(year) for project in projects]
    views = iter(state_views([state for of_project in states for state in of_project], reader))
    return [
        ProjectRow(
            slug=project.slug,
            name=words(Text(project.name_fr, project.name_en)),
            places=tuple((place.siren, place.short_name) for place in project.carriers.all()),
            ambition=words(Text(project.ambition_fr, project.ambition_en)),
            states=tuple(islice(views, len(of_project))),
        )
        for project, of_project in zip(projects, states, strict=True)
    ]


def state_views(states: Sequence[ProjectState], reader: Reader) -> tuple[ProjectStateView, ...]:
    """Give states in words, each with what states it. The queries of the evidence, once."""
    cards = describe_evidence([ref for state in states for ref in state.evidence], reader=reader)
    return tuple(
        ProjectStateView(
            years=_years(state),
            kind=words(state.kind.label),
            label=words(state.label),
            is_past=state.until is not None,
            cards=[card for ref in state.evidence if (card := cards.get(ref))],
        )
        for state in states
    )


def _years(state: ProjectState) -> str:
    if state.since is None:
        return _("sans date")
    if state.until is None:
        return _("depuis %(year)s") % {"year": state.since}
    return f"{state.since}–{state.until}"


def topic_views(heading: ProjectHeading, reader: Reader) -> list[tuple[str, str, Sequence[EvidenceCard]]]:
    """Give what sources state, topic by topic: its words, a text or none, and the sources."""
    order = list(ProjectTopic)
    lines = sorted(heading.lines, key=lambda line: order.index(line.topic))
    return [(words(line.topic.label), words(line.text), evidence_cards(line.evidence, reader=reader)) for line in lines]


def project_hits(text: str, _reader: object) -> Sequence[SearchHit]:
    """Return the projects that a text names; everybody reads them."""
    return [
        SearchHit(
            title=words(Text(project.name_fr, project.name_en)),
            url=reverse("projects:project", kwargs={"slug": project.slug}),
            kind=_("Projet"),
            excerpt=Truncator(words(Text(project.ambition_fr, project.ambition_en))).chars(_MOST_TOLD),
            score=score,
            ref=f"{PROJECT_KIND}:{project.slug}",
            is_invented=project.network.is_invented,
        )
        for project, score in search_projects(text)[:_MOST_HITS]
    ]


PROJECT_SEARCH = SearchSource(name="projects", search=project_hits)
