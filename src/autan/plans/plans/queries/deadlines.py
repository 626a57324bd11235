"""What falls due for plans, met by the adopted plans that succeed them or by their own steps."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import Q

from autan.plans.plans.core.deadlines import Deadline, LaterPlan, deadlines_of
from autan.plans.plans.core.plans import PlanHeading, PlanKind
from autan.plans.plans.core.sections import SectionLine
from autan.plans.plans.core.steps import StepKind, steps_of
from autan.plans.plans.importers.definitions import rule_table
from autan.plans.plans.models import Plan, PlanLine
from autan.plans.plans.queries.plans import read_lines


def plan_deadlines(plans: Sequence[PlanHeading], *, today: date) -> tuple[Deadline, ...]:
    """Return what falls due for plans, soonest first. Two queries.

    Only published plans, and those given, meet the deadlines of the plans that they succeed.
    """
    slugs = [heading.slug for heading in plans]
    after = _successors(slugs)
    chains = {slug: _chain(slug, after) for slug in slugs}
    lines = _step_lines({*slugs, *(later for chain in chains.values() for later, _kind in chain)})
    rules = rule_table()
    deadlines: list[Deadline] = []
    for heading in plans:
        own = lines.get(heading.slug, ())
        deadlines += deadlines_of(
            slug=heading.slug,
            kind=heading.kind,
            steps=steps_of(own),
            lines=own,
            rules=rules.delays,
            opinion_rules=rules.opinions,
            later=[_later(kind, lines.get(slug, ())) for slug, kind in chains[heading.slug]],
            today=today,
        )
    return tuple(sorted(deadlines, key=lambda deadline: (deadline.due, deadline.plan, deadline.code)))


def _successors(slugs: Sequence[str]) -> dict[str, tuple[str, PlanKind]]:
    """The plan that succeeds each, and its kind, by the plan that is succeeded. One query."""
    rows = Plan.objects.filter(Q(is_published=True) | Q(slug__in=slugs), follows__isnull=False)
    return {before: (slug, PlanKind(kind)) for before, slug, kind in rows.values_list("follows__slug", "slug", "kind")}


def _chain(slug: str, after: Mapping[str, tuple[str, PlanKind]]) -> list[tuple[str, PlanKind]]:
    """The plans that succeed one, the next first; successions do not loop."""
    chain = []
    while slug in after:
        chain.append(after[slug])
        slug = after[slug][0]
    return chain


def _step_lines(slugs: set[str]) -> dict[str, tuple[SectionLine, ...]]:
    """Steps and opinions of plans. One query."""
    stored: dict[str, list[PlanLine]] = {}
    step_rows = PlanLine.objects.filter(plan__slug__in=slugs, section__in=("steps", "opinions"))
    for line in step_rows.select_related("plan"):
        stored.setdefault(line.plan.slug, []).append(line)
    return {slug: read_lines(lines) for slug, lines in stored.items()}


def _later(kind: PlanKind, lines: Sequence[SectionLine]) -> LaterPlan:
    adoption = next((step for step in steps_of(lines) if step.kind is StepKind.ADOPTION), None)
    return LaterPlan(kind=kind, adoption=adoption)
