"""Cells of a figure in published tables, under the columns that they share."""

from typing import Any

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.numbers import file_numbers


def figure_cells(figure: Figure) -> tuple[Any, ...]:
    """Return the cells of a figure under `*figure` (see `importers.published_columns`)."""
    return (
        figure.id,
        figure.label.fr,
        figure.label.en,
        figure.period.label,
        *file_numbers(figure),
        figure.unit.code,
        figure.state.value,
        figure.known,
        figure.total,
        figure.part.fr,
        figure.note.fr if figure.note else None,
    )


def only_territory(figure: Figure) -> str | None:
    """Return the code of the territory that a figure is about; None where it is about several."""
    return figure.territories[0] if len(figure.territories) == 1 else None
