"""Observed values and targets of one quantity on one unit, as figures, ready to be drawn on one chart."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from autan.evidence.figures.core.amounts import amount_within
from autan.evidence.figures.core.figures import Figure, Method
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import Dimension, Unit, convert, get_unit
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Sentence, Text
from autan.plans.plans.core import observations, targets
from autan.plans.plans.core.addresses import ITSELF, PlanAddress
from autan.plans.plans.core.figures import LINES, MADE_UP, HeldPlan, line_evidence
from autan.plans.plans.core.observations import PlanObservation
from autan.plans.plans.core.targets import RELATIVE_UNITS, Target, TargetKind, UnalignedTargetsError, level_reached


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetLevel:
    """Level that a target leads to.

    Attributes:
        value: level, in the unit of the trajectory.
        observed_base: base year whose observed value it is counted from; None when the plan gives the value itself.
        factor: what multiplies this observed value.
    """

    key: str
    year: int
    value: float
    observed_base: int | None = None
    factor: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTrajectory:
    """Observed values and levels aimed at, on one unit.

    `base`: year and value that changes are counted from; None when no plan gives the value.
    """

    observed: tuple[tuple[int, float], ...]
    aimed: tuple[TargetLevel, ...]
    unit: Unit
    base: tuple[int, float] | None = None


def align(observed: Sequence[tuple[int, float, Unit]], targets: Sequence[Target]) -> PlanTrajectory:
    """Put observed values and targets of one quantity on one unit: that of the targets, else that of the observations.

    A target without base value takes the observed value of its base year; without one, it is refused.
    """
    years = {target.base_year for target in targets if target.kind is TargetKind.CHANGE}
    if len(years) > 1:
        raise UnalignedTargetsError(_several_base_years(years))
    unit = next((t.level_unit for t in targets if t.level_unit), next((unit for _, _, unit in observed), None))
    if unit is None:
        raise UnalignedTargetsError(_NOTHING_TO_COMPARE)
    seen = {year: convert_energy(value, other, unit) for year, value, other in observed}
    aimed = [_target_level(target, seen, unit) for target in targets]
    return PlanTrajectory(
        observed=tuple(sorted(seen.items())),
        aimed=tuple(sorted(aimed, key=lambda level: (level.year, level.value))),
        unit=unit,
        base=_base_point(targets, unit),
    )


def _base_point(targets: Sequence[Target], unit: Unit) -> tuple[int, float] | None:
    """The first base year with its value, among the changes whose plan gives both."""
    for target in targets:
        if target.kind is TargetKind.CHANGE and target.base_year and target.base_value is not None:
            return target.base_year, convert_energy(target.base_value, target.level_unit or unit, unit)
    return None


def _target_level(target: Target, observed: Mapping[int, float], unit: Unit) -> TargetLevel:
    level = level_reached(target)
    if level is not None and target.level_unit is not None:
        value = convert_energy(level, target.level_unit, unit)
        return TargetLevel(key=target.key, year=target.horizon, value=value)
    base = observed.get(target.base_year or 0)
    if base is None or target.unit not in RELATIVE_UNITS:
        raise UnalignedTargetsError(
            Text(
                f"rien n’est observé pour l’année de référence ({target.base_year or _NOT_STATED.fr})",
                f"nothing is observed for the base year ({target.base_year or _NOT_STATED.en})",
            )
        )
    factor = 1 + target.value / 100 if target.unit == "pct" else target.value
    return TargetLevel(
        key=target.key, year=target.horizon, value=base * factor, observed_base=target.base_year, factor=factor
    )


def convert_energy(value: float, unit: Unit, to: Unit) -> float:
    """Convert; energy whose basis one side does not state is read on the basis of the other."""
    energies = {Dimension.ENERGY, Dimension.ENERGY_LHV, Dimension.ENERGY_UNSTATED}
    if unit.dimension is not to.dimension and {unit.dimension, to.dimension} <= energies:
        return value * float(unit.factor / to.factor)
    if unit.dimension is not to.dimension:
        raise UnalignedTargetsError(
            Sentence("{code} et {code2} ne mesurent pas la même chose", code=unit.code, code2=to.code)
        )
    return float(convert(value, from_unit=unit, to_unit=to))


_NOTHING_TO_COMPARE = Sentence("aucune valeur observée ni niveau visé")
_NOT_STATED = Sentence("non précisée")


def _several_base_years(years: Iterable[int | None]) -> Text:
    """The years in order, the one that is not stated last."""
    year_texts = [*map(str, sorted(year for year in years if year is not None))]
    french, english = (
        [*year_texts, word] if None in years else year_texts for word in (_NOT_STATED.fr, _NOT_STATED.en)
    )
    return Text(f"années de référence différentes : {', '.join(french)}", f"different base years: {', '.join(english)}")


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
    interval = in_trajectory(bases[-1], unit).interval
    if interval is None:
        return {"value": level.value, "state": ValueState.MODELLED, "is_rough": True}
    return amount_within(interval.times(level.factor), [ValueState.MODELLED])._asdict()


def in_trajectory(figure: Figure, unit: Unit) -> Figure:
    """Return a figure in the unit of a trajectory, with its bounds.

    Raises UnalignedTargetsError: the units measure different things.
    """

    def converted(end: float | None) -> float | None:
        return None if end is None else convert_energy(float(end), figure.unit, unit)

    return replace(
        figure, unit=unit, value=converted(figure.value), low=converted(figure.low), high=converted(figure.high)
    )


def _figure(plan: HeldPlan, measure: str, line: tuple[str, str], **fields: Any) -> Figure:
    """A figure that one line of a plan states: section and key of the line, and what it says."""
    section, key = line
    return Figure(
        id=str(PlanAddress(place=plan.heading.slug, which=ITSELF, what=measure, details=(key,))),
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
