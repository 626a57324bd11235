"""Actions as one reader may take them away."""

from collections.abc import Iterable

from autan.evidence.figures.queries.registry import Reader
from autan.plans.action_files.exporters.action_tables import ExportedAction
from autan.plans.action_files.queries.exchange import axis_paths
from autan.plans.projects.core.choices import Disclosure
from autan.plans.projects.core.sheets import visible_typed
from autan.plans.projects.models import ActionSheet
from autan.plans.projects.queries.sheets import level_of


def exported(sheets: Iterable[ActionSheet], *, reader: Reader) -> list[ExportedAction]:
    """Return sheets with the fields that a reader may read: a right is asked once for each set of territories.

    One query for the axes of each plan, and those of the rights.
    """
    levels: dict[tuple[int, ...], Disclosure] = {}
    paths: dict[int, dict[int, tuple[str, ...]]] = {}
    found = []
    for sheet in sheets:
        carriers = list(sheet.carriers.all())
        key = tuple(place.pk for place in carriers)
        if key not in levels:
            levels[key] = level_of(sheet, reader)
        if sheet.plan is not None and sheet.plan.pk not in paths:
            paths[sheet.plan.pk] = axis_paths(sheet.plan)
        axes = paths[sheet.plan.pk] if sheet.plan else {}
        typed, _hidden = visible_typed(sheet.typed, sheet.disclosures, levels[key])
        axis = axes.get(sheet.axis_id, ()) if sheet.axis_id else ()
        found.append(ExportedAction(record=sheet, axis=axis, typed=typed))
    return found
