"""One workshop as its page shows it, and as a meeting whose minutes are kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from autan.cooperation.minutes.queries import MinutesHolder
from autan.cooperation.workshops.core.formats import Moment
from autan.cooperation.workshops.core.notes import NoteKind
from autan.cooperation.workshops.core.workshops import StatementKind, WorkshopHeading
from autan.cooperation.workshops.models import Note, Workshop
from autan.cooperation.workshops.presenters.words import attendance_words, day_words
from autan.cooperation.workshops.queries import find_workshop
from autan.evidence.figures.core.evidence_cards import EvidenceCard
from autan.evidence.figures.queries.registry import Reader, describe_evidence
from autan.ground.texts.language import FRENCH, in_language, words


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementView:
    """What a source states: its words, whether they are quoted, and the source with its lines."""

    text: str
    is_quotation: bool
    kind: str
    cards: tuple[EvidenceCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteGroupView:
    """Notes of one moment under the title that the facilitator gave them; empty for those outside any group."""

    title: str
    notes: Sequence[Note]


@dataclass(frozen=True, slots=True, kw_only=True)
class MomentView:
    """One moment: its place, its question, what sources state of it, its notes by group."""

    code: str
    rank: int
    short: str
    question: str
    statements: tuple[StatementView, ...] = ()
    groups: tuple[NoteGroupView, ...] = ()
    count: int = 0


def stated_moments(heading: WorkshopHeading, reader: Reader) -> list[MomentView]:
    """Give the three moments with what sources state of each."""
    refs = [ref for statement in heading.statements for ref in statement.evidence]
    cards = describe_evidence(refs, reader=reader)
    views = []
    for moment in Moment:
        statement_views = tuple(
            StatementView(
                text=words(statement.text),
                is_quotation=statement.kind is StatementKind.QUOTATION,
                kind=words(statement.kind.label),
                cards=tuple(card for ref in statement.evidence if (card := cards.get(ref))),
            )
            for statement in heading.statements
            if statement.moment is moment
        )
        views.append(_moment(moment, statements=statement_views))
    return views


def noted_moments(notes: Sequence[Note]) -> list[MomentView]:
    """Give the three moments with their notes: groups by title, then those outside any; the starred first."""
    views = []
    for moment in Moment:
        moment_notes = [note for note in notes if note.moment == moment.value]
        titles = sorted({note.group.title for note in moment_notes if note.group})
        groups = []
        for title in [*titles, ""]:
            own = [note for note in moment_notes if (note.group.title if note.group else "") == title]
            if own:
                groups.append(NoteGroupView(title=title, notes=sorted(own, key=lambda note: not note.is_starred)))
        views.append(_moment(moment, groups=tuple(groups), count=len(moment_notes)))
    return views


def _moment(moment: Moment, **parts: Any) -> MomentView:
    return MomentView(
        code=moment.value, rank=moment.rank, short=words(moment.short), question=words(moment.label), **parts
    )


def note_objects(notes: Sequence[Note]) -> list[dict[str, Any]]:
    """Give notes as the pages that follow them read them."""
    return [
        {
            "id": note.identifier,
            "key": note.pk,
            "moment": note.moment,
            "kind": words(NoteKind(note.kind).label),
            "text": note.text,
            "author": note.author,
            "at": note.written_at.isoformat(),
            "group": note.group.title if note.group else "",
            "starred": note.is_starred,
            "withdrawn": note.withdrawn_at is not None,
        }
        for note in notes
    ]


def minutes_heading(workshop: Workshop) -> Sequence[tuple[str, str]]:
    """Give the lines above the text of the minutes of a workshop, in French; those that are empty are left out."""
    heading = workshop.as_core()
    with in_language(FRENCH):
        lines = [
            ("Format", words(heading.format.label)),
            ("Date", ", ".join(part for part in (day_words(workshop), workshop.hours) if part)),
            ("Lieu", workshop.place),
            ("Hôte", workshop.host.name),
            ("Copilotes", ", ".join(place.name for place in workshop.copilots.all())),
            ("Site", ", ".join(site.name_fr for site in workshop.sites.all())),
            ("Cible du plan", heading.target.label if heading.target else ""),
            ("Présences", attendance_words(heading)),
            ("Présents, avec leur accord", ", ".join(attendee.name for attendee in workshop.attendees.all())),
        ]
    return [(label, text) for label, text in lines if text]


WORKSHOP_MINUTES = MinutesHolder(
    room="workshops",
    kind="workshop",
    find=find_workshop,
    heading=minutes_heading,
    page=lambda key: reverse("workshops:workshop", kwargs={"slug": key}),
    read="workshops.read_notes",
    amend="workshops.amend_minutes",
    write="workshops.keep_workshop",
)
