"""Figures, evidence and texts that the room gives to the others."""

from autan.cooperation.working_group.core.figures import BODY_KIND, DECISION_KIND, SOURCE
from autan.evidence.figures.queries.registry import EvidenceKind, FigureSource
from autan.ground.registry import register_at_need

register_at_need(
    "autan.cooperation.working_group.presenters.decisions:EVIDENCE",
    {EvidenceKind: (BODY_KIND, DECISION_KIND), FigureSource: (SOURCE,)},
)
