"""Figures, evidence and texts that the room gives to the others."""

from autan.cooperation.crossreading.core.addresses import BLIND_KIND, READING_KIND, RECOMMENDATION_KIND, SOURCE
from autan.evidence.figures.queries.registry import EvidenceKind, FigureSource
from autan.ground.registry import register_at_need

register_at_need(
    "autan.cooperation.crossreading.presenters.evidence_kinds:EVIDENCE",
    {EvidenceKind: (RECOMMENDATION_KIND, READING_KIND, BLIND_KIND), FigureSource: (SOURCE,)},
)
