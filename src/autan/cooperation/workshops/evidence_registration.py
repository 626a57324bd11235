"""Figures, evidence and texts that the room gives to the others."""

from autan.cooperation.workshops.core.workshops import SOURCE, WORKSHOP_KIND
from autan.evidence.figures.queries.registry import EvidenceKind, FigureSource
from autan.ground.registry import register_at_need

register_at_need(
    "autan.cooperation.workshops.presenters.page:EVIDENCE", {EvidenceKind: (WORKSHOP_KIND,), FigureSource: (SOURCE,)}
)
