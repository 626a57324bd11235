"""Figures on the terminal: as a table for people, as objects for other programs."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

import typer
from rich.table import Table

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


def print_json(content: Any) -> None:
    """Print on standard output, accents kept."""
    typer.echo(json.dumps(content, ensure_ascii=False, indent=2))


def figure_table(figures: Iterable[Figure]) -> Table:
    """Label, value with unit, period, coverage and state of each figure, in French."""
    views = [present_figure(figure, "fr") for figure in figures]
    rows = [
        (view.label, f"{view.number} {view.unit}".strip(), view.period, view.coverage, view.state) for view in views
    ]
    return listing_table(("Chiffre", "Valeur", "Période", "Couverture", "État"), rows, numbers={1})


def listing_table(
    headings: Sequence[str], rows: Iterable[Sequence[str]], numbers: Iterable[int] = (), title: str = ""
) -> Table:
    """A quiet table that folds its cells; the columns of `numbers` are set to the right."""
    table = Table(title=title or None, title_justify="left", box=None, pad_edge=False, header_style="dim")
    on_the_right = set(numbers)
    for position, heading in enumerate(headings):
        table.add_column(heading, overflow="fold", justify="right" if position in on_the_right else "left")
    for row in rows:
        table.add_row(*(cell.replace("[", r"\[") for cell in row))
    return table
