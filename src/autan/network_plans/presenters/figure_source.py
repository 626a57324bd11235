"""How the figures of plans are found, and who may read them."""

from autan.evidence.core.addresses import FigureAddress
from autan.evidence.queries.registry import FigureSource, Reader
from autan.network_plans.queries.figures import find_plan_figure, plan_version
from autan.plans.core.addresses import ITSELF, PlanAddress
from autan.plans.models import Plan


def may_read_figure(reader: Reader, address: FigureAddress) -> bool:
    """Say whether a reader may read a figure: those of members and networks count published plans alone."""
    asked = PlanAddress.parse(address)
    if asked is None or asked.which != ITSELF:
        return True
    plan = Plan.objects.filter(slug=asked.place).first()
    return plan is not None and (plan.is_published or reader.has_perm("plans.read_plan", plan))


PLAN_FIGURES = FigureSource(name="plans", find=find_plan_figure, may_read=may_read_figure, version=plan_version)
