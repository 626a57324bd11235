"""Addresses of the figures of a working group, parsed once."""

from dataclasses import dataclass
from typing import Self

from autan.evidence.core.addresses import FigureAddress
from autan.evidence.core.notation import read_whole

SOURCE = "group"
DECISION_KIND = "decision"
"""Kind of the evidence that a decision is."""
FIGURES = ("decisions", "carried_out", "late", "objectives_reached")


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupAddress:
    """Address of a figure: `group.essai.carried_out`, or of one year `group.essai.carried_out.2026`.

    Attributes:
        what: one of `FIGURES`.
    """

    network: str
    what: str
    year: int | None = None

    @classmethod
    def parse(cls, address: FigureAddress) -> Self | None:
        """Read an address of this room; None when it is not written as one.

        >>> GroupAddress.parse(FigureAddress.parse("group.essai.carried_out.2026")).year
        2026
        """
        year = address.part(2)
        if address.part(1) not in FIGURES or len(address.parts) > 3 or (year and read_whole(year) is None):
            return None
        return cls(network=address.part(0), what=address.part(1), year=int(year) if year else None)

    def __str__(self) -> str:
        parts = (self.network, self.what, *([str(self.year)] if self.year else []))
        return str(FigureAddress.of(SOURCE, *parts))
