"""What the room holds of a person: workshops attended, notes signed with the name of the account."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from autan.cooperation.workshops.models import Attendee, Note
from autan.ground.extension_points import DataSubject
from autan.people.accounts.models import Person


def export_attendance(subject: DataSubject) -> Sequence[Mapping[str, Any]]:
    """Return the workshops that somebody attended, and the notes signed with the name of the account. Three queries."""
    person = Person.objects.filter(pk=subject.person or 0).first()
    if person is None:
        return []
    attended = Attendee.objects.filter(person=person).select_related("workshop")
    notes = Note.objects.filter(author=person.name).select_related("workshop")
    return [
        *(
            {"workshop": each.workshop.slug, "name": each.name, "as": each.kind, "organisation": each.organisation}
            for each in attended
        ),
        *(
            {"workshop": note.workshop.slug, "note": note.text, "at": timezone.localdate(note.written_at).isoformat()}
            for note in notes
        ),
    ]
