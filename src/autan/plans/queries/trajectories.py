"""Observed values beside the targets of a plan, on one unit."""

from collections.abc import Iterable
from dataclasses import dataclass

from autan.evidence.core.figures import Figure
from autan.evidence.queries.registry import PUBLIC, UnknownFigureError, find_figure
from autan.observatory.queries.editions import lake_state
from autan.plans.core.sections import Line
from autan.plans.core.targets import Target, Trajectory, UnalignedTargetsError, align, targets_of
from autan.plans.queries.plans import PlanContent

_MEASURES = {
    ("ghg", "total"): "ghg_total",
    ("final_energy", "electricity"): "electricity_total",
    ("final_energy", "natural_gas"): "gas_total",
    ("renewable_output", "total"): "production_renewable",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetSeries:
    """The targets of a plan for one quantity and part, with what is observed.

    Attributes:
        quantity: what is aimed at.
        part: sector, carrier or source.
        targets: the targets.
        observed: figures observed, by year.
        trajectory: both on one unit; None when they cannot be.
        refusal: why they cannot be, or empty.
    """

    quantity: str
    part: str
    targets: tuple[Target, ...]
    observed: tuple[Figure, ...]
    trajectory: Trajectory | None
    refusal: str = ""


def trajectories_of(content: PlanContent) -> tuple[TargetSeries, ...]:
    """Return, for each quantity that a plan aims at, its targets and what is observed of it."""
    groups: dict[tuple[str, str], list[Target]] = {}
    for target in _targets(content, content.lines):
        groups.setdefault((target.quantity, target.part), []).append(target)
    return tuple(_series(quantity, part, targets) for (quantity, part), targets in groups.items())


def _targets(content: PlanContent, lines: Iterable[Line]) -> tuple[Target, ...]:
    heading = content.held.heading
    siren = heading.sirens[0] if len(heading.sirens) == 1 else ""
    return targets_of(tuple(lines), plan=heading.slug, siren=siren, scope=heading.scope)


def _series(quantity: str, part: str, targets: list[Target]) -> TargetSeries:
    observed = observed_figures(targets[0].siren, quantity, part)
    values = [(year_of(figure), float(figure.value or 0), figure.unit) for figure in observed]
    trajectory, refusal = None, ""
    try:
        trajectory = align(values, targets)
    except UnalignedTargetsError as error:
        refusal = str(error)
    return TargetSeries(
        quantity=quantity,
        part=part,
        targets=tuple(targets),
        observed=observed,
        trajectory=trajectory,
        refusal=refusal,
    )


def observed_figures(siren: str, quantity: str, part: str) -> tuple[Figure, ...]:
    """Return what is observed of a quantity of a territory, oldest first; none where nothing measures it here."""
    measure = _MEASURES.get((quantity, part))
    if measure is None or not siren:
        return ()
    dates = sorted({snapshot.card.data_date for snapshot in lake_state()})
    found = (_find(f"observatory.{siren}.{measure}.{date}") for date in dates)
    by_year = {year_of(figure): figure for figure in found if figure is not None and figure.value is not None}
    return tuple(by_year[year] for year in sorted(by_year))


def _find(figure_id: str) -> Figure | None:
    try:
        return find_figure(figure_id, reader=PUBLIC)
    except UnknownFigureError:
        return None


def year_of(figure: Figure) -> int:
    """Year that a figure is about: that of its last day; 0 when it is not dated."""
    return figure.period.end.year if figure.period.end else 0
