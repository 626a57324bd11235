"""What the room gives to the others."""

from autan.plans.presenters.catalogue import CATALOGUE
from autan.plans.presenters.desk import PLAN_LINES
from autan.plans.presenters.evidence_kinds import (
    BASE_EVIDENCE,
    PLAN_EVIDENCE,
    PLAN_FIGURES,
    PLAN_LINE_EVIDENCE,
    STATED_EVIDENCE,
)
from autan.plans.presenters.published import PUBLISHED_PLANS
from autan.plans.presenters.searching import PLAN_SEARCH
from autan.plans.presenters.sections import MENU, NETWORK_PLANS, PCET_MAP, STANDING_MAP, TERRITORY_PLANS
from autan.plans.queries.plan_texts import PLAN_TEXT_SOURCE
from autan.registry import register

register(
    PLAN_EVIDENCE,
    PLAN_LINE_EVIDENCE,
    BASE_EVIDENCE,
    STATED_EVIDENCE,
    PLAN_FIGURES,
    PLAN_TEXT_SOURCE,
    TERRITORY_PLANS,
    NETWORK_PLANS,
    STANDING_MAP,
    PCET_MAP,
    MENU,
    PLAN_LINES,
    PLAN_SEARCH,
    CATALOGUE,
    PUBLISHED_PLANS,
)
