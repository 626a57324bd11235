"""Figures, evidence and texts that the room gives to the others."""

from autan.registry import register
from autan.results.presenters.evidence_kinds import EVIDENCE_KINDS
from autan.results.queries.figures import SURVEY_FIGURES

register(*EVIDENCE_KINDS, SURVEY_FIGURES)
