"""What happens without levers: population, and slopes that the territory observed, or the nation's.

Source of the rule: method of foresight, section 2.2. An own slope is taken when it rests on at least eight yearly
points and its interval at 90 % leaves out zero; the national one otherwise.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from autan.scenarios.core.assumptions import AssumptionSet
from autan.scenarios.core.scenarios import Trend
from autan.scenarios.core.state import StartingState

type Floats = NDArray[np.float64]
type YearlySeries = Mapping[int, float]

FEWEST_POINTS = 8
FOLLOWING_PEOPLE = ("residential", "tertiary", "road_transport", "waste")
"""Sectors whose activity follows the population; that of the others does not change without levers."""
_STUDENT_95 = (1.943, 1.895, 1.860, 1.833, 1.812, 1.796, 1.782, 1.771, 1.761, 1.753, 1.746, 1.740, 1.734, 1.729, 1.725)
"""Quantiles of Student's law at 95 %, from 6 degrees of freedom on: two-sided intervals at 90 %."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservedSlope:
    """A yearly rate fitted on observed years, with its interval at 90 %.

    Attributes:
        rate: change a year; -0.01 for -1 %.
    """

    rate: float
    low: float
    high: float
    points: int

    @property
    def is_sure(self) -> bool:
        """True when it may be used: enough years, and zero is out of its interval."""
        return self.points >= FEWEST_POINTS and (self.low > 0 or self.high < 0)


def fit_slope(series: YearlySeries) -> ObservedSlope | None:
    """Fit a yearly rate on the logarithms of known, positive values; None with fewer than eight of them."""
    known = sorted((year, value) for year, value in series.items() if np.isfinite(value) and value > 0)
    if len(known) < FEWEST_POINTS:
        return None
    years, values = (np.array(column, dtype=float) for column in zip(*known, strict=True))
    centred, logs = years - years.mean(), np.log(values)
    slope = float((centred @ logs) / (centred @ centred))
    rest = logs - logs.mean() - slope * centred
    freedom = len(known) - 2
    error = float(np.sqrt((rest @ rest) / freedom / (centred @ centred)))
    reach = error * _STUDENT_95[min(freedom - 6, len(_STUDENT_95) - 1)]
    rate, low, high = (float(np.expm1(end)) for end in (slope, slope - reach, slope + reach))
    return ObservedSlope(rate=rate, low=low, high=high, points=len(known))


def build_trend(
    state: StartingState,
    assumptions: AssumptionSet,
    *,
    population: Mapping[str, float] | None = None,
    observed: Mapping[tuple[str, str], YearlySeries] | None = None,
) -> Trend:
    """Return the trend of a state.

    Args:
        state: where it starts.
        assumptions: national rates: `trend_population`, `trend_intensity_<sector>`.
        population: yearly rate of the population by territory, from a projection; the national one elsewhere.
        observed: consumption by unit of activity, by territory and sector: yearly values.

    Raises:
        UnknownError: a national rate is missing.
    """
    population, observed = population or {}, observed or {}
    people = np.array([population.get(code, _central(assumptions, "trend_population")) for code in state.territories])
    follows = np.array([sector in FOLLOWING_PEOPLE for sector in state.sectors])
    slopes = [[_slope(observed, territory, sector) for sector in state.sectors] for territory in state.territories]
    national = [_central(assumptions, f"trend_intensity_{sector}") for sector in state.sectors]
    return Trend(
        activity=np.where(follows, people[:, None], 0.0),
        intensity=np.array([_rates(row, national) for row in slopes]).reshape(len(slopes), len(state.sectors)),
        population=people,
        grounds=tuple(tuple("national" if slope is None else "observed" for slope in row) for row in slopes),
    )


def _central(assumptions: AssumptionSet, code: str) -> float:
    return assumptions.find(code).central


def _slope(observed: Mapping[tuple[str, str], YearlySeries], territory: str, sector: str) -> ObservedSlope | None:
    slope = fit_slope(observed.get((territory, sector), {}))
    return slope if slope is not None and slope.is_sure else None


def _rates(slopes: Sequence[ObservedSlope | None], national: Sequence[float]) -> list[float]:
    return [rate if slope is None else slope.rate for slope, rate in zip(slopes, national, strict=True)]
