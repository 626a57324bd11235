"""Takes a name out of workshops: attendees, signatures of notes, minutes; the counts stay."""

from autan.cooperation.minutes.actions.personal import REMOVED_NAME
from autan.cooperation.minutes.actions.personal import remove_name as remove_from_minutes
from autan.cooperation.workshops.actions.workshops import REFUSAL
from autan.cooperation.workshops.models import Attendee, Note, Workshop
from autan.ground.extension_points import DataSubject
from autan.people.individuals.actions import individual_named
from autan.people.individuals.models import ERASED_NAME
from autan.people.journal.actions import Actor, acting, forget_name


def remove_name(*, by: Actor | None, workshop: Workshop, name: str) -> int:
    """Take the name of somebody, with or without an account, out of a workshop: its attendees, notes and minutes."""
    permission, words = "workshops.keep_workshop", " ".join(name.split())
    with acting(by=by, act="remove_name", permission=permission, on=workshop, refusal=REFUSAL) as act:
        if not words:
            return 0
        count, _rows = workshop.attendees.filter(name__iexact=words).delete()
        notes = workshop.notes.filter(signed_by__name__iexact=words)
        keys = list(notes.values_list("identifier", flat=True))
        count += notes.update(signed_by=None, version=workshop.notes_version)
        for note in workshop.notes.filter(text__contains=words):
            note.text, count = note.text.replace(words, REMOVED_NAME), count + 1
            note.save(update_fields=["text"])
        count += workshop.files.filter(made_by__name__iexact=words).update(made_by=individual_named(ERASED_NAME))
        count += remove_from_minutes(words, meetings=[workshop.ref])
        count += forget_name(name=words, network=workshop.network.slug, keys=keys)
        act.record(workshop.ref, summary="Nom retiré à la demande d’une personne", network=workshop.network.slug)
    return count


def erase_attendance(subject: DataSubject) -> int:
    """Take somebody out of those who attended, by the account or a name of her own, and the name from notes."""
    attended = Attendee.objects.filter(person=subject.person or 0)
    named = Attendee.objects.filter(person__isnull=True, name__in=subject.names)
    count = sum(attendees.delete()[0] for attendees in (attended, named))
    signed = Note.objects.filter(signed_by__person__isnull=True, signed_by__name__in=subject.names)
    return count + signed.update(signed_by=None)
