"""Reference curves of a place: the national strategy by pivots, levers of the State, the region; targets of plans."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from autan.evidence.figures.queries.registry import Reader
from autan.foresight.engine.core.axes import SECTORS
from autan.foresight.scenarios.queries.places import ForesightPlace
from autan.foresight.starting_states.core.reference_curves import (
    CurveRefusedError,
    SectorCurve,
    land_curve,
    network_curve,
    sector_curve,
)
from autan.foresight.starting_states.core.state_cells import TerritoryState
from autan.foresight.starting_states.core.strategies import RegionalStrategy
from autan.foresight.starting_states.importers import national_strategy, regional_strategies
from autan.foresight.starting_states.lake.references import RegionalLever, levers_of_region
from autan.foresight.starting_states.queries.plan_indexes import plan_aims
from autan.foresight.starting_states.queries.profiles import profile_of
from autan.ground.wordings import Text
from autan.opendata.measures.queries.editions import LakeState, lake_state
from autan.opendata.measures.queries.indicators import REGION
from autan.opendata.measures.queries.yearly_series import places_around
from autan.plans.plans.queries.plans import find_plans
from autan.plans.plans.queries.trajectories import TargetSeries, trajectories_of

HORIZON = 2050
YEARS = tuple(range(2015, HORIZON + 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCurve:
    """The curve of one sector of a place. `lacking`: SIREN codes of the members that have none."""

    sector: str
    curve: SectorCurve | None
    lacking: tuple[str, ...] = ()
    reason: Text | None = None


def national_curves(place: ForesightPlace) -> tuple[PlaceCurve, ...]:
    """Return the national curve of each sector; of a network, the sum of its members, or who lacks it."""
    return _curves(tuple(place.states.values()), lake_state())


@lru_cache(maxsize=64)
def _curves(states: tuple[TerritoryState, ...], _lake: LakeState) -> tuple[PlaceCurve, ...]:
    """Compute the curves of some states, once for the same objects and one state of the lake."""
    strategy = national_strategy()
    profiles = {state.siren: profile_of(state) for state in states}
    place_curves = []
    for sector in SECTORS:
        curves = {siren: sector_curve(strategy, sector, profile, YEARS) for siren, profile in profiles.items()}
        try:
            curve = network_curve(sector, curves) if len(states) > 1 else next(iter(curves.values()))
            place_curves.append(PlaceCurve(sector=sector, curve=curve))
        except CurveRefusedError as error:
            place_curves.append(PlaceCurve(sector=sector, curve=None, lacking=error.territories, reason=error.reason))
    return tuple(place_curves)


def land_curve_of(place: ForesightPlace) -> SectorCurve:
    """Return the national curve of the net carbon of soils, forests and wood, laid on what is known of the place."""
    flows = tuple(place.land[0].values())
    values = [figure.value for figure in flows]
    known = [value for value in values if value is not None]
    years = {figure.period.end.year for figure in flows if figure.period.end is not None}
    is_whole = bool(known) and len(known) == len(values) and len(years) == 1
    return land_curve(national_strategy(), sum(known) if is_whole else None, max(years, default=HORIZON), YEARS)


def regions_of(place: ForesightPlace) -> tuple[str, ...]:
    """Return the regions that the territories of a place are in, each once."""
    return _regions(tuple(place.states), lake_state())


@lru_cache(maxsize=256)
def _regions(sirens: tuple[str, ...], _lake: LakeState) -> tuple[str, ...]:
    # the state of the lake is an argument for the cache alone: another edition may move a border
    regions = [next((code for mesh, code in places_around(siren) if mesh == REGION), "") for siren in sirens]
    return tuple(dict.fromkeys(regions))


def strategies_of(place: ForesightPlace) -> tuple[RegionalStrategy, ...]:
    """Return the strategies of the region of a place; none when its territories are in several regions, or in none."""
    regions = regions_of(place)
    return tuple(strategy for strategy in regional_strategies() if regions == (strategy.region,))


def state_levers(place: ForesightPlace) -> tuple[RegionalLever, ...]:
    """Return the levers of the planning secretariat for the one region of a place, or none."""
    regions = regions_of(place)
    return levers_of_region(regions[0]) if len(regions) == 1 else ()


QUANTITIES = ("ghg", "final_energy", "renewable_output", "renewable_share")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTargets:
    """Targets of one plan that a scenario may be set beside.

    `series`: its targets by quantity, each with why it cannot be aligned where it cannot.
    """

    siren: str
    plan: str
    title: str
    series: tuple[TargetSeries, ...]


def aiming_plans(place: ForesightPlace, *, reader: Reader) -> list[tuple[str, str]]:
    """Return each territory of a place and each of its plans that aims at such a quantity, for whoever may read it."""
    slugs: dict[str, list[str]] = {siren: [] for siren in place.states}
    for aims in plan_aims(tuple(place.states), reader=reader):
        if any(target.quantity in QUANTITIES for target in aims.targets):
            for siren in slugs.keys() & set(aims.heading.sirens):
                slugs[siren].append(aims.heading.slug)
    return [(siren, slug) for siren, plans in slugs.items() for slug in plans]


def plan_targets(plans: Sequence[tuple[str, str]], *, reader: Reader) -> tuple[PlanTargets, ...]:
    """Return the targets of plans, each of a territory, that a reader may read."""
    contents = find_plans([slug for _siren, slug in plans], reader=reader)
    return tuple(
        PlanTargets(
            siren=siren,
            plan=slug,
            title=contents[slug].held.heading.title,
            series=tuple(series for series in trajectories_of(contents[slug]) if series.quantity in QUANTITIES),
        )
        for siren, slug in plans
        if slug in contents
    )
