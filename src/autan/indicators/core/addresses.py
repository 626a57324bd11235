"""Addresses of the figures of indicators, and keys of their evidence, parsed once."""

from dataclasses import dataclass
from typing import Self

from autan.evidence.core.addresses import FigureAddress

SOURCE = "indicators"
VALUE_KIND = "indicator-value"
"""Kind of the evidence of a value that was given."""
INDICATOR_KIND = "local-indicator"
"""Kind of the evidence that an indicator is; `indicator` is that of a row of the lake."""
HEALTH, MEDIAN = "health", "median"


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorFigureAddress:
    """Address of a figure: `indicators.243100518.ghg_total.2023`, `indicators.essai.health.2026-11-26`.

    Attributes:
        place: SIREN of a territory, or slug of a network.
        code: code of the definition, `median-<definition>` or `health-<trouble>`.
    """

    place: str
    code: str
    year: str

    @classmethod
    def parse(cls, address: FigureAddress) -> Self | None:
        """Read an address of this room; None when it is not written as one.

        >>> IndicatorFigureAddress.parse(FigureAddress.parse("indicators.243100518.ghg_total.2023")).year
        '2023'
        """
        return (
            cls(place=address.part(0), code=address.part(1), year=address.part(2)) if len(address.parts) == 3 else None
        )

    def __str__(self) -> str:
        return str(FigureAddress.of(SOURCE, self.place, self.code, self.year))


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
