"""The only readers of minutes, and the meetings whose minutes are kept."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from autan.cooperation.minutes.core import MinutesPhase
from autan.cooperation.minutes.models import Amendment, Minutes
from autan.evidence.figures.queries.registry import Reader
from autan.ground.errors import known
from autan.ground.extension_points import DataSubject
from autan.ground.registry import registered
from autan.people.journal.core import ObjectRef

# The kinds of meetings whose minutes are kept: how each is found, what heads its minutes, and who may act on it.


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
    """Return how meetings of this kind are found."""
    of_kind = (
        holder for holder in registered(MinutesHolder) if (holder.room, holder.kind) == (meeting.room, meeting.kind)
    )
    return known(next(of_kind, None), "aucune sorte de réunion {room}.{kind}", room=meeting.room, kind=meeting.kind)


# The only readers of minutes.


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesRights:
    """What a reader may do with minutes: ask for an amendment, write; who reads them was asked before."""

    may_amend: bool
    may_write: bool


def _minutes() -> QuerySet[Minutes]:
    return Minutes.objects.select_related("network")


def minutes_of(meeting: ObjectRef) -> Minutes | None:
    """Return the minutes of a meeting; None while there are none. One query."""
    return _minutes().filter(room=meeting.room, kind=meeting.kind, object_id=meeting.key).first()


def may_read_minutes(minutes: Minutes, reader: Reader) -> bool:
    """Say whether a reader reads minutes: those published, or the ones of meetings that are open to that reader."""
    holder = holder_of(minutes.meeting)
    is_published = minutes.current_phase is MinutesPhase.PUBLISHED
    return is_published or reader.has_perm(holder.read, holder.find(minutes.object_id))


def find_minutes(slug: str, *, reader: Reader) -> Minutes:
    """Return minutes. One query, and those of the rights."""
    minutes = _minutes().filter(slug=slug).first()
    readable = minutes if minutes is not None and may_read_minutes(minutes, reader) else None
    return known(readable, "aucun compte rendu «\u202f{slug}\u202f»", slug=slug)


def rights_on(minutes: Minutes, reader: Reader) -> MinutesRights:
    """Return what a reader may do with minutes."""
    holder = holder_of(minutes.meeting)
    meeting = holder.find(minutes.object_id)
    return MinutesRights(
        may_amend=reader.has_perm(holder.amend, meeting), may_write=reader.has_perm(holder.write, meeting)
    )


def amendments_of(minutes: Minutes, *, reader: Reader) -> Sequence[Amendment]:
    """Return the amendments asked for on minutes; none to a reader of only the published text.

    One query, and those of the rights.
    """
    holder = holder_of(minutes.meeting)
    is_member = reader.has_perm(holder.read, holder.find(minutes.object_id))
    return list(minutes.amendments.all()) if is_member else []


def find_amendment(minutes: Minutes, key: int) -> Amendment:
    """Return an amendment asked for on minutes. One query."""
    amendment = minutes.amendments.filter(pk=key).first()
    return known(amendment, "aucun amendement {key}", key=key)


def export_amendments(subject: DataSubject) -> list[dict[str, str]]:
    """Return the amendments that somebody asked for. One query."""
    amendments = Amendment.objects.filter(by=subject.person or 0).select_related("minutes")
    return [
        {
            "minutes": amendment.minutes.slug,
            "on": f"{amendment.at:%Y-%m-%d}",
            "reason": amendment.reason,
            "text": amendment.replacement,
        }
        for amendment in amendments
    ]
