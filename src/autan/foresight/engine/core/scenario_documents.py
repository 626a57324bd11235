"""A scenario as it is written in a file or kept in the database: what people chose, and with which versions."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from autan.foresight.engine.core.assumptions import AssumptionSet
from autan.foresight.engine.core.levers import Lever
from autan.foresight.engine.core.state import StartingState

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

    Raises:
        InvalidAssumptionError: one is out of its bounds, or has no reason.
    """
    own = document.assumptions.items()
    return shipped.with_values(
        {code: (one.value, one.reason) for code, one in own}, {code: one.by_year for code, one in own}
    )
