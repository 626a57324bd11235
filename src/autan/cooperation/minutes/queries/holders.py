"""The kinds of meetings whose minutes are kept: how each is found, what heads its minutes, and who may act on it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from autan.ground.errors import known
from autan.ground.registry import registered
from autan.people.journal.core.objects import ObjectRef


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesHolder:
    """How a room that holds meetings gives them to this one.

    Attributes:
        find: takes the key of a meeting; answers the object on which the rights are asked, raises `UnknownError`.
        heading: takes this object; answers label and words of each line above the text, in French.
        page: takes the key of a meeting; answers the address of its page.
        read: permission to read its minutes before they are published.
        amend: permission to ask for an amendment: that of those who attended.
        write: permission to write, decide on amendments, settle, publish and withdraw a passage.
    """

    room: str
    kind: str
    find: Callable[[str], Any]
    heading: Callable[[Any], Sequence[tuple[str, str]]]
    page: Callable[[str], str]
    read: str
    amend: str
    write: str


def holder_of(meeting: ObjectRef) -> MinutesHolder:
    """Return how meetings of this kind are found.

    Raises:
        UnknownError: no room registered this kind.
    """
    of_kind = (each for each in registered(MinutesHolder) if (each.room, each.kind) == (meeting.room, meeting.kind))
    return known(next(of_kind, None), "aucune sorte de réunion {room}.{kind}", room=meeting.room, kind=meeting.kind)
