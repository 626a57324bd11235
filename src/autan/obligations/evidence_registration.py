"""Figures, evidence and texts that the room gives to the others."""

from autan.obligations.presenters.evidence_kinds import BASE_EVIDENCE, STATED_EVIDENCE
from autan.registry import register

register(BASE_EVIDENCE, STATED_EVIDENCE)
