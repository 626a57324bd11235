"""Figures, evidence and texts that the room gives to the others."""

from autan.coding.results.core.addresses import CODING
from autan.evidence.figures.queries.registry import EvidenceKind, FigureSource
from autan.ground.registry import register_at_need

register_at_need(
    "autan.coding.results.presenters.evidence_kinds:EVIDENCE_KINDS", {EvidenceKind: ("coding", "codings", "document")}
)
register_at_need("autan.coding.results.queries.counts:CODING_FIGURES", {FigureSource: (CODING,)})
