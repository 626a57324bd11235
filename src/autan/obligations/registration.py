"""What the room gives to the others."""

from autan.obligations.presenters import evidence_kinds
from autan.obligations.presenters.sections import TERRITORY_PLANS
from autan.registry import register

register(*evidence_kinds.EVIDENCE, TERRITORY_PLANS)
