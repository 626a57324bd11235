"""Writes the journal. Called by the actions of every room, inside their transaction."""

from typing import Any

from autan.accounts.models import Person
from autan.journal.models import Entry

SYSTEM_NAME = "Autan (préparation automatique)"


def record_entry(
    *,
    by: Person | None,
    act: str,
    room: str,
    kind: str,
    object_id: object,
    summary: str,
    details: dict[str, Any] | None = None,
    by_name: str = "",
) -> Entry:
    """Write one line.

    Args:
        by: who acts; None for the product itself (preparation of the demonstration, import by command line).
        act: the verb, as the name of the action.
        room: room of the object.
        kind: kind of object.
        object_id: its identifier.
        summary: what happened, in one French sentence without a name of a person.
        details: before and after, where it helps.
        by_name: name of somebody without an account, who acts through a personal link.
    """
    return Entry.objects.create(
        by=by,
        by_name=by.name if by else by_name or SYSTEM_NAME,
        act=act,
        room=room,
        kind=kind,
        object_id=str(object_id),
        summary=summary[:300],
        details=details or {},
    )
