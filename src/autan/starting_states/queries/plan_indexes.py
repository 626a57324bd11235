"""Targets of the plans of a territory, as indexes counted from one year."""

from collections.abc import Iterator
from dataclasses import dataclass

from autan.evidence.queries.registry import Reader
from autan.plans.core.targets import Target, TargetKind, targets_of
from autan.plans.queries.plans import PlanContent, find_plan, plans_of
from autan.starting_states.core.national_strategy import Points
from autan.starting_states.core.reference_paths import change_index

INDEXED = ("ghg", "final_energy")
"""Quantities that a scenario may be set beside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanIndex:
    """The changes that a plan aims at for the whole territory, counted from one year.

    Attributes:
        plan: slug of the plan.
        title: its title.
        quantity: `ghg` or `final_energy`.
        index: level by year, base year = 100.
    """

    plan: str
    title: str
    quantity: str
    index: Points


def plan_indexes(siren: str, *, reader: Reader) -> tuple[PlanIndex, ...]:
    """Return what the plans of a territory aim at, for a reader; targets of several base years are left out."""
    return tuple(
        PlanIndex(plan=held.heading.slug, title=held.heading.title, quantity=quantity, index=index)
        for held in plans_of(siren, reader=reader)
        for quantity, index in _indexes(find_plan(held.heading.slug, reader=reader))
    )


def _indexes(content: PlanContent) -> Iterator[tuple[str, Points]]:
    heading = content.held.heading
    siren = heading.sirens[0] if len(heading.sirens) == 1 else ""
    targets = targets_of(content.lines, plan=heading.slug, siren=siren, scope=heading.scope)
    for quantity in INDEXED:
        changes = [target for target in targets if target.quantity == quantity and _is_change_of_all(target)]
        bases = {target.base_year for target in changes}
        if len(bases) == 1:
            base_year = changes[0].base_year or 0
            yield quantity, change_index(base_year, [(each.horizon, each.value) for each in changes])


def _is_change_of_all(target: Target) -> bool:
    is_change = target.kind is TargetKind.CHANGE and target.unit == "pct" and target.base_year is not None
    return is_change and target.part == "total"
