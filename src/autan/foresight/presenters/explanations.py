"""A number of a scenario, explained: its formula, what enters it, the assumptions with their sources."""

from dataclasses import dataclass
from math import isnan

from autan.evidence.core.figures import Figure
from autan.evidence.language import number, words
from autan.foresight.core.explanation import Explanation
from autan.foresight.core.state_inputs import assumption_figure

_FEW = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplanationView:
    """One number: as written, its formula, its parts, and the assumptions that it reads, as figures."""

    label: str
    value: str
    formula: str
    parts: tuple[tuple[str, str], ...]
    assumptions: tuple[tuple[Figure, str, str, bool, str], ...]
    caution: str


def explanation_view(explained: Explanation) -> ExplanationView:
    """Lay out an explanation."""
    return ExplanationView(
        label=words(explained.label),
        value=_written(explained.value, words(explained.unit)),
        formula=words(explained.formula),
        parts=tuple((words(part.label), _written(part.value, words(part.unit))) for part in explained.parts),
        assumptions=tuple(
            (
                assumption_figure(each),
                f"{number(each.low, decimals=3)} – {number(each.high, decimals=3)}",
                words(each.source),
                each.to_confirm,
                words(each.note),
            )
            for each in explained.assumptions
        ),
        caution=words(explained.caution),
    )


def _written(value: float, unit: str) -> str:
    if isnan(value):
        return "—"
    return f"{number(value, decimals=0 if abs(value) >= _FEW else 2)}\u00a0{unit}"
