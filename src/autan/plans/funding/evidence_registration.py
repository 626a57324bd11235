"""Figures and evidence that the room gives to the others."""

from autan.evidence.figures.queries.registry import EvidenceKind, FigureSource
from autan.ground.registry import register_at_need
from autan.plans.funding.core.calls import CALL, FUNDING

register_at_need("autan.plans.funding.presenters:EVIDENCE", {EvidenceKind: (CALL,), FigureSource: (FUNDING,)})
