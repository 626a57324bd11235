"""Figures, evidence and texts that the room gives to the others."""

from autan.cooperation.workshops.presenters.page import EVIDENCE
from autan.ground.registry import register

register(*EVIDENCE)
