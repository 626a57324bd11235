"""Figures on the terminal: as a table for people, as objects for other programs."""

from collections.abc import Iterable
from typing import Any

from rich.table import Table

from autan.cli.listing import listing_table
from autan.evidence.core.figures import Figure
from autan.evidence.presenters.figures import present_figure


def figure_as_object(figure: Figure) -> dict[str, Any]:
    """What another program needs of a figure; `value` is null for a range (see `low` and `high`) or an unknown."""
    return {
        "id": figure.id,
        "label": figure.label.fr,
        "period": figure.period.label,
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "unit": figure.unit.code,
        "state": figure.state.value,
        "known": figure.known,
        "total": figure.total,
    }


def figure_table(figures: Iterable[Figure]) -> Table:
    """Label, value with unit, period, coverage and state of each figure, in French."""
    views = [present_figure(figure, "fr") for figure in figures]
    rows = [
        (view.label, f"{view.number} {view.unit}".strip(), view.period, view.coverage, view.state) for view in views
    ]
    return listing_table(("Chiffre", "Valeur", "Période", "Couverture", "État"), rows, numbers={1})
