"""Addresses of the figures of a working group, parsed once."""

from dataclasses import dataclass
from typing import ClassVar

from autan.evidence.figures.core.addresses import RoomAddress

SOURCE = "group"
DECISION_KIND = "decision"
"""Kind of the evidence that a decision is."""
FIGURES = ("decisions", "carried_out", "late", "objectives_reached")


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupAddress(RoomAddress):
    """Address of a figure: `group.essai.carried_out`, or of one year `group.essai.carried_out.2026`.

    Attributes:
        what: one of `FIGURES`.
    """

    source: ClassVar[str] = SOURCE
    network: str
    what: str
    year: int | None = None

    @property
    def is_understood(self) -> bool:
        """True for what is counted here."""
        return self.what in FIGURES
