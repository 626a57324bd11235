"""What is published of plans: those that are out, never a draft."""

from collections.abc import Iterator
from typing import Any

from autan.evidence.figures.importers import read_columns
from autan.ground.extension_points import PublishedTable
from autan.ground.wordings import Sentence, Text
from autan.plans.plans.core.plans import PlanKind, PlanScope
from autan.plans.plans.core.steps import StepKind, StepStatus
from autan.plans.plans.queries.plans import published_plans

_STEPS = {
    StepKind.DECISION.value: Sentence("décision d’élaborer le plan"),
    StepKind.DIAGNOSIS.value: Sentence("diagnostic"),
    StepKind.STRATEGY.value: Sentence("stratégie"),
    StepKind.PROGRAMME.value: Sentence("programme d’actions"),
    StepKind.ADOPTION.value: Text("adoption", "adoption"),
    StepKind.IMPLEMENTATION.value: Sentence("mise en œuvre"),
    StepKind.MIDTERM_REPORT.value: Sentence("bilan à mi-parcours"),
    StepKind.EVALUATION.value: Sentence("évaluation finale"),
}
_STATUSES = {
    StepStatus.PLANNED.value: Sentence("prévue"),
    StepStatus.ONGOING.value: Sentence("en cours"),
    StepStatus.DONE.value: Sentence("faite"),
}


def _rows(slug: str) -> Iterator[tuple[Any, ...]]:
    for published_plan in published_plans(slug):
        plan, digest = published_plan.heading, published_plan.digest
        yield (
            slug,
            plan.slug,
            plan.title,
            plan.kind.value,
            plan.scope.value if plan.scope else None,
            " ".join(plan.sirens) or None,
            plan.carrier or None,
            plan.follows or None,
            digest.stage.kind.value if digest.stage else None,
            digest.stage.status.value if digest.stage else None,
            digest.end or None,
            digest.completeness_pct,
            plan.is_invented,
        )


PUBLISHED_PLANS = PublishedTable(
    name="plans",
    rank=60,
    title=Sentence("Plans climat"),
    description=Sentence("Un plan publié par ligne ; un brouillon n’en a pas."),
    columns=read_columns(
        "plans", "plans", {"kind": PlanKind, "scope": PlanScope, "stage": _STEPS, "stage_status": _STATUSES}
    ),
    key=("network", "plan"),
    rows=_rows,
)
