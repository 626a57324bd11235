"""What the room gives to the others."""

from autan.plans.presenters import evidence_kinds, sections
from autan.plans.presenters.published import PUBLISHED_PLANS
from autan.plans.queries.plan_texts import PLAN_TEXT_SOURCE
from autan.registry import register

register(*evidence_kinds.EVIDENCE, PLAN_TEXT_SOURCE, *sections.PAGE_EXTENSIONS, PUBLISHED_PLANS)
