"""One figure, and its trace, as objects for programs."""

from typing import Any

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.presenters.trace_record import figure_values, trace_record
from autan.evidence.figures.queries.traces import Trace


def figure_object(figure: Figure) -> dict[str, Any]:
    """Return a figure with its coverage and where its trace is; unknown is null, never zero."""
    return {
        **figure_values(figure),
        "label_en": figure.label.en,
        "territories": list(figure.territories),
        "part": figure.part.fr,
        "note": figure.note.fr if figure.note else None,
        "content_hash": figure.content_hash,
        "trace": f"/api/v1/figures/{figure.id}/trace",
    }


def trace_object(trace: Trace) -> dict[str, Any]:
    """Return the trace of a figure; `hidden_evidence` and `kept_evidence` say what is left out of it."""
    return {
        **trace_record(trace.figure, trace.cards, with_rows=True),
        "hidden_evidence": trace.hidden_cards,
        "kept_evidence": trace.kept,
        "dead_evidence": [f"{ref.kind}:{ref.key}" for ref in trace.dead],
    }
