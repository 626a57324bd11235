"""Addresses of the figures of the starting state, of the reference curves and of kept scenarios, parsed once."""

from dataclasses import dataclass
from typing import Self

from autan.evidence.core.addresses import FigureAddress
from autan.evidence.core.notation import read_whole
from autan.scenarios.core.results import ScenarioMeasure

STATE, SCENARIO = "starting-state", "scenario"
SCENARIO_KIND = "kept-scenario"
"""Kind of the evidence that a kept scenario is."""
ASSUMPTION_KIND, REFERENCE_KIND, OWN_KIND = "assumption", "foresight-reference", "own-quantity"
"""Kinds of evidence: a dated assumption, a row of a reference table, a quantity that a territory gave."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StateAddress:
    """Address of a figure of the starting state: `starting-state.243100518.residential-heating-oil.2024`.

    Attributes:
        place: SIREN of a territory, or slug of a network.
        code: what is told: a cell, a sector, an input.
    """

    place: str
    code: str
    year: str

    @classmethod
    def parse(cls, address: FigureAddress) -> Self | None:
        """Read an address; None when it is not written as one.

        >>> StateAddress.parse(FigureAddress.parse("starting-state.243100518.residential.2024")).code
        'residential'
        """
        if address.source != STATE or len(address.parts) != 3:
            return None
        return cls(place=address.part(0), code=address.part(1), year=address.part(2))

    def __str__(self) -> str:
        return str(FigureAddress.of(STATE, self.place, self.code, self.year))


CHOSEN, TREND, LEVER = "chosen", "trend", "lever"
WORDS = {
    "energy": ScenarioMeasure.ENERGY,
    "emissions": ScenarioMeasure.EMISSIONS,
    "net": ScenarioMeasure.NET_EMISSIONS,
    "renewables": ScenarioMeasure.RENEWABLES,
    "bill": ScenarioMeasure.BILL,
}
"""Words of an address, and what they name."""
_FEWEST, _MOST = 3, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioAddress:
    """Address of a number of a kept scenario: `scenario.sobre-2050.emissions.2050`, `….2050.trend`, `….2050.lever-2`.

    Attributes:
        part: `chosen` with the levers (not written), `trend` without, `lever-2` for the share of the third of them.
    """

    slug: str
    word: str
    year: int
    part: str = CHOSEN

    @classmethod
    def parse(cls, address: FigureAddress) -> Self | None:
        """Read an address; None when it is not written as one.

        >>> ScenarioAddress.parse(FigureAddress.parse("scenario.a.energy.2050.trend")).year
        2050
        >>> ScenarioAddress.parse(FigureAddress.parse("observatory.a.energy.2050")) is None
        True
        """
        parts = address.parts
        if address.source != SCENARIO or not _FEWEST <= len(parts) <= _MOST:
            return None
        if parts[1] not in WORDS or (year := read_whole(parts[2])) is None:
            return None
        return cls(slug=parts[0], word=parts[1], year=year, part=address.part(3) or CHOSEN)

    @property
    def measure(self) -> ScenarioMeasure:
        """What is told."""
        return WORDS[self.word]

    def __str__(self) -> str:
        end = () if self.part == CHOSEN else (self.part,)
        return str(FigureAddress.of(SCENARIO, self.slug, self.word, str(self.year), *end))
