"""Figures, evidence and texts that the room gives to the others."""

from autan.ground.registry import register
from autan.plans.indicators.presenters.evidence_kinds import INDICATOR_EVIDENCE, INDICATOR_FIGURES, VALUE_EVIDENCE

register(VALUE_EVIDENCE, INDICATOR_EVIDENCE, INDICATOR_FIGURES)
