"""Actions as lists, boards, calendars and trees of axes show them; what waits for a person."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from autan.ground.extension_points import DueDay
from autan.ground.texts.core.dates import PartialDate
from autan.ground.texts.language import colon, in_french, with_french, words
from autan.plans.plans.exporters import CalendarEntry
from autan.plans.projects.core.choices import ActionStatus
from autan.plans.projects.core.filters import NO_STATUS
from autan.plans.projects.core.lines import STEPS, read_lines_of
from autan.plans.projects.core.sheets import is_outcome_unknown
from autan.plans.projects.core.themes import ActionTheme
from autan.plans.projects.models import ActionSheet, Axis
from autan.plans.projects.presenters.sheet_page import status_words
from autan.plans.projects.queries.working import WorkingList, dated_sheets


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionSheetRow:
    """One action of a list, and what of it is said in words.

    `is_past`: True when its end is past, and nothing states what came of it. `due`: its end as it is stated, a year or
    a month where no day is.
    """

    sheet: ActionSheet
    carriers: tuple[tuple[str, str], ...]
    status: str
    is_past: bool
    themes: str
    due: str
    is_draft: bool


def sheet_rows(sheets: Iterable[ActionSheet], *, today: date) -> list[ActionSheetRow]:
    """Give sheets in words."""
    return [
        ActionSheetRow(
            sheet=sheet,
            carriers=tuple((place.siren, place.short_name) for place in sheet.carriers.all()),
            status=status_words(sheet.status),
            is_past=is_outcome_unknown(
                ActionStatus(sheet.status) if sheet.status else None, sheet.ends_on, today=today
            ),
            themes=", ".join(words(ActionTheme(code).label) for code in sheet.themes.split("|") if code),
            due=words(end.words()) if (end := PartialDate.parse(sheet.typed.get("end", ""))) else "",
            is_draft=not sheet.is_published or bool(sheet.plan and not sheet.plan.is_published),
        )
        for sheet in sheets
    ]


def board_columns(
    counts: Mapping[str, int], first: Mapping[str, Sequence[ActionSheet]], *, today: date
) -> list[dict[str, Any]]:
    """Return the columns of the board: each status that some action has, the unknown one last."""
    return [
        {
            "code": status or NO_STATUS,
            "label": status_words(status),
            "count": counts[status],
            "rows": tuple(sheet_rows(first.get(status, ()), today=today)),
        }
        for status in (*ActionStatus, "")
        if counts.get(status)
    ]


def calendar_entries(sheets: Iterable[ActionSheet]) -> list[CalendarEntry]:
    """Give the ends of actions as entries of a calendar."""
    return [
        CalendarEntry(
            uid=sheet.slug,
            day=sheet.ends_on,
            title=f"{', '.join(place.short_name for place in sheet.carriers.all())}{colon()} {sheet.title}",
            description=_("Fin prévue de l’action, %(status)s.") % {"status": status_words(sheet.status).lower()},
        )
        for sheet in sheets
        if sheet.ends_on
    ]


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


_IN_NO_LIST = frozenset({"mine", "soon"})


def working_parts(siren: str, network: str, lists: Sequence[WorkingList], *, today: date) -> list[dict[str, Any]]:
    """Give the lists of one territory in words, each with the address of the whole of it where a list shows it."""
    labels = {
        "mine": (_("À mon nom"), _("Aucune fiche ne vous nomme comme personne pilote.")),
        "overdue": (_("En retard"), _("Aucune.")),
        "passed": (_("Échéance passée\u00a0: dites ce qu’elles sont devenues"), _("Aucune.")),
        "soon": (_("À finir dans les trois mois"), _("Aucune.")),
        "problems": (_("À corriger"), _("Rien.")),
        "to_fill": (_("À compléter"), _("Rien\u00a0: toutes sont renseignées à moitié au moins.")),
    }
    table = reverse("projects:table", kwargs={"network": network}) if network else ""
    return [
        {
            "label": labels[work_list.code][0],
            "empty": labels[work_list.code][1],
            "count": work_list.count,
            "rows": sheet_rows(work_list.sheets, today=today),
            "url": f"{table}?membre={siren}&etat={work_list.code}"
            if table and work_list.code not in _IN_NO_LIST
            else "",
        }
        for work_list in lists
    ]


def action_days(person: Any, _today: date) -> Iterable[DueDay]:
    """Give the ends of the actions of a person’s territories, and the steps of them that are still to do."""
    for sheet in dated_sheets(person):
        places = ", ".join(place.marked_name for place in sheet.carriers.all())
        url = reverse("projects:sheet", kwargs={"slug": sheet.slug})
        if sheet.ends_on:
            detail = _("fin prévue de l’action, %(place)s") % {"place": places}
            yield DueDay(
                uid=f"action-{sheet.slug}", day=sheet.ends_on, title=in_french(sheet.title), url=url, detail=detail
            )
        for line in read_lines_of(STEPS, sheet.lines):
            due = line.values.get("due")
            if isinstance(due, PartialDate) and line.values.get("state") != "done":
                title = in_french(line.typed.get("name", sheet.title))
                detail = with_french("%(title)s, " + places.replace("%", "%%"), title=sheet.title)
                uid = f"action-{sheet.slug}-{line.key}"
                yield DueDay(uid=uid, day=due.last_day, title=title, url=url, detail=detail)
