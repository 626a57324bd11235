"""A figure and its trace as plain values: frozen at publication, printed by `--json`, cells of published tables."""

from collections.abc import Sequence
from typing import Any

from autan.evidence.figures.core.evidence_cards import EvidenceCard
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.numbers import file_numbers


def trace_record(figure: Figure, cards: Sequence[EvidenceCard], *, with_rows: bool = False) -> dict[str, Any]:
    """Return a figure with its coverage, method, inputs and evidence, ready for JSON.

    `cards`: cards of the evidence that it rests on, directly or through its inputs.
    `with_rows`: True to give the rows of each piece too, not only their number.
    """
    return {
        **figure_values(figure),
        "territories": list(figure.territories),
        "part": figure.part.fr,
        "indication": figure.indication,
        "boundary": figure.boundary,
        "method": figure.method.name,
        "formula": figure.method.formula.fr,
        "parameters": dict(figure.method.parameters),
        "note": figure.note.fr if figure.note else None,
        "content_hash": figure.content_hash,
        "inputs": [figure_values(item) for item in figure.inputs],
        "evidence": [evidence_values(card) | (_rows(card) if with_rows else {}) for card in cards],
    }


def figure_values(figure: Figure) -> dict[str, Any]:
    """Return what a figure is and how well it is known, ready for JSON."""
    return {
        "id": figure.id,
        "label": figure.label.fr,
        **file_numbers(figure)._asdict(),
        "unit": figure.unit.code,
        "period": figure.period.label,
        "state": figure.state.value,
        "known": figure.known,
        "total": figure.total,
    }


def evidence_values(card: EvidenceCard) -> dict[str, Any]:
    """Return what a piece of evidence says and where, ready for JSON."""
    source = card.citation.source if card.citation else None
    return {
        "kind": card.ref.kind,
        "key": card.ref.key,
        "title": card.title.fr,
        "statement": card.statement.fr,
        "source": source.title if source else None,
        "producer": source.producer if source else None,
        "url": source.url if source else None,
        "locator": card.citation.locator if card.citation else None,
        "rows": card.table.total_rows if card.table else None,
    }


def _rows(card: EvidenceCard) -> dict[str, Any]:
    if card.table is None:
        return {}
    return {"columns": list(card.table.columns), "table": [list(row) for row in card.table.rows]}


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
