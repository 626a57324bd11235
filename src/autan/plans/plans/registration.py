"""What the room gives to the others, its evidence apart."""

from autan.ground.descriptions.presenters import DescribedObject
from autan.ground.registry import register
from autan.plans.plans.actions.plans import KIND, ROOM
from autan.plans.plans.actions.workflow import PLAN
from autan.plans.plans.core.plans import PlanHeading
from autan.plans.plans.presenters import sections
from autan.plans.plans.presenters.published import PUBLISHED_PLANS

register(*sections.PAGE_EXTENSIONS, PUBLISHED_PLANS, PLAN, DescribedObject(room=ROOM, kind=KIND, document=PlanHeading))
