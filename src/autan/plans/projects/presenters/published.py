"""What is published of actions: sheets that are out, and in them the fields that anybody may read."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from autan.evidence.figures.importers import read_columns
from autan.evidence.figures.queries.registry import PUBLIC
from autan.ground.extension_points import PublishedColumn, PublishedTable
from autan.ground.wordings import Sentence, Text
from autan.plans.projects.core.choices import ActionStatus, Disclosure
from autan.plans.projects.core.sheets import read_sheet, visible_typed
from autan.plans.projects.core.themes import ActionTheme
from autan.plans.projects.queries.sheets import standing_sheets


def _rows(slug: str) -> Iterator[tuple[Any, ...]]:
    """Cells of each sheet: what its columns hold is read again from the fields that anybody may read."""
    for sheet, title, plan, typed, disclosures, carriers in standing_sheets(slug, PUBLIC):
        shown, _hidden = visible_typed(typed, disclosures, Disclosure.PUBLIC)
        reading = read_sheet(shown)
        start, end, budget = reading.day("start"), reading.day("end"), reading.amount("budget")
        yield (
            slug,
            sheet,
            title,
            plan,
            " ".join(siren for siren, _is_invented in carriers),
            reading.status.value if reading.status else None,
            " ".join(theme.value for theme in reading.themes) or None,
            start.first_day if start else None,
            end.last_day if end else None,
            budget.low if budget else None,
            budget.high if budget and not budget.is_floor else None,
            any(is_invented for _siren, is_invented in carriers),
        )


def _with_themes(column: PublishedColumn) -> PublishedColumn:
    """Tell the codes of themes in their column, which holds several in a cell."""
    if column.name != "themes":
        return column
    codes = " ; ".join(f"{theme.value} = {theme.label.fr}" for theme in ActionTheme)
    return replace(column, description=Text(f"{column.description.fr} : {codes}", column.description.en))


PUBLISHED_ACTIONS = PublishedTable(
    name="actions",
    rank=70,
    title=Sentence("Fiches-actions"),
    description=Sentence(
        "Une action publiée par ligne, avec ses champs publics seuls ; celles qu’une autre remplace n’y sont pas."
    ),
    columns=tuple(_with_themes(column) for column in read_columns("projects", "actions", {"status": ActionStatus})),
    key=("network", "action"),
    rows=_rows,
)
