"""Addresses of the figures of the starting state, of the reference curves and of kept scenarios, parsed once."""

from dataclasses import dataclass
from typing import ClassVar

from autan.evidence.figures.core.addresses import RoomAddress
from autan.foresight.engine.core.axes import ScenarioMeasure

STATE, SCENARIO = "starting-state", "scenario"
SCENARIO_KIND = "kept-scenario"
"""Kind of the evidence that a kept scenario is."""
ASSUMPTION_KIND, REFERENCE_KIND, OWN_KIND = "assumption", "foresight-reference", "own-quantity"
"""Kinds of evidence: a dated assumption, a row of a reference table, a quantity that a territory gave."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StateAddress(RoomAddress):
    """Address of a figure of the starting state: `starting-state.243100518.residential-heating-oil.2024`.

    `place`: SIREN of a territory, or slug of a network.
    """

    source: ClassVar[str] = STATE
    place: str
    code: str
    year: str


CHOSEN, TREND, LEVER = "chosen", "trend", "lever"
TERRITORY, NATIONAL = "territory", "national"
WORDS = {
    "energy": ScenarioMeasure.ENERGY,
    "emissions": ScenarioMeasure.EMISSIONS,
    "net": ScenarioMeasure.NET_EMISSIONS,
    "renewables": ScenarioMeasure.RENEWABLES,
    "bill": ScenarioMeasure.BILL,
}
"""Words of an address, and what they name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioAddress(RoomAddress):
    """Address of a number of a kept scenario: `scenario.sobre-2050.emissions.2050`, `….2050.trend`, `….2050.lever-2`.

    `part`: `chosen` with the levers (not written), `trend` without, `lever-2` for the share of the third of them,
    `territory` and `national` for what depends on the place and on the State.
    """

    source: ClassVar[str] = SCENARIO
    slug: str
    word: str
    year: int
    part: str = CHOSEN

    @property
    def measure(self) -> ScenarioMeasure:
        """The measure that a figure of a scenario gives."""
        return WORDS[self.word]

    @property
    def is_understood(self) -> bool:
        """True for a measure of scenarios."""
        return self.word in WORDS
