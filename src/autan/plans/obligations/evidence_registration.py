"""Figures, evidence and texts that the room gives to the others."""

from autan.ground.registry import register
from autan.plans.obligations.presenters.evidence_kinds import EVIDENCE

register(*EVIDENCE)
