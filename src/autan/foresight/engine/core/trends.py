"""What happens without levers: population, and national rates of the energy for one unit of activity."""

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from autan.foresight.engine.core.assumptions import AssumptionSet, AssumptionValues
from autan.foresight.engine.core.axes import CellState
from autan.foresight.engine.core.quantities import Floats, fading_growth_of, growth_of
from autan.foresight.engine.core.scenarios import Scenario, Trend
from autan.foresight.engine.core.state import StartingState

FOLLOWING_PEOPLE = ("residential", "tertiary", "road_transport", "waste")
"""Sectors whose activity follows the population; that of the others does not change without levers."""


def build_trend(
    state: StartingState,
    assumptions: AssumptionSet,
    *,
    population: Mapping[str, float] | None = None,
    is_fading: bool = False,
) -> Trend:
    """Return the trend of a state.

    Raises UnknownError: a national rate is missing.

    `assumptions`: national rates: `trend_population`, `trend_intensity_<sector>`.
    `population`: yearly rate of the population by territory; the national one elsewhere.
    `is_fading`: True for rates that were observed, which nothing says will last: they fade to the national one.
    """
    people = np.array(
        [(population or {}).get(code, assumptions.find("trend_population").central) for code in state.territories]
    )
    follows = np.array([sector in FOLLOWING_PEOPLE for sector in state.sectors])
    intensity = np.array([assumptions.find(f"trend_intensity_{sector}").central for sector in state.sectors])
    return Trend(
        activity=np.where(follows, people[:, None], 0.0),
        intensity=np.tile(intensity, (len(state.territories), 1)),
        population=people,
        is_fading=is_fading,
    )


PEOPLE, KEPT = "trend_population", "trend_growth_kept"
CELL_DOUBTS = {CellState.ESTIMATED: "doubt_estimated_cells", CellState.MODELLED: "doubt_modelled_cells"}
"""Assumptions that say how far a cell may be from its value, by how it is known."""


def trend_codes(scenario: Scenario) -> Iterator[str]:
    """Codes of the assumptions that a trend and starting cells are drawn by; none for a flat trend."""
    if scenario.trend is not None:
        yield PEOPLE
        yield from (KEPT,) if scenario.trend.is_fading else ()
        yield from (f"trend_intensity_{sector}" for sector in scenario.state.sectors)
    yield from (code for state, code in CELL_DOUBTS.items() if (scenario.state.cell_states == state).any())


def drawn_trend(scenario: Scenario, values: AssumptionValues, years: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """Return the activity, and the consumption without levers, 1 in the base year [draw or 1, territory, sector, year].

    What a draw takes away from the central value of a rate is taken from the rate of every territory.
    """
    state, trend = scenario.state, scenario.trend or Trend.flat(scenario.state)
    follows = np.array([sector in FOLLOWING_PEOPLE for sector in state.sectors])
    people = _apart(values, PEOPLE)[:, None, None] * follows
    intensity = np.stack(
        np.broadcast_arrays(*(_apart(values, f"trend_intensity_{sector}") for sector in state.sectors)), axis=-1
    )
    if trend.is_fading:
        common, persistence = values.of(PEOPLE) * follows, values.of(KEPT)
        activity = fading_growth_of(trend.activity + people, common, persistence, years, state.base_year)
    else:
        activity = growth_of(trend.activity + people, years, state.base_year)
    return activity, activity * growth_of(trend.intensity + intensity[:, None], years, state.base_year)


def grown_population(scenario: Scenario, years: NDArray[np.int64]) -> Floats:
    """Return the inhabitants of each territory, with central values [territory, year]."""
    state, trend = scenario.state, scenario.trend or Trend.flat(scenario.state)
    if trend.is_fading:
        common, persistence = (np.array(scenario.assumptions.find(code).central) for code in (PEOPLE, KEPT))
        index = fading_growth_of(trend.population, common, persistence, years, state.base_year)
    else:
        index = growth_of(trend.population, years, state.base_year)
    return np.asarray(state.pivot("population")[:, None] * index)


def _apart(values: AssumptionValues, code: str) -> Floats:
    """What draws take from the central value of an assumption [draw or 1]."""
    if code not in values.drawn:
        return np.zeros(1)
    return np.asarray(values.drawn[code] - values.assumptions.find(code).central)


def drawn_cells(scenario: Scenario, values: AssumptionValues) -> list[tuple[Floats, Floats]]:
    """Return the starting cells in parts, each with what draws make of it [draw or 1]; they add up to the cells."""
    state = scenario.state
    doubts = {how: values.drawn[code] for how, code in CELL_DOUBTS.items() if code in values.drawn}
    if not doubts:
        return [(state.energy_mwh, np.ones(1))]
    parts = [(np.where(state.cell_states == how, state.energy_mwh, 0.0), drawn) for how, drawn in doubts.items()]
    sure = np.where(np.isin(state.cell_states, list(doubts)), 0.0, state.energy_mwh)
    return [(sure, np.ones(1)), *parts]
