"""Figures, evidence and texts that the room gives to the others."""

from autan.evidence.figures.presenters.evidence_kinds import (
    FACT_COUNTS,
    FACT_FIGURES,
    FACT_KIND,
    FIGURE_KIND,
    SOURCE_KIND,
)
from autan.ground.registry import register

register(FACT_KIND, SOURCE_KIND, FIGURE_KIND, FACT_FIGURES, FACT_COUNTS)
