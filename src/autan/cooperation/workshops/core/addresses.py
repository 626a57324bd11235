"""Addresses of the figures of workshops, parsed once."""

from dataclasses import dataclass
from typing import ClassVar

from autan.evidence.figures.core.addresses import RoomAddress

SOURCE = "workshops"
WORKSHOP_KIND = "workshop"
"""Kind of the evidence that a workshop is."""
ATTENDANCES, HELD = "attendances", "held"
ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkshopsAddress(RoomAddress):
    """Address of a figure: `workshops.dialogue-toulouse.attendances.all`, `workshops.essai.held.visit`.

    Attributes:
        what: `attendances` or `held`.
        which: code of a format; `all` for every format, of attendances alone.
    """

    source: ClassVar[str] = SOURCE
    network: str
    what: str
    which: str
