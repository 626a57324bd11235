"""Actions and projects in a trace; projects as pages and the search show them, with states of a year."""

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from autan.evidence.figures.core.evidence_cards import EvidenceCard, EvidenceTable
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.registry import (
    EvidenceKind,
    FigureSource,
    Reader,
    describe_evidence,
    evidence_cards,
    one_by_one,
    readable_by_slug,
)
from autan.ground.errors import UnknownError
from autan.ground.extension_points import SearchHit, SearchSource
from autan.ground.texts.language import in_both_languages, recorded, words
from autan.ground.wordings import Sentence, Text
from autan.plans.projects.core.addresses import ACTION_KIND, LIST_KIND, PROJECT_KIND, SOURCE, ActionAddress
from autan.plans.projects.core.projects import ProjectHeading, ProjectState, ProjectTopic
from autan.plans.projects.core.tallies import label_of
from autan.plans.projects.models import ActionSheet, Project
from autan.plans.projects.presenters.sheet_page import status_words
from autan.plans.projects.queries.figures import actions_version, find_action_figure, first_network_of, listed
from autan.plans.projects.queries.projects import projects_named, search_projects
from autan.plans.projects.queries.sheets import level_of
from autan.territories.networks.queries.bodies import find_territory

_MOST_ROWS = 30
_MADE_UP = Sentence("Action inventée, pour essayer.")
_PROJECT_MADE_UP = Sentence("Projet inventé, pour essayer.")


def describe_actions(keys: Sequence[str], reader: Reader) -> Mapping[str, EvidenceCard]:
    """Describe actions by their title and status, and who changed them last. Two queries, and those of the rights."""
    sheets = ActionSheet.objects.filter(slug__in=keys).select_related("plan", "parent").prefetch_related("carriers")
    return {sheet.slug: _card(sheet, reader) for sheet in sheets}


def _card(sheet: ActionSheet, reader: Reader) -> EvidenceCard:
    is_inside = level_of(sheet, reader).rank > 0
    return EvidenceCard(
        ref=EvidenceRef(kind=ACTION_KIND, key=sheet.slug),
        title=Text(sheet.title, sheet.title),
        statement=in_both_languages(lambda: status_words(sheet.status)),
        recorded=recorded(sheet.changed_at, by=sheet.changed_by_name) if is_inside else "",
        note=_MADE_UP if sheet.is_invented else None,
    )


_READABLE = readable_by_slug(
    ActionSheet.objects.select_related("plan__network").prefetch_related("carriers"), "projects.read_action"
)


def describe_list(key: str) -> EvidenceCard | None:
    """Describe the actions of one territory that a figure counts: their titles and statuses, and where all are."""
    try:
        action_address = ActionAddress.of_list(key)
        place, actions = find_territory(action_address.place), listed(key)
    except UnknownError:
        return None
    rows = tuple((action.title, status_words(action.status)) for action in actions[:_MOST_ROWS])
    network = first_network_of(action_address.place)
    table = EvidenceTable(columns=("Action", "Statut"), rows=rows, total_rows=len(actions))
    return EvidenceCard(
        ref=EvidenceRef(kind=LIST_KIND, key=key),
        title=Sentence("{place} : fiches-actions", place=place.name),
        statement=label_of(action_address) if action_address.what != "budget" else Text("", ""),
        table=table,
        note=_MADE_UP if place.is_invented else None,
        whole_list=f"{reverse('projects:table', kwargs={'network': network})}?membre={action_address.place}"
        if network
        else "",
    )


def describe_projects(keys: Sequence[str], _reader: Reader) -> Mapping[str, EvidenceCard]:
    """Describe projects by their name and ambition, all of it public. One query."""
    return {
        project.slug: EvidenceCard(
            ref=EvidenceRef(kind=PROJECT_KIND, key=project.slug),
            title=project.name,
            statement=project.ambition,
            note=_PROJECT_MADE_UP if project.network.is_invented else None,
            whole_list=reverse("projects:project", kwargs={"slug": project.slug}),
        )
        for project in projects_named(keys)
    }


EVIDENCE = (
    EvidenceKind(
        kind=PROJECT_KIND, describe=describe_projects, page=lambda key: reverse("projects:project", args=[key])
    ),
    EvidenceKind(
        kind=ACTION_KIND,
        describe=describe_actions,
        readable=_READABLE,
        page=lambda key: reverse("projects:sheet", args=[key]),
    ),
    EvidenceKind(kind=LIST_KIND, describe=one_by_one(describe_list)),
    FigureSource(name=SOURCE, find=find_action_figure, version=actions_version),
)


_MOST_HITS, _MOST_TOLD = 20, 200


def project_rows(projects: Sequence[Project], year: int | None, reader: Reader) -> list[dict[str, Any]]:
    """Give projects with their states of one year, or all of them. The queries of the evidence, once."""
    states = [project.as_core().states_in(year) for project in projects]
    views = iter(state_views([state for of_project in states for state in of_project], reader))
    return [
        {
            "slug": project.slug,
            "name": words(project.name),
            "places": tuple((place.siren, place.short_name) for place in project.carriers.all()),
            "ambition": words(project.ambition),
            "states": tuple(islice(views, len(of_project))),
        }
        for project, of_project in zip(projects, states, strict=True)
    ]


def state_views(states: Sequence[ProjectState], reader: Reader) -> tuple[dict[str, Any], ...]:
    """Give states in words, each with what states it. The queries of the evidence, once."""
    cards = describe_evidence([ref for state in states for ref in state.evidence], reader=reader)
    return tuple(
        {
            "years": _years(state),
            "kind": words(state.kind.label),
            "label": words(state.label),
            "is_past": state.until is not None,
            "cards": [card for ref in state.evidence if (card := cards.get(ref))],
        }
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
            title=words(project.name),
            url=reverse("projects:project", kwargs={"slug": project.slug}),
            kind=_("Projet"),
            excerpt=Truncator(words(project.ambition)).chars(_MOST_TOLD),
            score=score,
            ref=f"{PROJECT_KIND}:{project.slug}",
            is_invented=project.network.is_invented,
        )
        for project, score in search_projects(text)[:_MOST_HITS]
    ]


PROJECT_SEARCH = SearchSource(name="projects", search=project_hits)
