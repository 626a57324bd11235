"""Figures, evidence and texts that the room gives to the others."""

from autan.crossreading.presenters.evidence_kinds import BLIND_EVIDENCE, CROSSREAD_FIGURES, READING_EVIDENCE
from autan.registry import register

register(READING_EVIDENCE, BLIND_EVIDENCE, CROSSREAD_FIGURES)
