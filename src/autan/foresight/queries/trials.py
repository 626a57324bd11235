"""A scenario tried on the page of levers: choices read, computed at once, set beside the reference curve."""

from collections.abc import Mapping
from dataclasses import dataclass

from autan.foresight.core.choices import Choices, read_choices
from autan.foresight.core.engine import run
from autan.foresight.core.horizons import LEGAL, STEPS
from autan.foresight.core.lever_levels import LeverRoom, lever_rooms
from autan.foresight.core.levers import Lever
from autan.foresight.core.reference_curves import total_curve
from autan.foresight.core.regional_strategies import UnalignedYearsError, aligned_path
from autan.foresight.core.results import ScenarioResult
from autan.foresight.core.scenarios import InvalidScenarioError, Scenario, ScenarioFault
from autan.foresight.core.summaries import levels_at
from autan.foresight.core.values import AssumptionValues
from autan.foresight.importers.assumptions import shipped_assumptions
from autan.foresight.importers.levers import shipped_library
from autan.foresight.queries.places import ForesightPlace
from autan.foresight.queries.reference_curves import national_curves
from autan.foresight.queries.trends import trend_of

DEFAULT_HORIZON = 2050


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A path that a scenario is set beside.

    Attributes:
        code: `snbc-2`.
        emissions_tco2e: emissions by year, from the level of the base year on.
        sectors: sectors that it covers, among those that are computed.
        lacking: sectors computed that it does not cover.
    """

    code: str
    emissions_tco2e: Mapping[int, float]
    sectors: tuple[str, ...]
    lacking: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What was tried.

    Attributes:
        place: where.
        rooms: how much of each lever there can be.
        choices: what was typed.
        result: what it gives; without the levers that are refused, when some are.
        faults: why some are refused, each with its place.
        reference: the national path, or None.
        key: changes with data, assumptions, engine and choices.
    """

    place: ForesightPlace
    rooms: Mapping[str, LeverRoom]
    choices: Choices
    result: ScenarioResult
    faults: tuple[ScenarioFault, ...]
    reference: Reference | None
    key: str


def horizons_of(place: ForesightPlace) -> tuple[int, ...]:
    """Return the horizons that may be chosen: ten, twenty, thirty and forty years on, and those of the law."""
    return tuple(sorted({*LEGAL, *(place.year + step for step in STEPS)}))


def try_out(place: ForesightPlace, given: Mapping[str, str]) -> Trial:
    """Compute what somebody chose.

    Args:
        place: where.
        given: what was typed (see `core.choices.read_choices`); `h` is the horizon.
    """
    state, assumptions, library = place.computed, shipped_assumptions(), shipped_library()
    rooms = lever_rooms(state, library, AssumptionValues(assumptions=assumptions))
    asked = given.get("h", "")
    horizon = int(asked) if asked.isdecimal() and int(asked) in horizons_of(place) else DEFAULT_HORIZON
    choices = read_choices(given, rooms, base_year=place.year, horizon=horizon)
    scenario = Scenario(
        title="",
        state=state,
        assumptions=assumptions,
        library=library,
        levers=choices.levers,
        horizon=max(horizon, place.year + 1),
        trend=trend_of(place, state),
    )
    result, faults = _computed(scenario)
    return Trial(
        place=place,
        rooms=rooms,
        choices=choices,
        result=result,
        faults=faults,
        reference=national_reference(place, result),
        key=scenario.key,
    )


def _computed(scenario: Scenario) -> tuple[ScenarioResult, tuple[ScenarioFault, ...]]:
    """Compute a scenario; where levers are refused, compute it without them and say which."""
    try:
        return run(scenario), ()
    except InvalidScenarioError as error:
        refused = {fault.place.split(".")[1] for fault in error.faults if fault.place.startswith("levers.")}
        kept: tuple[Lever, ...] = tuple(lever for lever in scenario.levers if lever.key not in refused)
        result, more = _computed(scenario.with_levers(kept if refused else ()))
        return result, (*error.faults, *more)


def national_reference(place: ForesightPlace, result: ScenarioResult) -> Reference | None:
    """Return the national path of the computed sectors that it covers, from the level of the base year on.

    The strategy counts direct emissions, the engine those of the whole life of energies: their levels differ, so the
    path is laid on the level of the base year and moves as the strategy does.
    """
    curves = {
        each.sector: each.curve
        for each in national_curves(place)
        if each.curve is not None and each.curve.values and each.sector in result.scenario.state.sectors
    }
    index = tuple(total_curve(tuple(curves.values())).items())
    if not index:
        return None
    start = levels_at(result.trend, place.year).emissions_tco2e
    years = tuple(int(year) for year in result.trend.years)
    try:
        path = aligned_path(index, observed=start, observed_year=place.year, years=years)
    except UnalignedYearsError:
        return None
    sectors = result.scenario.state.sectors
    return Reference(
        code="snbc-2",
        emissions_tco2e=path,
        sectors=tuple(sector for sector in sectors if sector in curves),
        lacking=tuple(sector for sector in sectors if sector not in curves),
    )
