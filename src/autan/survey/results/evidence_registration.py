"""Figures, evidence and texts that the room gives to the others."""

from autan.ground.registry import register
from autan.survey.results.presenters.evidence_kinds import EVIDENCE_KINDS
from autan.survey.results.queries.figures import SURVEY_FIGURES

register(*EVIDENCE_KINDS, SURVEY_FIGURES)
