"""What the room gives to the others."""

from autan.plans.presenters.evidence_kinds import PLAN_EVIDENCE, PLAN_LINE_EVIDENCE
from autan.plans.presenters.published import PUBLISHED_PLANS
from autan.plans.presenters.sections import MENU, PLAN_LINES, PLAN_SEARCH
from autan.plans.queries.plan_texts import PLAN_TEXT_SOURCE
from autan.registry import register

register(
    PLAN_EVIDENCE,
    PLAN_LINE_EVIDENCE,
    PLAN_TEXT_SOURCE,
    MENU,
    PLAN_LINES,
    PLAN_SEARCH,
    PUBLISHED_PLANS,
)
