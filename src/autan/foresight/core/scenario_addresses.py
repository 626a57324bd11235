"""Addresses of the figures of saved scenarios, parsed once."""

from dataclasses import dataclass
from typing import Self

from autan.evidence.core.addresses import FigureAddress

SCENARIO = "scenario"
"""Source of the figures of saved scenarios, and kind of evidence of a scenario itself."""
CHOSEN, TREND, LEVER = "chosen", "trend", "lever"
_PARTS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioAddress:
    """Address of a number of a saved scenario: `scenario.sobre-2050.emissions_tco2e.2050.chosen`.

    Attributes:
        slug: the scenario.
        measure: code of the measure.
        year: when.
        part: `chosen` with the levers, `trend` without, or `lever-2` for the share of the third of them.
    """

    slug: str
    measure: str
    year: int
    part: str = CHOSEN

    @classmethod
    def parse(cls, address: FigureAddress) -> Self | None:
        """Read an address; None when it is not written as one.

        >>> ScenarioAddress.parse(FigureAddress.parse("scenario.a.energy_mwh.2050.trend")).year
        2050
        """
        if address.source != SCENARIO or len(address.parts) != _PARTS or not address.part(2).isdecimal():
            return None
        return cls(slug=address.part(0), measure=address.part(1), year=int(address.part(2)), part=address.part(3))

    def __str__(self) -> str:
        return str(FigureAddress.of(SCENARIO, self.slug, self.measure, str(self.year), self.part))
