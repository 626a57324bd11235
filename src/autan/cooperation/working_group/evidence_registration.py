"""Figures, evidence and texts that the room gives to the others."""

from autan.cooperation.working_group.presenters.decisions import EVIDENCE
from autan.ground.registry import register

register(*EVIDENCE)
