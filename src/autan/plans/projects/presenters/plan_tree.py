"""The actions of a plan in the tree of its axes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from autan.plans.projects.models import ActionSheet, Axis
from autan.plans.projects.presenters.listing import ActionSheetRow, sheet_rows


@dataclass(slots=True, kw_only=True)
class AxisView:
    """One axis of a plan with its actions; its title is empty for the actions of none."""

    title: str
    level: int
    rows: list[tuple[ActionSheetRow, list[ActionSheetRow]]] = field(default_factory=list)
    below: list["AxisView"] = field(default_factory=list)


def plan_tree(axes: Sequence[Axis], sheets: Sequence[ActionSheet], *, today: date) -> list[AxisView]:
    """Give the tree: axes in their order, those that hold nothing too, then the actions of no axis."""
    views = {axis.pk: AxisView(title=axis.title, level=2) for axis in axes}
    top: list[AxisView] = []
    for axis in axes:
        view, above = views[axis.pk], views.get(axis.parent_id) if axis.parent_id else None
        view.level = min((above.level if above else 1) + 1, 6)
        (above.below if above else top).append(view)
    loose = AxisView(title="", level=2)
    rows = dict(zip((sheet.pk for sheet in sheets), sheet_rows(sheets, today=today), strict=True))
    parts: dict[int, list[ActionSheetRow]] = {}
    for sheet in sheets:
        if sheet.parent_id in rows:
            parts.setdefault(sheet.parent_id, []).append(rows[sheet.pk])
    for sheet in sheets:
        if sheet.parent_id not in rows:
            place = views.get(sheet.axis_id, loose) if sheet.axis_id else loose
            place.rows.append((rows[sheet.pk], parts.get(sheet.pk, [])))
    return [*top, *([loose] if loose.rows else [])]
