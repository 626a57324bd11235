"""Figures, evidence and texts that the room gives to the others."""

from autan.registry import register
from autan.working_group.presenters.evidence_kinds import EVIDENCE

register(*EVIDENCE)
