"""Figures and evidence that the room gives to the others."""

from autan.ground.registry import register
from autan.plans.funding.presenters import EVIDENCE

register(*EVIDENCE)
