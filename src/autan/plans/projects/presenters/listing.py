"""Actions as lists, boards and calendars show them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from autan.ground.texts.language import colon, day, words
from autan.plans.plans.exporters import CalendarEntry
from autan.plans.projects.core.choices import ActionStatus
from autan.plans.projects.core.filters import NO_STATUS
from autan.plans.projects.core.sheets import is_outcome_unknown
from autan.plans.projects.core.themes import ActionTheme
from autan.plans.projects.models import ActionSheet
from autan.plans.projects.presenters.words import status_words


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionSheetRow:
    """One action of a list, and what of it is said in words.

    `is_past`: True when its end is past, and nothing states what came of it.
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
            due=day(sheet.ends_on) if sheet.ends_on else "",
            is_draft=not sheet.is_published or bool(sheet.plan and not sheet.plan.is_published),
        )
        for sheet in sheets
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardColumn:
    """One status of the board: how many actions, and the first of them."""

    code: str
    label: str
    count: int
    rows: tuple[ActionSheetRow, ...]


def board_columns(
    counts: Mapping[str, int], first: Mapping[str, Sequence[ActionSheet]], *, today: date
) -> list[BoardColumn]:
    """Return the columns of the board: each status that some action has, the unknown one last."""
    return [
        BoardColumn(
            code=status or NO_STATUS,
            label=status_words(status),
            count=counts[status],
            rows=tuple(sheet_rows(first.get(status, ()), today=today)),
        )
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
