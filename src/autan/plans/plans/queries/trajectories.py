"""Observed values beside the targets of a plan, on one unit."""

from collections.abc import Iterator
from dataclasses import dataclass

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.numbers import axis_number
from autan.evidence.figures.queries.registry import PUBLIC, figure_or_none
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Sentence, Text
from autan.opendata.measures.core.addresses import OWN
from autan.opendata.measures.core.catalogue import MEASURES
from autan.opendata.observatory.queries.compared_places import dates_of
from autan.opendata.observatory.queries.own_values import current_holdings
from autan.opendata.sources.core.codes import Sector
from autan.plans.plans.core.observations import PlanObservation, drawable, observations_of
from autan.plans.plans.core.plans import PlanScope
from autan.plans.plans.core.targets import Target, UnalignedTargetsError, targets_of
from autan.plans.plans.core.trajectories import (
    AIMED,
    PlanTrajectory,
    aimed_figure,
    align,
    observation_figure,
    observed_year,
)
from autan.plans.plans.importers.definitions import find_section
from autan.plans.plans.queries.plans import PlanContent

_FOLLOW_UP: Text = Sentence("suivi du plan")
OBSERVED_MEASURES: dict[tuple[str, str], tuple[str, ...]] = {
    ("ghg", "total"): ("rare_ghg_regulatory_total", "ghg_total"),
    **{("ghg", sector.value): (f"rare_ghg_regulatory_{sector.value}", f"ghg_{sector.value}") for sector in Sector},
    ("final_energy", "total"): ("rare_energy_total_total",),
    **{("final_energy", sector.value): (f"rare_energy_{sector.value}_total",) for sector in Sector},
    ("final_energy", "electricity"): ("rare_energy_total_electricity", "electricity_total"),
    ("final_energy", "natural_gas"): ("rare_energy_total_natural_gas", "gas_total"),
    ("final_energy", "heat_network"): ("rare_energy_total_heat_network",),
    ("renewable_output", "total"): ("production_renewable",),
    ("renewable_output", "solar_pv"): ("production_solar_pv",),
    ("renewable_output", "hydro"): ("production_hydro",),
    ("renewable_output", "onshore_wind"): ("production_wind",),
}
"""Measures of the observatory that count what a target is about; regional sets count every year, so they come first."""

type _Group = tuple[str, str, PlanScope | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetSeries:
    """The targets of a plan for one quantity, part and scope, with what is observed of them.

    Attributes:
        aimed: figures of the levels aimed at, by year; none without trajectory.
        trajectory: both on one unit; None when they cannot be.
    """

    quantity: str
    part: str
    scope: PlanScope | None
    targets: tuple[Target, ...]
    origin: Text = NO_TEXT
    observed: tuple[Figure, ...] = ()
    aimed: tuple[Figure, ...] = ()
    trajectory: PlanTrajectory | None = None
    refusal: Text = NO_TEXT

    @property
    def label(self) -> Text:
        """The quantity, and the part when it is not the whole."""
        return _label(self.quantity, self.part)


def trajectories_of(content: PlanContent) -> tuple[TargetSeries, ...]:
    """Return, for each quantity, part and scope that a plan aims at, its targets and what is observed of them.

    Values of the follow-up of the plan come first; those of the observatory, where it has none, are about a territory.
    """
    groups: dict[_Group, list[Target]] = {}
    heading = content.held.heading
    siren = heading.sirens[0] if len(heading.sirens) == 1 else ""
    for target in targets_of(content.lines, plan=heading.slug, siren=siren, scope=heading.scope):
        groups.setdefault((target.quantity, target.part, target.scope), []).append(target)
    observed: dict[_Group, list[PlanObservation]] = {}
    for plan_observation in drawable(observations_of(content.lines, scope=heading.scope)):
        observed.setdefault(plan_observation.series, []).append(plan_observation)
    return tuple(_series(content, group, targets, observed.get(group, [])) for group, targets in groups.items())


def _series(content: PlanContent, group: _Group, targets: list[Target], own: list[PlanObservation]) -> TargetSeries:
    quantity, part, scope = group
    label, origin = _label(quantity, part), _FOLLOW_UP
    figures: tuple[Figure, ...] = ()
    if own:
        figures = tuple(observation_figure(content.held, observation, label) for observation in own)
    elif scope is PlanScope.TERRITORY:
        origin, figures = _of_observatory(targets[0].siren, quantity, part)
    trajectory, refusal = None, NO_TEXT
    aimed: tuple[Figure, ...] = ()
    try:
        points = [
            (observed_year(figure), number, figure.unit)
            for figure in figures
            if (number := axis_number(figure)) is not None
        ]
        trajectory = align(points, targets)
        aimed = tuple(aimed_figure(content.held, level, trajectory, label, figures) for level in trajectory.aimed)
    except UnalignedTargetsError as error:
        refusal = error.reason
    return TargetSeries(
        quantity=quantity,
        part=part,
        scope=scope,
        targets=tuple(targets),
        origin=origin if figures else NO_TEXT,
        observed=figures,
        aimed=aimed,
        trajectory=trajectory,
        refusal=refusal,
    )


def _label(quantity: str, part: str) -> Text:
    section = find_section("targets")
    what, which = section.field("quantity").choices[quantity], section.field("part").choices[part]
    return what if part == "total" else Sentence.joined(", ", (what, which))


def _of_observatory(siren: str, quantity: str, part: str) -> tuple[Text, tuple[Figure, ...]]:
    """The measure with most years among those that count the quantity, and its values, oldest first."""
    codes = OBSERVED_MEASURES.get((quantity, part), ()) if siren else ()
    candidates = []
    for code in codes:
        by_year = {observed_year(figure): figure for figure in _figures(siren, code)}
        candidates.append((MEASURES[code].label, tuple(by_year[year] for year in sorted(by_year))))
    return max(candidates, key=lambda series: len(series[1]), default=(NO_TEXT, ()))


def _figures(siren: str, code: str) -> Iterator[Figure]:
    """The known figures of a measure at each date of its sources, and of the values that the territory gave."""
    dates = {holding.record.date for holding in current_holdings().get(siren, ()) if holding.record.measure == code}
    for date in sorted({*dates_of(code), *dates}):
        for address in (f"observatory.{siren}.{code}.{date}", f"observatory.{siren}.{code}.{date}.{OWN}"):
            figure = figure_or_none(address, reader=PUBLIC)
            if figure is not None and figure.value is not None:
                yield figure
                break


def find_trajectory_figure(content: PlanContent, measure: str, key: str) -> Figure | None:
    """Return the figure of one line of targets or of observations; None when it is not drawn."""
    if measure == AIMED:
        aimed = [figure for series in trajectories_of(content) for figure in series.aimed]
        return next((figure for figure in aimed if figure.id.endswith(f".{key}")), None)
    observations = drawable(observations_of(content.lines, scope=content.held.heading.scope))
    observation = next((observation for observation in observations if observation.key == key), None)
    return (
        observation_figure(content.held, observation, _label(observation.quantity, observation.part))
        if observation
        else None
    )
