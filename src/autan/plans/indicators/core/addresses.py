"""Addresses of the figures of indicators, and keys of their evidence, parsed once."""

from dataclasses import dataclass
from typing import ClassVar, Self

from autan.evidence.figures.core.addresses import RoomAddress

SOURCE = "indicators"
VALUE_KIND = "indicator-value"
"""Kind of the evidence of a value that was given."""
INDICATOR_KIND = "local-indicator"
"""Kind of the evidence that an indicator is; `indicator` is that of a row of the lake."""
HEALTH, MEDIAN = "health", "median"


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorFigureAddress(RoomAddress):
    """Address of a figure: `indicators.243100518.ghg_total.2023`, `indicators.essai.health.2026-11-26`.

    Attributes:
        place: SIREN of a territory, or slug of a network.
        code: code of the definition, `median-<definition>` or `health-<trouble>`.
    """

    source: ClassVar[str] = SOURCE
    place: str
    code: str
    year: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueKey:
    """Key of a value as evidence: slug of its indicator and year, `243100518-ghg_total/2023`."""

    slug: str
    year: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a key."""
        slug, _, year = text.partition("/")
        return cls(slug=slug, year=year)

    def __str__(self) -> str:
        return f"{self.slug}/{self.year}"
