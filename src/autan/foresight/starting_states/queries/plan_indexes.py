"""Targets of the plans of a territory, as indexes counted from one year."""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import cast

from django.utils import timezone

from autan.evidence.figures.queries.registry import Reader
from autan.foresight.starting_states.core.strategies import Points, change_index
from autan.ground.request_cache import cached_per_request
from autan.people.journal.queries import last_mark
from autan.plans.plans.core.plans import PlanHeading
from autan.plans.plans.core.sections import SectionLine
from autan.plans.plans.core.targets import Target, TargetKind, targets_of
from autan.plans.plans.queries.plans import target_lines

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


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAims:
    """What a plan aims at, quantity by quantity."""

    heading: PlanHeading
    targets: tuple[Target, ...]


def plan_aims(sirens: tuple[str, ...], *, reader: Reader) -> tuple[PlanAims, ...]:
    """Return what the plans of territories aim at, for a reader.

    Kept in memory until the journal tells of an act on plans, territories or accounts: one query in a request.
    """
    mark = cached_per_request("plan-aims", lambda: last_mark(*_RESTING_ON))
    return _cached_aims(sirens, cast("Hashable", reader), mark, timezone.localdate()) if mark else _read(sirens, reader)


@lru_cache(maxsize=1024)
def _cached_aims(sirens: tuple[str, ...], reader: Reader, _mark: str, _day: date) -> tuple[PlanAims, ...]:
    return _read(sirens, reader)


def _read(sirens: tuple[str, ...], reader: Reader) -> tuple[PlanAims, ...]:
    return tuple(
        PlanAims(heading=heading, targets=_targets(heading, lines))
        for heading, lines in target_lines(sirens, reader=reader)
    )


def _targets(heading: PlanHeading, lines: tuple[SectionLine, ...]) -> tuple[Target, ...]:
    siren = heading.sirens[0] if len(heading.sirens) == 1 else ""
    return targets_of(lines, plan=heading.slug, siren=siren, scope=heading.scope)


def plan_indexes(sirens: tuple[str, ...], *, reader: Reader) -> Mapping[str, list[PlanIndex]]:
    """Return the changes that the plans of each territory aim at; targets of several base years are left out."""
    indexes: dict[str, list[PlanIndex]] = {siren: [] for siren in sirens}
    for aims in plan_aims(sirens, reader=reader):
        for siren in indexes.keys() & set(aims.heading.sirens):
            indexes[siren] += _indexes(aims)
    return indexes


def _indexes(aims: PlanAims) -> Iterator[PlanIndex]:
    for quantity in INDEXED:
        changes = [target for target in aims.targets if target.quantity == quantity and _is_change_of_all(target)]
        bases = {target.base_year for target in changes}
        if len(bases) == 1:
            base_year = changes[0].base_year or 0
            index = change_index(base_year, [(change.horizon, change.value) for change in changes])
            yield PlanIndex(plan=aims.heading.slug, title=aims.heading.title, quantity=quantity, index=index)


def _is_change_of_all(target: Target) -> bool:
    is_change = target.kind is TargetKind.CHANGE and target.unit == "pct" and target.base_year is not None
    return is_change and target.part == "total"
