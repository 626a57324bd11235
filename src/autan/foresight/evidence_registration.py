"""Figures, evidence and texts that the room gives to the others."""

from autan.foresight.presenters.evidence_kinds import (
    ASSUMPTION_EVIDENCE,
    ASSUMPTION_FIGURES,
    OWN_EVIDENCE,
    REFERENCE_EVIDENCE,
    REFERENCE_FIGURES,
    SCENARIO_EVIDENCE,
    SCENARIO_FIGURES,
    STATE_FIGURES,
)
from autan.registry import register

register(
    ASSUMPTION_EVIDENCE,
    REFERENCE_EVIDENCE,
    OWN_EVIDENCE,
    SCENARIO_EVIDENCE,
    STATE_FIGURES,
    ASSUMPTION_FIGURES,
    REFERENCE_FIGURES,
    SCENARIO_FIGURES,
)
