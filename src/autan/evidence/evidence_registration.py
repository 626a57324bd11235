"""Figures, evidence and texts that the room gives to the others."""

from autan.evidence.presenters.evidence_kinds import FACT_FIGURES, FACT_KIND, SOURCE_KIND
from autan.registry import register

register(FACT_KIND, SOURCE_KIND, FACT_FIGURES)
