"""Addresses of the figures of the starting state and of the reference curves, parsed once."""

from dataclasses import dataclass
from typing import Self

from autan.evidence.core.addresses import FigureAddress

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
