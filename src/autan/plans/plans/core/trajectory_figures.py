"""Observed values and levels aimed at as figures: each leads to the line of the plan that states it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from autan.evidence.figures.core.amounts import amount_within
from autan.evidence.figures.core.figures import Figure, Method
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import Unit, get_unit
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Sentence, Text
from autan.plans.plans.core import observations, targets
from autan.plans.plans.core.addresses import ITSELF, PlanAddress
from autan.plans.plans.core.figures import LINES, MADE_UP, HeldPlan, line_evidence
from autan.plans.plans.core.observations import PlanObservation
from autan.plans.plans.core.trajectories import PlanTrajectory, TargetLevel, convert_energy

OBSERVED, AIMED = "observed", "aimed"
"""What the addresses of these figures name: `plans.sicoval-pcaet.plan.aimed.3`."""
_READ = Method(name="observations_of", formula=Sentence("valeur lue dans le plan"))
_LEVEL = Method(name="align", formula=Sentence("niveau auquel mène l’objectif du plan"))


def observation_figure(plan: HeldPlan, observation: PlanObservation, label: Text) -> Figure:
    """Return a value that a plan says was observed as a figure, in the unit of its line."""
    return _figure(
        plan,
        OBSERVED,
        (observations.SECTION, observation.key),
        label=label,
        value=observation.value,
        unit=get_unit(observation.unit),
        period=Period.year(observation.year),
        state=ValueState.OBSERVED,
        boundary=f"plan_observed_{observation.quantity}_{observation.part}",
        method=_READ,
    )


def aimed_figure(
    plan: HeldPlan, level: TargetLevel, trajectory: PlanTrajectory, label: Text, observed: Sequence[Figure]
) -> Figure:
    """Return a level aimed at as a figure, in the unit of its trajectory; the value of its base year is an input.

    A change counted from what is observed at least leads to a level that is at least so much.
    """
    bases = tuple(figure for figure in observed if observed_year(figure) == level.observed_base)
    return _figure(
        plan,
        AIMED,
        (targets.SECTION, level.key),
        label=label,
        **_amount(level, bases, trajectory.unit),
        unit=trajectory.unit,
        period=Period.year(level.year),
        boundary=f"plan_aimed_{trajectory.unit.code}",
        method=_LEVEL,
        inputs=bases,
    )


def _amount(level: TargetLevel, bases: Sequence[Figure], unit: Unit) -> dict[str, Any]:
    """What is known of a level: its number, or where it lies for what its base year is known to be."""
    if not bases:
        return {"value": level.value, "state": ValueState.MODELLED}
    lies = in_trajectory(bases[-1], unit).interval
    if lies is None:
        return {"value": level.value, "state": ValueState.MODELLED, "is_rough": True}
    return amount_within(lies.times(level.factor), [ValueState.MODELLED])._asdict()


def in_trajectory(figure: Figure, unit: Unit) -> Figure:
    """Return a figure in the unit of a trajectory, with its bounds.

    Raises UnalignedTargetsError: the units measure different things.
    """

    def converted(end: float | None) -> float | None:
        return None if end is None else convert_energy(float(end), figure.unit, unit)

    return replace(
        figure, unit=unit, value=converted(figure.value), low=converted(figure.low), high=converted(figure.high)
    )


def _figure(plan: HeldPlan, what: str, line: tuple[str, str], **fields: Any) -> Figure:
    """A figure that one line of a plan states: section and key of the line, and what it says."""
    section, key = line
    return Figure(
        id=str(PlanAddress(place=plan.heading.slug, which=ITSELF, what=what, details=(key,))),
        territories=plan.heading.sirens,
        known=1,
        total=1,
        part=LINES,
        evidence=line_evidence(plan, [f"{section}/{key}"]),
        note=MADE_UP if plan.heading.is_invented else None,
        **fields,
    )


def observed_year(figure: Figure) -> int:
    """Year that a figure is about: that of its last day; 0 when it is not dated."""
    return figure.period.end.year if figure.period.end else 0
