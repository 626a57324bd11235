"""The only readers of the journal and of remarks."""

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime
from functools import wraps
from hashlib import sha256
from typing import Any

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from autan import __version__
from autan.ground.request_cache import cached_in_request
from autan.people.individuals.models import Individual
from autan.people.journal.core import ObjectRef
from autan.people.journal.models import JournalEntry, Remark

_MOST_RECENT = 40


def journal_entries(*, networks: Collection[str] | None = None, reader: int | None = None) -> "QuerySet[JournalEntry]":
    """Return the lines of the journal, newest first; not read yet.

    Lines are those of some networks, by slug, or all of them; `reader` is the account whose own acts outside any
    network are wanted too, beside those of the product.
    """
    if networks is None:
        return JournalEntry.objects.all()
    # named another way: by its index, SQLite would sort all the lines of a network to give a hundred
    entries = JournalEntry.objects.annotate(of=Coalesce("network", Value("")))
    authors = Individual.objects.filter(Q(person__isnull=True) | Q(pk=reader)).values("pk")
    return entries.filter(Q(of__in=networks) | Q(of="", by__in=authors) | Q(of="", by__isnull=True))


def export_acts(person: int | None, room: str) -> list[dict[str, Any]]:
    """Return what an account did in a room, as objects for JSON; nothing for whoever has none. One query."""
    acts = JournalEntry.objects.filter(by=person or 0, room=room)
    return [dict(act) for act in acts.values("act", "kind", "object_id", "at")]


def journal_networks() -> Sequence[str]:
    """Return the slugs of the networks that some line concerns. One query."""
    return list(
        JournalEntry.objects.exclude(network="").order_by("network").values_list("network", flat=True).distinct()
    )


def recent_objects(network: str, kinds: Collection[str]) -> list[tuple[str, str]]:
    """Return the kind and the key of the objects of a network that were written last, newest first. One query."""
    entries = JournalEntry.objects.filter(network=network, kind__in=kinds).order_by("-pk")
    return list(dict.fromkeys(entries.values_list("kind", "object_id")[: 5 * _MOST_RECENT]))[:_MOST_RECENT]


_ACCOUNTS = "accounts"
_MARKED = 20
"""Lines that a mark is made of: of two acts at once, the first to be numbered may be written after the other."""


def last_mark(*rooms: str) -> str:
    """Return a mark of the newest lines, or of those about the objects of some rooms; empty without any. One query.

    What is kept goes by it, and so do versions: every write is in the journal. Lines about accounts are always among
    them: an erasure takes a name out of every room.
    """
    return _mark_of(JournalEntry.objects.filter(room__in=(*rooms, _ACCOUNTS)) if rooms else JournalEntry.objects.all())


request_mark = cached_in_request(last_mark)
"""The same, asked once in a request."""


@cached_in_request
def last_mark_but(room: str) -> str:
    """Return a mark of the newest lines that are not about the objects of a room, as `last_mark`. One query."""
    return _mark_of(JournalEntry.objects.exclude(room=room))


def _mark_of(entries: "QuerySet[JournalEntry]") -> str:
    """Number of the newest line, and a digest of the last ones and of its time: a backup may give a number again."""
    lines = list(entries.order_by("-pk").values_list("id", "at")[:_MARKED])
    if not lines:
        return ""
    content = f"{lines[0][1].isoformat()} {[number for number, _at in lines]}"
    return f"{lines[0][0]}-{sha256(content.encode()).hexdigest()[:16]}"


def kept_until_written[**P, R](query: Callable[P, R]) -> Callable[P, R]:
    """Make a query whose results are kept in memory until something is written; it gives no copy. One query, shared.

    Its arguments must be hashable.
    """
    results: dict[object, R] = {}
    marks: list[object] = []

    @wraps(query)
    def kept(*args: P.args, **kwargs: P.kwargs) -> R:
        mark = request_mark()
        if not mark:
            return query(*args, **kwargs)
        if marks != [mark]:
            results.clear()
            marks[:] = [mark]
        key = (mark, args, tuple(sorted(kwargs.items())))
        result = results.get(key)
        if result is None:
            result = results[key] = query(*args, **kwargs)
        return result

    return kept


def published_version() -> str:
    """Return a text that changes whenever what is published may have changed. One query.

    Every write is in the journal; what depends on the day changes with it, and what depends on the code with the
    version of the product.
    """
    return f"{__version__}-{timezone.localdate():%Y%m%d}-{request_mark()}"


def last_entry_on() -> date | None:
    """Return the day of the newest line, or None when there is none. One query."""
    newest = JournalEntry.objects.order_by("-pk").values_list("at", flat=True).first()
    return timezone.localtime(newest).date() if newest else None


def history_of(ref: ObjectRef, *, limit: int | None = None) -> Sequence[JournalEntry]:
    """Return the lines about one object, newest first; all of them when there is no limit. One query."""
    return list(JournalEntry.objects.filter(room=ref.room, kind=ref.kind, object_id=ref.key)[:limit])


def remarks_on(ref: ObjectRef, *, place: str | None = None) -> Sequence[Remark]:
    """Return the remarks on an object, or on one place of it, oldest first, replies among them. Two queries."""
    remarks = Remark.objects.filter(room=ref.room, kind=ref.kind, object_id=ref.key).prefetch_related("mentioned")
    return list(remarks if place is None else remarks.filter(place=place))


def mentions_of(person: int, *, room: str, kind: str, since: datetime) -> Sequence[Remark]:
    """Return the remarks on objects of one kind that are meant for an account, newest first. One query."""
    remarks = Remark.objects.filter(room=room, kind=kind, mentioned=person, at__gte=since, withdrawn_at__isnull=True)
    return list(remarks.order_by("-at", "-id"))


def remarks_on_many(
    room: str, kind: str, *, keys: Collection[str] | None = None, place: str | None = ""
) -> dict[str, list[Remark]]:
    """Return the remarks on objects of one kind that were not withdrawn, by key, oldest first. One query.

    Without keys, all objects of the kind; the place is a part of the objects, and None stands for every place.
    """
    by_key: dict[str, list[Remark]] = {}
    remarks = Remark.objects.filter(room=room, kind=kind, withdrawn_at__isnull=True)
    remarks = remarks if place is None else remarks.filter(place=place)
    for remark in remarks if keys is None else remarks.filter(object_id__in=keys):
        by_key.setdefault(remark.object_id, []).append(remark)
    return by_key


def own_remark(ref: ObjectRef, *, by: int, place: str = "") -> Remark | None:
    """Return what an account says of an object and did not withdraw; None when it says nothing. One query."""
    remarks = Remark.objects.filter(room=ref.room, kind=ref.kind, object_id=ref.key, place=place, by_id=by)
    return remarks.filter(withdrawn_at__isnull=True).last()
