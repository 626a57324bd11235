"""Figures, evidence and texts that the room gives to the others."""

from autan.ground.registry import register
from autan.plans.plans.presenters.evidence_kinds import EVIDENCE
from autan.plans.plans.queries.plan_texts import PLAN_TEXT_SOURCE

register(*EVIDENCE, PLAN_TEXT_SOURCE)
