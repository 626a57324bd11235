"""Addresses of the figures of cross-readings, and keys of their evidence, parsed once."""

from dataclasses import dataclass
from typing import ClassVar, Self

from autan.evidence.figures.core.addresses import RoomAddress

SOURCE = "crossread"
"""Source of the addresses of this room."""
READING_KIND = "aligned-passages"
"""Kind of the evidence of the passages of a member on a part of the frame."""
BLIND_KIND = "blind-reading"
"""Kind of the evidence of a second reading."""
RECOMMENDATION_KIND = "recommendation"
"""Kind of the evidence of a recommendation, by its slug."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossreadAddress(RoomAddress):
    """Address of a figure: `crossread.essai.shared.d3_demand.building`, `crossread.essai.finding.no_target`.

    `what` is `shared`, `strength`, `progress`, `agreement`, `contradictions` or `finding`.
    """

    source: ClassVar[str] = SOURCE
    network: str
    what: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingKey:
    """Key of the passages of a member on a part of the frame: `essai/999000016/d3_demand/building`."""

    network: str
    siren: str
    domain: str
    theme: str = ""

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Read a key; None when it is not written as one."""
        parts = text.split("/")
        if len(parts) not in {3, 4}:
            return None
        return cls(network=parts[0], siren=parts[1], domain=parts[2], theme=parts[3] if len(parts) == 4 else "")

    def __str__(self) -> str:
        return "/".join(part for part in (self.network, self.siren, self.domain, self.theme) if part)
