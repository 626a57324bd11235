"""The only readers of the journal and of remarks."""

from collections.abc import Collection, Sequence

from django.core.paginator import Page, Paginator
from django.db.models import Q

from autan.journal.core.objects import ObjectRef
from autan.journal.models import JournalEntry, Remark

_ENTRIES_A_PAGE = 100


def journal_page(number: str | None, *, networks: Collection[str] | None = None) -> "Page[JournalEntry]":
    """Return one page of the journal, newest first; the nearest page when there is none of this number. Two queries.

    Args:
        number: number of the page, as an address gives it.
        networks: slugs of the networks whose lines are wanted, beside those that concern no network; None for all.
    """
    found = JournalEntry.objects.all()
    if networks is not None:
        found = found.filter(Q(network__in=networks) | Q(network=""))
    return Paginator(found, _ENTRIES_A_PAGE).get_page(number)


def latest_entries(limit: int = 100) -> Sequence[JournalEntry]:
    """Return the newest lines. One query."""
    return list(JournalEntry.objects.all()[:limit])


def last_entry_id() -> int:
    """Return the number of the newest line, 0 when there is none. One query."""
    found = JournalEntry.objects.order_by("-pk").values_list("pk", flat=True).first()
    return found or 0


def history_of(ref: ObjectRef) -> Sequence[JournalEntry]:
    """Return every line about one object, newest first. One query."""
    return list(JournalEntry.objects.filter(room=ref.room, kind=ref.kind, object_id=ref.key))


def remarks_on(ref: ObjectRef, *, place: str | None = None) -> Sequence[Remark]:
    """Return the remarks on an object, oldest first, replies among them. One query.

    Args:
        ref: the object.
        place: part of the object that the remarks are about; None for all of it.
    """
    found = Remark.objects.filter(room=ref.room, kind=ref.kind, object_id=ref.key)
    return list(found if place is None else found.filter(place=place))


def remarks_on_many(room: str, kind: str, keys: Collection[str]) -> dict[str, list[Remark]]:
    """Return the remarks on many objects of one kind, by key, oldest first. One query."""
    by_key: dict[str, list[Remark]] = {}
    for remark in Remark.objects.filter(room=room, kind=kind, object_id__in=keys):
        by_key.setdefault(remark.object_id, []).append(remark)
    return by_key
