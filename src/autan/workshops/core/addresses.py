"""Addresses of the figures of workshops, parsed once."""

from dataclasses import dataclass
from typing import Self

from autan.evidence.core.addresses import FigureAddress

SOURCE = "workshops"
WORKSHOP_KIND = "workshop"
"""Kind of the evidence that a workshop is."""
ATTENDANCES, HELD = "attendances", "held"
ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkshopsAddress:
    """Address of a figure: `workshops.dialogue-toulouse.attendances.all`, `workshops.essai.held.visit`.

    Attributes:
        what: `attendances` or `held`.
        which: code of a format; `all` for every format, of attendances alone.
    """

    network: str
    what: str
    which: str

    @classmethod
    def parse(cls, address: FigureAddress) -> Self | None:
        """Read an address of this room; None when it is not written as one.

        >>> WorkshopsAddress.parse(FigureAddress.parse("workshops.essai.held.visit")).which
        'visit'
        """
        if len(address.parts) != 3:  # a network, what is counted, which workshops
            return None
        return cls(network=address.part(0), what=address.part(1), which=address.part(2))

    def __str__(self) -> str:
        return str(FigureAddress.of(SOURCE, self.network, self.what, self.which))
