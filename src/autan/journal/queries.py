"""Reads the journal."""

from collections.abc import Sequence

from autan.journal.models import Entry


def latest_entries(limit: int = 100) -> Sequence[Entry]:
    """Return the newest lines. One query."""
    return list(Entry.objects.all()[:limit])


def history_of(*, room: str, kind: str, object_id: object) -> Sequence[Entry]:
    """Return every line about one object, newest first. One query."""
    return list(Entry.objects.filter(room=room, kind=kind, object_id=str(object_id)))
