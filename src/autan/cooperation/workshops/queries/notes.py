"""The only readers of notes."""

from django.db.models import QuerySet

from autan.cooperation.workshops.models import Note, Workshop
from autan.ground.errors import known
from autan.ground.texts.core.notation import read_whole


def _notes(workshop: Workshop) -> QuerySet[Note]:
    return workshop.notes.select_related("group")


def kept_notes(workshop: Workshop) -> list[Note]:
    """Return the notes of a workshop that were not withdrawn, in the order in which they came. One query."""
    return list(_notes(workshop).filter(withdrawn_at__isnull=True))


def withdrawn_notes(workshop: Workshop) -> list[Note]:
    """Return the traces of the notes that were withdrawn. One query."""
    return list(workshop.notes.filter(withdrawn_at__isnull=False))


def notes_since(workshop: Workshop, version: int) -> list[Note]:
    """Return the notes that changed after a version, oldest change first, those withdrawn among them. One query."""
    return list(_notes(workshop).filter(version__gt=version).order_by("version", "id"))


def find_note(workshop: Workshop, key: int) -> Note:
    """Return a note of a workshop. One query.

    Raises:
        UnknownError: it has no such note.
    """
    note = known(_notes(workshop).filter(pk=key).first(), "aucune note {key} dans cet atelier", key=key)
    note.workshop = workshop
    return note


def find_notes(workshop: Workshop, keys: list[str]) -> list[Note]:
    """Return the notes of a workshop that were not withdrawn, among some numbers. One query."""
    wanted = [number for key in keys if (number := read_whole(key)) is not None]
    return list(_notes(workshop).filter(pk__in=wanted, withdrawn_at__isnull=True))
