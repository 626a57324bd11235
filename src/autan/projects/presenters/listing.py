"""Actions as lists, boards and calendars show them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from autan.evidence.core.labelled import Labelled
from autan.evidence.language import colon, day, words
from autan.plans.exporters.calendar_file import CalendarEntry
from autan.projects.core.choices import ActionScope, ActionStatus, Priority
from autan.projects.core.filters import NO_STATUS, ActionState, SheetOrder
from autan.projects.core.sheets import is_overdue
from autan.projects.core.themes import ActionTheme
from autan.projects.models import ActionSheet
from autan.projects.presenters.words import status_words


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """One action of a list, in words.

    Attributes:
        slug: its identifier.
        title: its title.
        axis: its axis, or empty.
        plan: title of its plan, or empty.
        carriers: SIREN and short name of each territory.
        status: words of its status.
        status_code: code of its status, or `unknown`.
        is_late: True when it is late today.
        themes: words of its themes.
        is_theme_stated: False when they are told from the title.
        due: its end, in words, or empty.
        filled: how much of it is filled in, in percent.
        problems: how many things in it are to be corrected.
        is_draft: True when it is not published.
        is_part: True for a part of another action.
    """

    slug: str
    title: str
    axis: str
    plan: str
    carriers: tuple[tuple[str, str], ...]
    status: str
    status_code: str
    is_late: bool
    themes: str
    is_theme_stated: bool
    due: str
    filled: int
    problems: int
    is_draft: bool
    is_part: bool


def sheet_rows(sheets: Iterable[ActionSheet], *, today: date) -> list[SheetRow]:
    """Give sheets in words."""
    return [_row(sheet, today) for sheet in sheets]


def _row(sheet: ActionSheet, today: date) -> SheetRow:
    status = ActionStatus(sheet.status) if sheet.status else None
    return SheetRow(
        slug=sheet.slug,
        title=sheet.title,
        axis=sheet.axis.title if sheet.axis else "",
        plan=sheet.plan.title if sheet.plan else "",
        carriers=tuple((place.siren, place.short_name) for place in sheet.carriers.all()),
        status=status_words(status),
        status_code=status.value if status else NO_STATUS,
        is_late=is_overdue(status, sheet.ends_on, today=today),
        themes=", ".join(words(ActionTheme(code).label) for code in sheet.themes.split("|") if code),
        is_theme_stated=sheet.is_theme_stated,
        due=day(sheet.ends_on) if sheet.ends_on else "",
        filled=sheet.completeness_pct,
        problems=sheet.problem_count,
        is_draft=not sheet.is_published or bool(sheet.plan and not sheet.plan.is_published),
        is_part=sheet.parent_id is not None,
    )


def filter_choices(members: Sequence[tuple[str, str]], plans: Sequence[tuple[str, str]]) -> list[dict[str, object]]:
    """Give the lists of the filter: name in the address, words, codes and words."""
    statuses = [*_words_of(ActionStatus), (NO_STATUS, status_words(None))]
    return [
        {"name": "membre", "label": _("Collectivité"), "field": "siren", "choices": members},
        {"name": "plan", "label": _("Plan"), "field": "plan", "choices": plans},
        {"name": "statut", "label": _("Statut"), "field": "status", "choices": statuses},
        {"name": "theme", "label": _("Thème"), "field": "theme", "choices": _words_of(ActionTheme)},
        {"name": "priorite", "label": _("Priorité"), "field": "priority", "choices": _words_of(Priority)},
        {"name": "champ", "label": _("Champ"), "field": "scope", "choices": _words_of(ActionScope)},
        {"name": "etat", "label": _("Ne montrer que"), "field": "state", "choices": _words_of(ActionState)},
        {"name": "tri", "label": _("Dans l’ordre"), "field": "order", "choices": _words_of(SheetOrder)},
    ]


def _words_of(choices: type[Labelled]) -> list[tuple[str, str]]:
    return [(member.value, words(member.label)) for member in choices]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardColumn:
    """One status of the board: how many actions, and the first of them."""

    code: str
    label: str
    count: int
    rows: tuple[SheetRow, ...]


def board_columns(
    counts: Mapping[str, int], first: Mapping[str, Sequence[ActionSheet]], *, today: date
) -> list[BoardColumn]:
    """Give the board: every status that some action has, that of nobody said it last."""
    columns = [(status.value, status.value) for status in ActionStatus] + [("", NO_STATUS)]
    return [
        BoardColumn(
            code=code,
            label=status_words(held),
            count=counts[held],
            rows=tuple(sheet_rows(first.get(held, ()), today=today)),
        )
        for held, code in columns
        if counts.get(held)
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
