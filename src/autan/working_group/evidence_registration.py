"""Figures, evidence and texts that the room gives to the others."""

from autan.registry import register
from autan.working_group.presenters.evidence_kinds import DECISION_EVIDENCE, GROUP_FIGURES

register(DECISION_EVIDENCE, GROUP_FIGURES)
