"""`Scenario`: a starting state, a trend, levers and assumptions, up to a horizon."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from autan.foresight.engine.core.assumptions import AssumptionSet
from autan.foresight.engine.core.levers import Lever, LeverKind
from autan.foresight.engine.core.national import NationalPath
from autan.foresight.engine.core.state import StartingState
from autan.ground.errors import DomainError
from autan.ground.wordings import Sentence

ENGINE_VERSION = "4"
"""Changes with any change of the digits that the same scenario gives."""
LAST_SURE_YEAR = 2050
"""Beyond, no published path goes: a page says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioFault:
    """One thing wrong in a scenario, at its place. `place`: what is wrong: `levers.renovation.quantity`, `horizon`."""

    place: str
    problem: str


class InvalidScenarioError(DomainError):
    """A scenario cannot be computed; every fault is listed."""

    def __init__(self, faults: tuple[ScenarioFault, ...]) -> None:
        self.faults = faults
        super().__init__(
            Sentence.joined(
                " ; ",
                (
                    Sentence("{place} : {problem}", place=fault.place, problem=Sentence(fault.problem))
                    for fault in faults
                ),
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Trend:
    """What happens without any lever: yearly rates from the base year on.

    Attributes:
        activity: rate of the activity a year (population, jobs, kilometres) [territory, sector]; 0.01 for +1 %.
        intensity: rate of the energy for one unit of activity a year [territory, sector]; -0.01 for -1 %.
        population: rate of the population a year [territory]; NaN when not known.
        is_fading: True where what a rate of people has beyond the national one fades from year to year.
    """

    activity: NDArray[np.float64]
    intensity: NDArray[np.float64]
    population: NDArray[np.float64]
    is_fading: bool = False

    @classmethod
    def flat(cls, state: StartingState) -> Self:
        """Return the trend in which nothing changes."""
        shape = (len(state.territories), len(state.sectors))
        return cls(activity=np.zeros(shape), intensity=np.zeros(shape), population=np.zeros(shape[0]))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scenario:
    """What is computed. `levers`: what is done; their order in one group changes nothing."""

    title: str
    state: StartingState
    assumptions: AssumptionSet
    library: Mapping[str, LeverKind]
    horizon: int
    levers: tuple[Lever, ...] = ()
    trend: Trend | None = None
    national: NationalPath | None = None

    @property
    def years(self) -> NDArray[np.int64]:
        """Every year from the base year to the horizon, both in."""
        return np.arange(self.state.base_year, self.horizon + 1)

    def with_levers(self, levers: tuple[Lever, ...]) -> Self:
        """Return the same scenario with other levers."""
        return replace(self, levers=levers)

    @property
    def key(self) -> str:
        """Sixteen hexadecimal digits of data, trend, assumptions, engine and levers: same key, same digits."""
        trend = self.trend or Trend.flat(self.state)
        rates = [rate.tolist() for rate in (trend.activity, trend.intensity, trend.population)]
        parts = [self.state.fingerprint, repr(rates), self.assumptions.version, ENGINE_VERSION, self.horizon]
        parts += ["fading"] if trend.is_fading else []
        parts += [self.national.code, self.national.edition] if self.national is not None else []
        # sorted: the order in which levers were chosen changes no number
        levers = [_written(lever) for lever in sorted(self.levers, key=lambda lever: lever.key)]
        return hashlib.sha256(json.dumps([parts, levers], sort_keys=True).encode()).hexdigest()[:16]


def _written(lever: Lever) -> list[object]:
    return [
        lever.key,
        lever.kind,
        float(lever.quantity),
        lever.start,
        lever.end,
        lever.diffusion.value,
        [(year, float(done)) for year, done in lever.pace],
        {code: float(value) for code, value in lever.values.items()},
        lever.territories,
    ]
