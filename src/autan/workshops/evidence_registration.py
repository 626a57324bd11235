"""Figures, evidence and texts that the room gives to the others."""

from autan.registry import register
from autan.workshops.presenters.evidence_kinds import WORKSHOP_EVIDENCE, WORKSHOP_FIGURES

register(WORKSHOP_EVIDENCE, WORKSHOP_FIGURES)
