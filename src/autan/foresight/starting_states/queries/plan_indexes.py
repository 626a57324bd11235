"""Targets of the plans of a territory, as indexes counted from one year."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import cast

from django.utils import timezone

from autan.evidence.figures.queries.registry import Reader
from autan.foresight.starting_states.core.national_strategy import Points
from autan.foresight.starting_states.core.reference_paths import change_index
from autan.ground.request_cache import cached_per_request
from autan.people.journal.queries import last_mark
from autan.plans.plans.core.targets import Target, TargetKind, targets_of
from autan.plans.plans.queries.plans import PlanContent, find_plan, plans_of

_RESTING_ON = ("plans", "territories", "accounts")
"""Rooms whose acts change what plans say, or who reads them."""
INDEXED = ("ghg", "final_energy")
"""Quantities that a scenario may be set beside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanIndex:
    """The changes that a plan aims at for the whole territory, counted from one year.

    Attributes:
        quantity: `ghg` or `final_energy`.
        index: level by year, base year = 100.
    """

    plan: str
    title: str
    quantity: str
    index: Points


def contents_of(siren: str, *, reader: Reader) -> tuple[PlanContent, ...]:
    """Return the plans of a territory that a reader may read, with their lines; once in a request."""
    return cached_per_request(
        ("plan-contents", siren, reader),
        lambda: tuple(find_plan(plan.heading.slug, reader=reader) for plan in plans_of(siren, reader=reader)),
    )


def plan_indexes(siren: str, *, reader: Reader) -> tuple[PlanIndex, ...]:
    """Return what the plans of a territory aim at, for a reader; targets of several base years are left out.

    Kept in memory until the journal tells of an act on plans, territories or accounts: one query in a request.
    """
    mark = cached_per_request("plan-indexes", lambda: last_mark(*_RESTING_ON))
    return _kept(siren, cast("Hashable", reader), mark, timezone.localdate()) if mark[0] else _read(siren, reader)


@lru_cache(maxsize=1024)
def _kept(siren: str, reader: Reader, _mark: tuple[int, str], _day: date) -> tuple[PlanIndex, ...]:
    return _read(siren, reader)


def _read(siren: str, reader: Reader) -> tuple[PlanIndex, ...]:
    return tuple(
        PlanIndex(plan=content.held.heading.slug, title=content.held.heading.title, quantity=quantity, index=index)
        for content in contents_of(siren, reader=reader)
        for quantity, index in _indexes(content)
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
            yield quantity, change_index(base_year, [(change.horizon, change.value) for change in changes])


def _is_change_of_all(target: Target) -> bool:
    is_change = target.kind is TargetKind.CHANGE and target.unit == "pct" and target.base_year is not None
    return is_change and target.part == "total"
