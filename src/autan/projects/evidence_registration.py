"""Figures, evidence and texts that the room gives to the others."""

from autan.projects.presenters.evidence_kinds import ACTION_EVIDENCE, ACTION_FIGURES, LIST_EVIDENCE
from autan.registry import register

register(ACTION_EVIDENCE, LIST_EVIDENCE, ACTION_FIGURES)
