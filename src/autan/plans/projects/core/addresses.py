"""Addresses of the figures of actions, and keys of the lists that they count, parsed once."""

from dataclasses import dataclass
from typing import ClassVar, Self

from autan.evidence.figures.core.addresses import RoomAddress

SOURCE = "actions"
"""Source of the addresses of this room."""
ACTION_KIND, PROJECT_KIND = "action", "project"
LIST_KIND = "action-list"
"""Kind of the evidence of a count: the actions of one territory that it counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionAddress(RoomAddress):
    """Address of a figure: `actions.243100518.count`, `actions.dialogue-toulouse.theme.mobility`.

    Attributes:
        what: `count`, `status`, `theme`, `to_fill`, `members`, `budget`, or `overdue`.
        detail: code of the status or theme, day, or basis and scope; empty for none.
    """

    source: ClassVar[str] = SOURCE
    place: str
    what: str
    detail: str = ""

    @classmethod
    def of_list(cls, key: str) -> Self:
        """Read the key of a list."""
        place, _, rest = key.partition("/")
        what, _, detail = rest.partition("/")
        return cls(place=place, what=what, detail=detail)
