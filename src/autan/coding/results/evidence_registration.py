"""Figures, evidence and texts that the room gives to the others."""

from autan.coding.results.presenters.evidence_kinds import EVIDENCE_KINDS
from autan.coding.results.queries.counts import CODING_FIGURES
from autan.ground.registry import register

register(*EVIDENCE_KINDS, CODING_FIGURES)
