"""Reads the journal."""

from collections.abc import Sequence

from django.core.paginator import Page, Paginator

from autan.journal.models import Entry

_ENTRIES_A_PAGE = 100


def latest_entries(limit: int = 100) -> Sequence[Entry]:
    """Return the newest lines. One query."""
    return list(Entry.objects.all()[:limit])


def journal_page(number: str | None) -> "Page[Entry]":
    """Return one page of the journal, newest first; the nearest page when there is none of this number. Two queries."""
    return Paginator(Entry.objects.all(), _ENTRIES_A_PAGE).get_page(number)


def history_of(*, room: str, kind: str, object_id: object) -> Sequence[Entry]:
    """Return every line about one object, newest first. One query."""
    return list(Entry.objects.filter(room=room, kind=kind, object_id=str(object_id)))
