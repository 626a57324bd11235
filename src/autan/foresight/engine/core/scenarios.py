"""`Scenario`: a starting state, a trend, levers and assumptions, up to a horizon; its file, and the years to read."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
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
        levers = [_lever_as_json(lever) for lever in sorted(self.levers, key=lambda lever: lever.key)]
        return hashlib.sha256(json.dumps([parts, levers], sort_keys=True).encode()).hexdigest()[:16]


def _lever_as_json(lever: Lever) -> list[object]:
    return [
        lever.key,
        lever.kind,
        float(lever.quantity),
        lever.start,
        lever.end,
        lever.diffusion.value,
        [(year, float(quantity)) for year, quantity in lever.pace],
        {code: float(value) for code, value in lever.values.items()},
        lever.territories,
    ]


FORMAT = "autan-scenario"
FORMAT_VERSION = 1
DEFAULT_SEED = 20_260_101


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAssumption:
    """A value taken in the place of the one that ships.

    Attributes:
        value: inside the bounds of the assumption; the largest one where each year has its own.
        by_year: values of some years, straight between them; none for one value.
    """

    value: float
    reason: str
    by_year: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioVersions:
    """What numbers were computed with. `key`: key of the whole scenario: same key, same digits."""

    engine: str
    assumptions: str
    data: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioDocument:
    """What people chose.

    Attributes:
        place: SIREN of a territory or slug of a network whose state comes from the observatory; empty for own state.
        state: own starting state; None when the observatory gives it.
        population: yearly rate of the population by territory, for an own state.
        is_flat: True when nothing changes without levers.
        national: code of the national path that is on; empty for none.
        versions: what the numbers in the file were computed with; None when it holds none.
    """

    title: str
    horizon: int
    place: str = ""
    levers: tuple[Lever, ...] = ()
    assumptions: Mapping[str, OwnAssumption] = field(default_factory=dict)
    seed: int = DEFAULT_SEED
    state: StartingState | None = None
    population: Mapping[str, float] = field(default_factory=dict)
    is_flat: bool = False
    national: str = ""
    versions: ScenarioVersions | None = None


def own_assumptions(document: ScenarioDocument, shipped: AssumptionSet) -> AssumptionSet:
    """Return the assumptions that ship, with the own values of a document.

    Raises InvalidAssumptionError: one is out of its bounds, or has no reason.
    """
    own = document.assumptions.items()
    return shipped.with_values(
        {code: (one.value, one.reason) for code, one in own}, {code: one.by_year for code, one in own}
    )


STEPS = (10, 20, 30, 40)
LEGAL = (2030, 2050)
"""Legal aims of 2030; carbon neutrality, law of 2019."""
BUDGETS = (2028, 2033)
"""Last years of the carbon budgets of decree 2020-457."""
CAUTION = Sentence(
    "Au-delà de 2050, aucune trajectoire publiée ne va : ces chiffres prolongent des hypothèses faites pour 2050."
)


def years_from(base_year: int, horizon: int) -> tuple[int, ...]:
    """Return the years after a base year to read a scenario in, up to its horizon, which is one.

    >>> years_from(2024, 2050)
    (2030, 2034, 2044, 2050)
    """
    years = {horizon, *LEGAL, *(base_year + step for step in STEPS)}
    return tuple(sorted(year for year in years if base_year < year <= horizon))
