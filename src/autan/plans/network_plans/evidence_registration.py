"""Figures, evidence and texts that the room gives to the others."""

from autan.ground.registry import register
from autan.plans.network_plans.queries.figures import PLAN_FIGURES

register(PLAN_FIGURES)
