"""The only readers of projects."""

from collections.abc import Collection

from django.db.models import Prefetch, QuerySet
from django.utils.text import slugify

from autan.ground.errors import known
from autan.ground.search.core.searching import rate_match, search_words
from autan.ground.web.queries import free_slug
from autan.people.journal.queries import kept_until_written
from autan.plans.projects.models import ActionSheet, Project
from autan.plans.projects.queries.sheets import published
from autan.territories.networks.models import Territory


def _projects() -> QuerySet[Project]:
    carriers = Prefetch("carriers", queryset=Territory.objects.order_by("id"))
    return Project.objects.select_related("network").prefetch_related(carriers, "states")


def projects_of(network: str) -> list[Project]:
    """Return the projects of a network, in order. Three queries."""
    return list(_projects().filter(network__slug=network))


def projects_of_territory(siren: str) -> list[Project]:
    """Return the projects that a territory carries, in order. One query."""
    return list(Project.objects.filter(carriers__siren=siren))


def find_project(slug: str) -> Project:
    """Return a project. Three queries."""
    return known(_projects().filter(slug=slug).first(), "aucun projet «\u202f{slug}\u202f»", slug=slug)


def projects_named(slugs: Collection[str]) -> list[Project]:
    """Return the projects of these identifiers; everybody reads them. One query."""
    return list(Project.objects.filter(slug__in=slugs).select_related("network"))


def free_project_slug(name: str) -> str:
    """Return an identifier for a new project of this name. One query."""
    return free_slug(Project.objects.all(), slugify(name)[:70] or "projet")


def sheets_serving(project: Project) -> list[ActionSheet]:
    """Return the published actions that serve a project. Two queries."""
    sheets = project.sheets.filter(published(), replaced_on__isnull=True)
    return list(sheets.select_related("plan", "axis").prefetch_related("carriers"))


def search_projects(text: str) -> list[tuple[Project, float]]:
    """Return the projects whose name or ambition a text names in either language, and how well."""
    query = search_words(text)
    rated = [
        (project, max(rate_match(query, *wording) for wording in project.wordings)) for project in _every_project()
    ]
    return sorted(((project, score) for project, score in rated if score), key=lambda pair: -pair[1])


@kept_until_written
def _every_project() -> tuple[Project, ...]:
    return tuple(Project.objects.select_related("network").defer("lines", "evidence"))
