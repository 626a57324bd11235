"""What the room gives to shared pages: the actions of a territory, recorded here and filed, and its projects."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from autan.ground.extension_points import PageSection, TerritorySection
from autan.ground.texts.core.texts import Text
from autan.ground.texts.language import words
from autan.plans.action_search.lake.filed_actions import EXPORTED
from autan.plans.action_search.queries.finding import filed_of_territory
from autan.plans.projects.core.filters import SheetFilter
from autan.plans.projects.presenters.listing import sheet_rows
from autan.plans.projects.queries.members import actions_of_member, empty_plans_of
from autan.plans.projects.queries.projects import projects_of_territory
from autan.territories.networks.queries.bodies import find_territory

_SHOWN = 8


def territory_sections(siren: str, reader: Any) -> Iterable[PageSection]:
    """Give the actions of a territory: how many stand in each plan, the first of those in none, what was filed."""
    place = find_territory(siren)
    held = actions_of_member(siren, SheetFilter(), reader=reader, today=timezone.localdate())
    alone = held.count - sum(number for _slug, _title, number in held.plans)
    may_add = place.pk is not None and reader.has_perm("projects.add_action", place)
    filed = filed_of_territory(siren)
    projects = [
        (project.slug, words(Text(project.name_fr, project.name_en))) for project in projects_of_territory(siren)
    ]
    if not held.count and not may_add and not filed and not projects:
        return
    yield PageSection(
        anchor="actions",
        title=_("Actions"),
        template="action_search/territory_section.html",
        context={
            "siren": siren,
            "plans": (*held.plans, *empty_plans_of(place, reader=reader)) if may_add else held.plans,
            "count": held.count,
            "rows": sheet_rows(
                held.sheets.filter(plan__isnull=True)[:_SHOWN] if alone else (), today=timezone.localdate()
            ),
            "may_add": may_add,
            "filed": filed,
            "projects": projects,
            "exported": EXPORTED,
        },
        count=held.count + len(filed),
    )


TERRITORY_ACTIONS = TerritorySection(rank=41, build=territory_sections)
