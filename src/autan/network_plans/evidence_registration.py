"""Figures, evidence and texts that the room gives to the others."""

from autan.network_plans.queries.figures import PLAN_FIGURES
from autan.registry import register

register(PLAN_FIGURES)
