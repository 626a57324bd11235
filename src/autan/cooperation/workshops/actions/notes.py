"""The only writers of notes: keep one once, group several; what becomes of one is in `workflow.py`."""

from collections.abc import Sequence

from autan.cooperation.workshops.actions.workshops import REFUSAL, next_version
from autan.cooperation.workshops.core.formats import Moment
from autan.cooperation.workshops.core.notes import NoteInput
from autan.cooperation.workshops.models import Note, NoteGroup, Workshop
from autan.ground.errors import DomainError, RuleError
from autan.people.journal.actions import Actor, acting
from autan.people.journal.core import refs_to

_PERMISSION = "workshops.keep_workshop"
_MOST_TITLE = 120
SIGNED_BY_NOBODY = "Participant"
note_ref = refs_to("workshops", "note", "identifier")


class ClosedWorkshopError(RuleError):
    """A note came while the participants’ link is not open."""

    def __init__(self, *, is_over: bool) -> None:
        self.is_over = is_over
        text = (
            "cet atelier est clos\u00a0: il ne prend plus de notes. Votre note reste sur cet appareil\u202f; "
            "donnez-la à qui anime l’atelier"
            if is_over
            else "cet atelier n’est pas encore ouvert\u00a0: vos notes attendent sur cet appareil"
        )
        super().__init__(text)


def keep_note(*, workshop: Workshop, note_input: NoteInput) -> Note:
    """Keep a note that came by the participants’ link, once: the same identifier again answers the note that is kept.

    Raises:
        ClosedWorkshopError: the link is not open, and the note is not kept yet.
        DomainError: the note is empty, too long or unreadable.
    """
    note = note_input.checked()
    signed = note.author or SIGNED_BY_NOBODY
    with acting(by=None, act="keep_note", by_name=signed, network=workshop.network.slug) as act:
        # the lock first: of one note sent twice at once, the second sending finds the first
        current = next_version(workshop)
        for row in Note.objects.filter(workshop=workshop, identifier=note.identifier).order_by():
            return row
        # after what is kept already, so that a phone learns that its note arrived though the link has closed since
        if not current.takes_notes:
            raise ClosedWorkshopError(is_over=current.closed_at is not None)
        row = Note.objects.create(
            workshop=workshop,
            identifier=note.identifier,
            moment=note.moment.value,
            kind=note.kind.value,
            direction=note.direction.value if note.direction else "",
            text=note.text,
            signed_by_id=act.author_id if note.author else None,
            written_at=note.written_at,
            version=current.notes_version,
        )
        act.record(note_ref(row), summary="Note prise", network=workshop.network.slug)
    return row


def group_notes(*, by: Actor | None, workshop: Workshop, notes: Sequence[Note], title: str) -> None:
    """Put notes of one moment together under a title; without a title, take them out of their group."""
    words = " ".join(title.replace("\0", "").split())[:_MOST_TITLE]
    moments = {note.moment for note in notes}
    if len(moments) != 1:
        raise DomainError("un groupe réunit des notes d’un même temps de l’atelier")
    with acting(by=by, act="group_notes", permission=_PERMISSION, on=workshop, refusal=REFUSAL) as act:
        version = next_version(workshop).notes_version
        moment = Moment(next(iter(moments)))
        group = (
            NoteGroup.objects.get_or_create(workshop=workshop, moment=moment.value, title=words)[0] if words else None
        )
        Note.objects.filter(workshop=workshop, pk__in=[note.pk for note in notes]).update(group=group, version=version)
        # a group that lost its last note would stay as an empty heading
        workshop.note_groups.filter(notes__isnull=True).delete()
        text = f"Notes réunies : {words}" if words else "Notes sorties de leur groupe"
        act.record(workshop.ref, summary=text, network=workshop.network.slug)
