"""Actions as others may be begun from them, for a reader; plans that a person writes."""

from collections.abc import Sequence

from autan.people.accounts.models import Person
from autan.plans.plans.models import Plan
from autan.plans.projects.core.reuse import ModelAction, kept_of
from autan.plans.projects.core.sheets import visible_typed
from autan.plans.projects.models import ActionSheet
from autan.plans.projects.queries.sheets import axis_paths, level_of, member_territories, sheets_of_plan
from autan.territories.networks.models import Territory
from autan.territories.networks.queries.networks import networks_of
from autan.territories.networks.queries.people import led_among


def models_of_plan(plan: Plan, *, reader: Person) -> list[ModelAction]:
    """Return the actions of a plan as a new one may begin from them. Five queries, and the rights of each sheet."""
    is_own = reader.has_perm("plans.write_plan", plan)
    return models_of(sheets_of_plan(plan, reader=reader), reader=reader, is_own=is_own)


def models_of(sheets: Sequence[ActionSheet], *, reader: Person, is_own: bool = False) -> list[ModelAction]:
    """Return sheets as models, with what a reader may read of them. One query, and the rights of each sheet."""
    paths, models = axis_paths(sheets), []
    for sheet in sheets:
        typed, _hidden = visible_typed(sheet.typed, sheet.disclosures, level_of(sheet, reader))
        parent = sheet.parent.slug if sheet.parent else ""
        kept, axis = kept_of(typed, is_own=is_own), paths[sheet.axis_id]
        models.append(ModelAction(key=sheet.slug, typed=kept, axis=axis, parent=parent))
    return models


def places_led_beside(places: Sequence[Territory], reader: Person) -> list[Territory]:
    """Return the territories that a person leads among some and the members of their networks. A few queries."""
    networks = dict.fromkeys(network.slug for place in places for network in networks_of(place.siren))
    beside = [place for network in networks for place in member_territories(network)]
    return led_among(reader, list(dict.fromkeys([*places, *beside])))


def plans_written_beside(sheet: ActionSheet, reader: Person) -> list[Plan]:
    """Return the plans that a person writes and where an action may stand too: not its own. A few queries."""
    led = places_led_beside(list(sheet.carriers.all()), reader)
    plans = Plan.objects.filter(subjects__in=led).exclude(pk=sheet.plan_id or 0)
    return list(plans.distinct().order_by("title", "pk"))
