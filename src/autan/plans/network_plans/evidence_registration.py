"""Figures, evidence and texts that the room gives to the others."""

from autan.evidence.figures.queries.registry import FigureSource
from autan.ground.registry import register_at_need
from autan.plans.plans.core.addresses import SOURCE

register_at_need("autan.plans.network_plans.queries.figures:PLAN_FIGURES", {FigureSource: (SOURCE,)})
