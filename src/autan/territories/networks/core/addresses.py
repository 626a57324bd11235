"""Addresses of the figures of the register, and keys of its evidence, parsed once."""

from dataclasses import dataclass
from typing import ClassVar, Self

from autan.evidence.figures.core.addresses import RoomAddress
from autan.ground.texts.core.notation import read_whole

SOURCE = "territories"
"""Source of the addresses of this room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterAddress(RoomAddress):
    """Address of a figure of the register: `territories.243100518.population.2026`.

    `place`: SIREN of a territory, or slug of a network.
    """

    source: ClassVar[str] = SOURCE
    place: str
    measure: str
    vintage: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterKey:
    """Key of the rows of the register about a territory in a vintage: `243100518@2026`."""

    siren: str
    vintage: int

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Read a key; None when it is not written as one."""
        siren, _, vintage = text.partition("@")
        year = read_whole(vintage)
        return None if year is None else cls(siren=siren, vintage=year)

    def __str__(self) -> str:
        return f"{self.siren}@{self.vintage}"


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipKey:
    """Key of a membership: `dialogue-toulouse/243100518`."""

    network: str
    siren: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a key."""
        network, _, siren = text.partition("/")
        return cls(network=network, siren=siren)

    def __str__(self) -> str:
        return f"{self.network}/{self.siren}"
