"""What is published of plans: those that are out, never a draft."""

from collections.abc import Iterator
from typing import Any

from autan.evidence.figures.importers import read_columns
from autan.ground.extension_points import PublishedTable
from autan.ground.texts.core.texts import Text
from autan.plans.plans.core.plans import PlanKind, PlanScope
from autan.plans.plans.core.steps import StepKind, StepStatus
from autan.plans.plans.queries.plans import published_plans

_STEPS = {
    StepKind.DECISION.value: Text("décision d’élaborer le plan", "decision to draw up the plan"),
    StepKind.DIAGNOSIS.value: Text("diagnostic", "diagnosis"),
    StepKind.STRATEGY.value: Text("stratégie", "strategy"),
    StepKind.PROGRAMME.value: Text("programme d’actions", "programme of actions"),
    StepKind.ADOPTION.value: Text("adoption", "adoption"),
    StepKind.IMPLEMENTATION.value: Text("mise en œuvre", "implementation"),
    StepKind.MIDTERM_REPORT.value: Text("bilan à mi-parcours", "mid-term report"),
    StepKind.EVALUATION.value: Text("évaluation finale", "final evaluation"),
}
_STATUSES = {
    StepStatus.PLANNED.value: Text("prévue", "planned"),
    StepStatus.ONGOING.value: Text("en cours", "under way"),
    StepStatus.DONE.value: Text("faite", "done"),
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
    title=Text("Plans climat", "Climate plans"),
    description=Text("Un plan publié par ligne ; un brouillon n’en a pas.", "One published plan a row; never a draft."),
    columns=read_columns(
        "plans", "plans", {"kind": PlanKind, "scope": PlanScope, "stage": _STEPS, "stage_status": _STATUSES}
    ),
    key=("network", "plan"),
    rows=_rows,
)
