"""A note as it comes from a page or a phone."""

from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from autan.cooperation.workshops.core.formats import Moment, TransferDirection
from autan.cooperation.workshops.core.notes import NoteInput, NoteKind
from autan.ground.errors import DomainError


def read_note(sent: Mapping[str, str]) -> NoteInput:
    """Return the note that a form or a script sent; one without a readable time was written now.

    Raises:
        DomainError: its moment, its kind or its direction is none of the lists.
    """
    direction = sent.get("direction", "")
    try:
        return NoteInput(
            identifier=sent.get("id", "").lower(),
            moment=Moment(sent.get("moment", "")),
            kind=NoteKind(sent.get("kind", "")),
            text=sent.get("text", ""),
            author=sent.get("author", ""),
            written_at=_moment_of(sent.get("at", "")),
            direction=TransferDirection(direction) if direction else None,
        )
    except ValueError as error:
        raise DomainError("une note dit son temps de l’atelier et sa sorte") from error


def _moment_of(text: str) -> datetime:
    """When a note was written, by the clock of the phone; now when it is not readable or in the future."""
    now = timezone.now()
    try:
        given = parse_datetime(text)
    except ValueError:
        return now
    return given if given is not None and timezone.is_aware(given) and given <= now else now
