"""What happens without levers: population, and national rates of the energy for one unit of activity."""

from collections.abc import Mapping

import numpy as np

from autan.foresight.engine.core.assumptions import AssumptionSet
from autan.foresight.engine.core.scenarios import Trend
from autan.foresight.engine.core.state import StartingState

FOLLOWING_PEOPLE = ("residential", "tertiary", "road_transport", "waste")
"""Sectors whose activity follows the population; that of the others does not change without levers."""


def build_trend(
    state: StartingState, assumptions: AssumptionSet, *, population: Mapping[str, float] | None = None
) -> Trend:
    """Return the trend of a state.

    Args:
        state: where it starts.
        assumptions: national rates: `trend_population`, `trend_intensity_<sector>`.
        population: yearly rate of the population by territory, from a projection; the national one elsewhere.

    Raises:
        UnknownError: a national rate is missing.
    """
    population = population or {}
    people = np.array([population.get(code, _central(assumptions, "trend_population")) for code in state.territories])
    follows = np.array([sector in FOLLOWING_PEOPLE for sector in state.sectors])
    intensity = np.array([_central(assumptions, f"trend_intensity_{sector}") for sector in state.sectors])
    return Trend(
        activity=np.where(follows, people[:, None], 0.0),
        intensity=np.tile(intensity, (len(state.territories), 1)),
        population=people,
    )


def _central(assumptions: AssumptionSet, code: str) -> float:
    return assumptions.find(code).central
