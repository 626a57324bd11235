"""The grid of what the actions of a plan cost: planned, spent, people."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from autan.evidence.grids.presenters import Grid, GridColumn, GridRow
from autan.ground.texts.language import colon, day_of, words
from autan.plans.projects.core.fields import BY_CODE
from autan.plans.projects.core.sheets import read_sheet
from autan.plans.projects.models import ActionSheet

CODES = ("budget", "spent", "staff_fte")


def budget_grid(sheets: Iterable[ActionSheet]) -> Grid:
    """Return the grid of some actions; an amount that cannot be read is kept, and said beside it."""
    columns = tuple(GridColumn(code=code, label=BY_CODE[code].label) for code in CODES)
    return Grid(columns=columns, rows=[_row(sheet) for sheet in sheets])


def _row(sheet: ActionSheet) -> GridRow:
    typed = {code: sheet.typed.get(code, "") for code in CODES}
    problems = [problem for problem in read_sheet(typed).problems if problem.field in CODES]
    origin = _("fiche du %(day)s") % {"day": day_of(sheet.changed_at)}
    return GridRow(
        key=sheet.slug,
        label=sheet.title,
        typed=typed,
        origins={code: origin for code, text in typed.items() if text},
        alert=" ".join(
            f"{words(BY_CODE[problem.field].label)}{colon()} {words(problem.message)}" for problem in problems
        ),
        revision=sheet.revision,
        record=sheet,
    )
