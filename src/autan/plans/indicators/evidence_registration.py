"""Figures, evidence and texts that the room gives to the others."""

from autan.evidence.figures.queries.registry import EvidenceKind, FigureSource
from autan.ground.registry import register_at_need
from autan.plans.indicators.core.addresses import INDICATOR_KIND, SOURCE, VALUE_KIND

register_at_need(
    "autan.plans.indicators.presenters.evidence_kinds:EVIDENCE",
    {EvidenceKind: (VALUE_KIND, INDICATOR_KIND), FigureSource: (SOURCE,)},
)
