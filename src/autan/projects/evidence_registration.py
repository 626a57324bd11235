"""Figures, evidence and texts that the room gives to the others."""

from autan.projects.presenters.evidence_kinds import EVIDENCE
from autan.registry import register

register(*EVIDENCE)
