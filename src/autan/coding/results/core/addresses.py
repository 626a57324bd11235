"""Addresses of the figures of this room, parsed once."""

from dataclasses import dataclass
from typing import Final, Self

from autan.coding.codings.core.codebook import Codebook
from autan.evidence.figures.core.addresses import FigureAddress
from autan.ground.texts.core.notation import read_whole

CODING: Final = "coding"
_PINNED = "@"


def codebook_part(slug: str, version: int | None) -> str:
    """Write a codebook in an address, with its version when it is not the current one.

    >>> codebook_part("obstacles", None), codebook_part("obstacles", 2)
    ('obstacles', 'obstacles@2')
    """
    return slug if version is None else f"{slug}{_PINNED}{version}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingFigureAddress:
    """What a count measures: `coding.<set>.<codebook>[@version].[<grouping>.<group>.]<measure>`.

    `rest` is what follows: a grouping and a group, or none, then a code and what is counted of it.
    """

    texts: str
    codebook: str
    version: int | None
    rest: tuple[str, ...]

    @classmethod
    def of(cls, address: FigureAddress) -> Self:
        """Name the parts of an address.

        >>> found = CodingFigureAddress.of(FigureAddress.parse("coding.2026.q37.obstacles@1.by_kind.CA.silos.mentions"))
        >>> found.texts, found.codebook, found.version, found.rest
        ('2026.q37', 'obstacles', 1, ('by_kind', 'CA', 'silos', 'mentions'))
        """
        slug, _, version = address.part(2).partition(_PINNED)
        return cls(
            texts=f"{address.part(0)}.{address.part(1)}",
            codebook=slug,
            version=read_whole(version),
            rest=address.parts[3:],
        )

    def grouping(self, codebook: Codebook) -> tuple[str, str]:
        """Return the grouping and the group, empty when the first part is a code."""
        if not self.rest or self.rest[0] in codebook or len(self.rest) < 3:
            return "", ""
        return self.rest[0], self.rest[1]

    def measure(self, codebook: Codebook) -> tuple[str, ...]:
        """Return the code, and what is counted of it."""
        return self.rest[2:] if self.grouping(codebook)[0] else self.rest
