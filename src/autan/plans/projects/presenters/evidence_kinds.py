"""How an action, and a list of actions that a figure counts, are described in a trace."""

from collections.abc import Mapping, Sequence

from django.urls import reverse

from autan.evidence.figures.core.evidence_cards import EvidenceCard, EvidenceTable
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.registry import EvidenceKind, FigureSource, Reader, one_by_one, readable_by_slug
from autan.ground.errors import UnknownError
from autan.ground.texts.language import in_both_languages, recorded
from autan.ground.wordings import Sentence, Text
from autan.plans.projects.core.addresses import ACTION_KIND, LIST_KIND, PROJECT_KIND, SOURCE, ActionAddress
from autan.plans.projects.core.tallies import label_of
from autan.plans.projects.models import ActionSheet
from autan.plans.projects.presenters.words import status_words
from autan.plans.projects.queries.figures import actions_version, find_action_figure, listed
from autan.plans.projects.queries.members import first_network_of
from autan.plans.projects.queries.projects import projects_named
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
            title=Text(project.name_fr, project.name_en),
            statement=Text(project.ambition_fr, project.ambition_en),
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
