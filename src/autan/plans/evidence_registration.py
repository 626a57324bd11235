"""Figures, evidence and texts that the room gives to the others."""

from autan.plans.presenters.evidence_kinds import EVIDENCE
from autan.plans.queries.plan_texts import PLAN_TEXT_SOURCE
from autan.registry import register

register(*EVIDENCE, PLAN_TEXT_SOURCE)
