"""Figures, evidence and texts that the room gives to the others."""

from autan.indicators.presenters.evidence_kinds import INDICATOR_EVIDENCE, INDICATOR_FIGURES, VALUE_EVIDENCE
from autan.registry import register

register(VALUE_EVIDENCE, INDICATOR_EVIDENCE, INDICATOR_FIGURES)
