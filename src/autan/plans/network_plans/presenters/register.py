"""The register of a network as a page and as a table that leaves: headings, cells, choices."""

from collections.abc import Sequence

from autan.evidence.figures.core.numbers import file_numbers
from autan.evidence.figures.core.units import get_unit
from autan.evidence.figures.presenters.figures import present_figure
from autan.ground.texts.language import words
from autan.ground.wordings import Sentence
from autan.plans.network_plans.core.register import COLUMNS, PlanRegisterRow, RegisterCell, RegisterColumn
from autan.plans.plans.core.measures import MeasureKind
from autan.plans.plans.core.plans import PlanKind
from autan.plans.plans.core.steps import StepKind
from autan.plans.plans.exporters import Cells
from autan.plans.plans.presenters.words import choice_words, stage_words

_MEMBER = Sentence("Membre")
_INVENTED = Sentence(" (inventé)")
_UP_TO = Sentence("jusqu’à")
_STATE = Sentence("état")


def cells_in_words(row: PlanRegisterRow, columns: Sequence[str]) -> list[tuple[str, str, RegisterCell]]:
    """Give the cells of a row in the language of the page: label of the column, words, and the cell."""
    return [(words(COLUMNS[column]), _words(cell), cell) for cell, column in zip(row.cells, columns, strict=True)]


def _words(cell: RegisterCell) -> str:
    return stage_words(cell.stage) or words(cell.words)


def register_table(rows: Sequence[PlanRegisterRow], columns: Sequence[str], *, is_invented: bool) -> list[Cells]:
    """Give the register as rows of cells, headings first: what is not known is an empty cell, a range has two ends."""
    heads: list[str] = ["SIREN", words(_MEMBER)]
    for column in columns:
        heads += _headings(column)
    table: list[Cells] = [tuple(heads)]
    for row in rows:
        cells: list[str | float | None] = [row.siren, f"{row.name}{words(_INVENTED) if is_invented else ''}"]
        for cell, column in zip(row.cells, columns, strict=True):
            cells += _table_cells(cell, column)
        table.append(tuple(cells))
    return table


def _headings(column: str) -> list[str]:
    """Heading of a column; of a measure with its unit, then those of the end of a range and of the state."""
    label = words(COLUMNS[column])
    if column in set(RegisterColumn):
        return [label]
    unit = words(get_unit(MeasureKind(column).unit).symbol)
    is_said = not unit or unit.lower() in label.lower()
    return [label if is_said else f"{label} ({unit})", f"{label}, {words(_UP_TO)}", f"{label}, {words(_STATE)}"]


def _table_cells(cell: RegisterCell, column: str) -> list[str | float | None]:
    if cell.figure is None:
        filler = [] if column in set(RegisterColumn) else [None, None]
        return [_words(cell) if cell.is_known else None, *filler]
    figure = cell.figure
    value, low, high = file_numbers(figure)
    return [low if value is None else value, high, present_figure(figure).state or None]


def filter_choices() -> dict[str, list[tuple[str, str]]]:
    """Give what the register may be filtered by: kinds and steps."""
    return {
        "kind": [(kind.value, kind.short) for kind in PlanKind],
        "stage": [(step.value, choice_words("steps", "step", step.value)) for step in StepKind],
    }
