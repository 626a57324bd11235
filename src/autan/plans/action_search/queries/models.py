"""Actions as models of new ones: filed ones by their title and domains, those of a network by what may be read."""

from collections.abc import Sequence

from autan.people.accounts.models import Person
from autan.plans.action_search.core.finding import ActionFound
from autan.plans.action_search.queries.finding import find_filed, read_found
from autan.plans.action_search.queries.indexes import FILED, SHEET
from autan.plans.projects.core.fields import MAX_TITLE
from autan.plans.projects.core.reuse import ModelAction
from autan.plans.projects.queries.sheets import sheets_named
from autan.plans.projects.queries.working import models_of


def found_among(keys: Sequence[str], *, network: str, reader: Person) -> list[ActionFound]:
    """Return the actions of a basket, in its order; sheets that a reader may not open are left out. A few queries.

    Raises UnknownError: a filed action does not exist.
    """
    slugs = [key.removeprefix(SHEET) for key in keys if key.startswith(SHEET)]
    readable = {SHEET + sheet.slug for sheet in sheets_named(network, slugs, reader=reader)}
    for key in keys:
        if key.startswith(FILED):
            find_filed(key.removeprefix(FILED))
    return read_found([(key, 0.0) for key in keys if key.startswith(FILED) or key in readable])


def model_actions(keys: Sequence[str], *, network: str, reader: Person) -> list[ModelAction]:
    """Return the actions of a basket, see `found_among`, as models, each with where it comes from. A few queries."""
    actions = found_among(keys, network=network, reader=reader)
    slugs = [action.key.removeprefix(SHEET) for action in actions if action.key.startswith(SHEET)]
    sheets = models_of(sheets_named(network, slugs, reader=reader), reader=reader)
    typed_by_key = {SHEET + model.key: model.typed for model in sheets}
    return [
        ModelAction(
            key=action.key,
            typed={
                **typed_by_key.get(action.key, _fields_as_typed(action)),
                "links": f"D’après « {action.title} » ({action.place}, {action.origin.label.fr})",
            },
        )
        for action in actions
    ]


def _fields_as_typed(action: ActionFound) -> dict[str, str]:
    """What a filed action says: its title, and its themes where its domains tell them."""
    typed = {"title": action.title[:MAX_TITLE]}
    if action.is_theme_stated:
        typed["themes"] = ", ".join(theme.value for theme in action.themes)
    return typed
