"""Figures, evidence and texts that the room gives to the others."""

from autan.evidence.figures.queries.registry import EvidenceKind, FigureSource
from autan.ground.registry import register_at_need
from autan.survey.campaigns.core.addresses import SURVEY

register_at_need(
    "autan.survey.results.presenters.evidence_kinds:EVIDENCE_KINDS", {EvidenceKind: ("answer", "answers", "campaign")}
)
register_at_need("autan.survey.results.queries.figures:SURVEY_FIGURES", {FigureSource: (SURVEY,)})
