"""Targets of a plan in words, and what is observed beside them, ready to be drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from autan.evidence.figures.core.deadlines import presence_of
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.units import Unit
from autan.evidence.figures.presenters.figures import present_figure
from autan.ground.texts.language import exact_number, number, with_unit, words
from autan.opendata.measures.core.amounts import axis_decimals
from autan.plans.plans.core.plans import PlanKind
from autan.plans.plans.core.sections import lines_of
from autan.plans.plans.core.steps import StepKind, date_of, steps_of
from autan.plans.plans.core.targets import SECTION as TARGETS
from autan.plans.plans.core.targets import Target, TargetKind, target_horizons
from autan.plans.plans.core.trajectories import in_trajectory
from autan.plans.plans.importers.definitions import rule_table
from autan.plans.plans.presenters.words import choice_words
from autan.plans.plans.queries.plans import PlanContent
from autan.plans.plans.queries.trajectories import TargetSeries, trajectories_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PointView:
    """One value of a trajectory in words: year, value with its unit and bound, and the page of its proof, or empty.

    `is_exact`: False where the true value may be elsewhere: it is known at least, at most or about.
    """

    year: int
    value: float
    written: str
    url: str
    is_exact: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class TrajectoryView:
    """The targets of one quantity beside what is observed.

    `is_part`: True for a sector, a carrier or a source; False for the whole.
    """

    name: str
    title: str
    is_part: bool
    targets: tuple[str, ...]
    observed: tuple[PointView, ...]
    aimed: tuple[PointView, ...]
    base: PointView | None
    origin: str
    refusal: str

    @property
    def points(self) -> tuple[PointView, ...]:
        """Every point."""
        return (*self.observed, *self.aimed, *([self.base] if self.base else []))

    @property
    def last_words(self) -> str:
        """Words on the last observed year."""
        last = self.observed[-1].year if self.observed else ""
        return _("dernière année observée\u00a0: %(year)s") % {"year": last}

    @property
    def bounds_words(self) -> str:
        """What a ring is, where a point is known at least, at most or about; empty where none is."""
        if all(point.is_exact for point in self.points):
            return ""
        return _("Anneau et pointillés\u00a0: connu au moins, au plus ou environ, la vraie valeur peut être ailleurs.")

    @property
    def is_drawn(self) -> bool:
        """True when there are two points at least: one alone is better said in words."""
        return bool(self.aimed) and len(self.points) > 1


def horizon_views(content: PlanContent, today: date) -> list[dict[str, Any]]:
    """Give the years of targets that the law wanted when the plan was adopted, or wants today; none except a PCAET."""
    heading = content.held.heading
    if heading.kind not in {PlanKind.PCAET, PlanKind.SCOT_AEC}:
        return []
    adopted = date_of(steps_of(content.lines), StepKind.ADOPTION)
    rules = rule_table()
    horizons = target_horizons(rules.budgets, rules.energy_code_horizons, adopted.last_day if adopted else today)
    aimed = {line.number("horizon") for line in lines_of(content.lines, TARGETS) if line.is_complete}
    is_complete = TARGETS in content.complete
    return [
        {"year": year, "presence": presence_of(is_held=year in aimed, is_complete=is_complete)} for year in horizons
    ]


def trajectory_views(content: PlanContent) -> list[TrajectoryView]:
    """Give each quantity that a plan aims at, in words; the scope is named where a plan has targets of several."""
    trajectories = trajectories_of(content)
    names_scope = len({series.scope for series in trajectories}) > 1
    return [_view(series, names_scope=names_scope) for series in trajectories]


def _view(series: TargetSeries, *, names_scope: bool) -> TrajectoryView:
    parts = [choice_words("targets", "quantity", series.quantity)]
    parts += [choice_words("targets", "part", series.part)] if series.part != "total" else []
    parts += [words(series.scope.label)] if names_scope and series.scope else []
    trajectory = series.trajectory
    return TrajectoryView(
        name="-".join([series.quantity, series.part, *([series.scope] if series.scope else [])]).replace("_", "-"),
        title=", ".join(parts),
        is_part=series.part != "total",
        targets=tuple(target_words(target) for target in series.targets),
        observed=_points(trajectory.observed, series.observed, trajectory.unit) if trajectory else (),
        aimed=_points([(level.year, level.value) for level in trajectory.aimed], series.aimed, trajectory.unit)
        if trajectory
        else (),
        base=_base(*trajectory.base, trajectory.unit) if trajectory and trajectory.base else None,
        origin=words(series.origin),
        refusal=words(series.refusal),
    )


def _points(values: Sequence[tuple[int, float]], figures: Sequence[Figure], unit: Unit) -> tuple[PointView, ...]:
    """Points in words, each with its figure: both in order of the years."""
    return tuple(
        figure_point(year, value, in_trajectory(figure, unit), unit)
        for (year, value), figure in zip(values, figures, strict=False)
    )


def figure_point(year: int, value: float, figure: Figure, unit: Unit) -> PointView:
    """Return the point of a figure in the words of the figure, which keep its bound, and in a unit that it is in."""
    view = present_figure(figure, unit=unit, decimals=axis_decimals(value))
    is_exact = figure.interval is not None and figure.interval.is_exact
    return PointView(year=year, value=value, written=view.quantity, url=view.trace_url, is_exact=is_exact)


def _base(year: int, value: float, unit: Unit) -> PointView:
    written = f"{number(value, decimals=axis_decimals(value))}\u00a0{words(unit.symbol)}"
    return PointView(year=year, value=value, written=written, url="")


def target_words(target: Target) -> str:
    """A target as a reader reads it: « −40 % en 2030 par rapport à 2008 »; the base year is said to be missing."""
    unit = choice_words("targets", "unit", target.unit)
    sign = "+" if target.kind is TargetKind.CHANGE and target.value > 0 and target.unit != "factor" else ""
    fields = {"value": with_unit(f"{sign}{exact_number(target.value)}", unit), "horizon": target.horizon}
    if target.kind is not TargetKind.CHANGE:
        return _("%(value)s en %(horizon)s") % fields
    if target.base_year is None:
        return _("%(value)s en %(horizon)s, année de référence non précisée") % fields
    return _("%(value)s en %(horizon)s par rapport à %(base)s") % {**fields, "base": target.base_year}
