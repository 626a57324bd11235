"""Figures and evidence below a figure: what it was computed from, and what it rests on."""

from collections.abc import Iterator

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.sources import EvidenceRef


def walk_inputs(figure: Figure) -> Iterator[Figure]:
    """Yield the figure, then everything that it was computed from, depth first, each id once."""
    seen: set[str] = set()
    waiting = [figure]
    while waiting:
        current = waiting.pop(0)
        # an input of several figures is met several times
        if current.id in seen:
            continue
        seen.add(current.id)
        yield current
        waiting = [*current.inputs, *waiting]


def evidence_below(figure: Figure) -> tuple[EvidenceRef, ...]:
    """Return every piece of evidence that the figure rests on, directly or through its inputs, each once."""
    return tuple(dict.fromkeys(ref for item in walk_inputs(figure) for ref in item.evidence))
