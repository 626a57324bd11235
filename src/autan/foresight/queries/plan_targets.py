"""Targets that the published plans of the members of a place set for energy, emissions and renewables."""

from collections.abc import Iterator
from dataclasses import dataclass

from autan.evidence.queries.registry import Reader
from autan.foresight.queries.places import ForesightPlace
from autan.plans.queries.trajectories import TargetSeries, trajectories_of
from autan.starting_states.queries.plan_indexes import contents_of

QUANTITIES = ("ghg", "final_energy", "renewable_output", "renewable_share")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTargets:
    """Targets of one plan that a scenario may be set beside.

    Attributes:
        series: its targets by quantity, each with why it cannot be aligned where it cannot.
    """

    siren: str
    plan: str
    title: str
    series: tuple[TargetSeries, ...]


def plan_targets(place: ForesightPlace, *, reader: Reader) -> tuple[PlanTargets, ...]:
    """Return the targets of the plans of a place that a reader may read; plans without such targets are left out."""
    return tuple(each for siren in place.states for each in _of_member(siren, reader))


def _of_member(siren: str, reader: Reader) -> Iterator[PlanTargets]:
    for content in contents_of(siren, reader=reader):
        heading = content.held.heading
        told = tuple(each for each in trajectories_of(content) if each.quantity in QUANTITIES)
        if told:
            yield PlanTargets(siren=siren, plan=heading.slug, title=heading.title, series=told)
