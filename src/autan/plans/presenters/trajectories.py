"""Targets of a plan in words, and what is observed beside them, ready to be drawn."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from autan.evidence.core.figures import Figure
from autan.evidence.language import number, words
from autan.evidence.presenters.figures import present_figure
from autan.plans.core.plans import PlanKind
from autan.plans.core.sections import lines_of
from autan.plans.core.steps import StepKind, date_of, steps_of
from autan.plans.core.targets import Target, TargetKind, target_horizons
from autan.plans.importers.definitions import rule_table
from autan.plans.presenters.words import choice_words
from autan.plans.queries.plans import PlanContent
from autan.plans.queries.trajectories import TargetSeries, trajectories_of, year_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PointView:
    """One value of a trajectory in words: year, value with its unit, and the page of its proof, or empty."""

    year: int
    value: float
    written: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrajectoryView:
    """The targets of one quantity beside what is observed.

    Attributes:
        name: identifier in the page.
        title: quantity and part.
        targets: each target, in words.
        observed: values observed.
        aimed: levels aimed at, on the same unit.
        base: value that changes are counted from, or None.
        refusal: why the two cannot be put on one chart, or empty.
    """

    name: str
    title: str
    targets: tuple[str, ...]
    observed: tuple[PointView, ...]
    aimed: tuple[PointView, ...]
    base: PointView | None
    refusal: str

    @property
    def is_drawn(self) -> bool:
        """True when there are two points at least: one alone is better said in words."""
        return bool(self.aimed) and len(self.aimed) + len(self.observed) + bool(self.base) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class HorizonView:
    """One year of targets that the law wants, and whether the plan has a target of that year."""

    year: int
    is_aimed: bool


def horizon_views(content: PlanContent, today: date) -> list[HorizonView]:
    """Give the years of targets that the law wanted when the plan was adopted, or wants today; none but for a PCAET."""
    heading = content.held.heading
    if heading.kind not in {PlanKind.PCAET, PlanKind.SCOT_AEC}:
        return []
    adopted = date_of(steps_of(content.lines), StepKind.ADOPTION)
    rules = rule_table()
    wanted = target_horizons(rules.budgets, rules.energy_code_horizons, adopted.last_day if adopted else today)
    aimed = {line.number("horizon") for line in lines_of(content.lines, "targets") if line.is_complete}
    return [HorizonView(year=year, is_aimed=year in aimed) for year in wanted]


def trajectory_views(content: PlanContent) -> list[TrajectoryView]:
    """Give each quantity that a plan aims at, in words."""
    return [_view(series) for series in trajectories_of(content)]


def _view(series: TargetSeries) -> TrajectoryView:
    title = choice_words("targets", "quantity", series.quantity)
    if series.part != "total":
        title = f"{title}, {choice_words('targets', 'part', series.part)}"
    held = series.trajectory
    symbol = words(held.unit.symbol) if held else ""
    by_year = {year_of(figure): figure for figure in series.observed}
    return TrajectoryView(
        name=f"{series.quantity}-{series.part}".replace("_", "-"),
        title=title,
        targets=tuple(target_words(target) for target in series.targets),
        observed=tuple(_point(year, value, symbol, by_year[year]) for year, value in (held.observed if held else ())),
        aimed=tuple(_point(year, value, symbol, None) for year, value in (held.aimed if held else ())),
        base=_point(*held.base, symbol, None) if held and held.base else None,
        refusal=series.refusal,
    )


def _point(year: int, value: float, symbol: str, figure: Figure | None) -> PointView:
    written = f"{number(value, decimals=0 if abs(value) >= 100 else 1)}\u00a0{symbol}"
    return PointView(year=year, value=value, written=written, url=present_figure(figure).trace_url if figure else "")


def target_words(target: Target) -> str:
    """A target as a reader reads it: « −40 % en 2030 par rapport à 2008 »; the base year is said to be missing."""
    unit = choice_words("targets", "unit", target.unit)
    sign = "+" if target.kind is TargetKind.CHANGE and target.value > 0 and target.unit != "factor" else ""
    decimals = 0 if float(target.value).is_integer() else 1
    told = {"value": f"{sign}{number(target.value, decimals=decimals)}\u00a0{unit}", "horizon": target.horizon}
    if target.kind is not TargetKind.CHANGE:
        return _("%(value)s en %(horizon)s") % told
    if target.base_year is None:
        return _("%(value)s en %(horizon)s, année de référence non précisée") % told
    return _("%(value)s en %(horizon)s par rapport à %(base)s") % {**told, "base": target.base_year}
