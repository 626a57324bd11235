"""Notes of workshops as texts to be coded: what was said there is counted apart, never as an answer to a survey.

Here, as this room knows both workshops and coding. A note that was withdrawn has no words left, and is not offered.
"""

from django.db.models import Count, Q

from autan.cooperation.workshops.core.formats import Moment
from autan.cooperation.workshops.core.notes import NoteKind
from autan.cooperation.workshops.core.workshops import WORKSHOP_KIND
from autan.cooperation.workshops.models import Note, Workshop
from autan.evidence.figures.core.codable_texts import AvailableTextSet, CodableKind, CodableText, TextSet
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.codable_texts import TextSource
from autan.evidence.figures.queries.registry import Reader
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Sentence, Text

NOTES = CodableKind(code="workshop-note", label=Sentence("Notes d’ateliers"))
_GROUP = Sentence("Ateliers")


def offer_notes(network: str) -> list[AvailableTextSet]:
    """Return the workshops of a network that have notes. One query."""
    note_count = Count("notes", filter=Q(notes__withdrawn_at__isnull=True))
    workshops = Workshop.objects.filter(network__slug=network).annotate(kept=note_count).filter(kept__gt=0)
    return [
        AvailableTextSet(
            kind=NOTES, address=f"{network}.{workshop.slug}", label=Text(workshop.title, workshop.title), group=_GROUP
        )
        for workshop in workshops
    ]


def read_notes(address: str) -> TextSet | None:
    """Return the notes of a workshop, in the order in which they came, or None. Two queries."""
    workshop = _workshop(address)
    if workshop is None:
        return None
    notes = workshop.notes.filter(withdrawn_at__isnull=True).exclude(text="")
    return TextSet(
        kind=NOTES,
        address=address,
        network=address.partition(".")[0],
        label=Text(workshop.title, workshop.title),
        group=_GROUP,
        period=Period.day(workshop.day) if workshop.day else Period.undated(),
        asked=(),
        texts=tuple(_text(workshop, note) for note in notes),
    )


def find_coded_note(address: str, key: str) -> CodableText | None:
    """Return one note of a workshop, or None. Two queries."""
    workshop = _workshop(address)
    note = workshop and workshop.notes.filter(identifier=key, withdrawn_at__isnull=True).first()
    return _text(workshop, note) if workshop and note else None


def _workshop(address: str) -> Workshop | None:
    network, _, slug = address.partition(".")
    return Workshop.objects.filter(network__slug=network, slug=slug).first()


def _text(workshop: Workshop, note: Note) -> CodableText:
    """A note without who signed it: what is counted is what was said."""
    moment, kind = Moment(note.moment), NoteKind(note.kind)
    title = Sentence.joined(", ", (moment.short, kind.label))
    evidence = EvidenceRef(kind=WORKSHOP_KIND, key=workshop.slug)
    return CodableText(key=note.identifier, kind=NOTES, text=note.text, siren="", title=title, evidence=evidence)


def may_read_notes(reader: Reader, address: str) -> bool:
    """Say whether a reader may read the notes of a workshop: the people of its network, and who attended."""
    workshop = _workshop(address)
    return workshop is not None and reader.has_perm("workshops.read_notes", workshop)


def version_of_notes(address: str) -> str:
    """Return the version of the notes of a workshop, which grows with each. One query."""
    workshop = _workshop(address)
    return str(workshop.notes_version) if workshop else ""


NOTE_TEXTS = TextSource(
    kind=NOTES,
    offer=offer_notes,
    read=read_notes,
    find=find_coded_note,
    may_read=may_read_notes,
    version=version_of_notes,
)
