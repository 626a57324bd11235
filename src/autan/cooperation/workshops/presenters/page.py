"""One workshop in words: its day, its attendance, its page, and how a trace describes it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from autan.cooperation.minutes.queries import MinutesHolder
from autan.cooperation.workshops.core.formats import AttendeeKind, Moment, WorkshopStatus
from autan.cooperation.workshops.core.notes import NoteKind
from autan.cooperation.workshops.core.workshops import (
    SOURCE,
    WORKSHOP_KIND,
    StatementKind,
    WorkshopHeading,
    total_attendance,
)
from autan.cooperation.workshops.models import Note, Workshop
from autan.cooperation.workshops.queries import find_workshop, find_workshop_figure
from autan.evidence.figures.core.evidence_cards import EvidenceCard
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.registry import (
    EvidenceKind,
    FigureSource,
    Reader,
    describe_evidence,
    version_of_rooms,
)
from autan.ground.texts.language import FRENCH, day, in_both_languages, in_language, words
from autan.ground.wordings import Sentence, Text


def day_words(workshop: Workshop) -> str:
    """Say when a workshop is or was: a day, a year, or that it is not known."""
    if workshop.day:
        return day(workshop.day)
    return str(workshop.year) if workshop.year else _("date non renseignée")


def attendance_words(heading: WorkshopHeading) -> str:
    """Say how many attended, then in which capacity; empty when no count is known."""
    total = total_attendance(heading.attendance)
    if total is None:
        return ""
    message = ngettext("%(n)d présence", "%(n)d présences", total) % {"n": total}
    parts = [
        f"{words(count.kind.label)} {count.count}"
        for count in heading.attendance
        if count.kind is not AttendeeKind.NOT_STATED and count.count
    ]
    return f"{message} ({', '.join(parts)})" if parts else message


def target_words(heading: WorkshopHeading) -> str:
    """Say the target or axis; that the source does not name it, for a workshop that a source tells; or nothing."""
    if heading.target:
        return heading.target.label
    return _("la source ne la nomme pas") if heading.is_documented else ""


def status_words(workshop: Workshop) -> str:
    """Say where a workshop stands, why it was cancelled, and that a source tells no more of one it announces."""
    status = WorkshopStatus(workshop.status)
    text = words(status.label)
    if workshop.evidence and status is WorkshopStatus.PLANNED:
        return _("%(status)s\u202f; aucune source lue ici ne dit ce qu’il est devenu") % {"status": text}
    return f"{text}\u00a0: {workshop.status_reason}" if workshop.status_reason else text


def stated_moments(heading: WorkshopHeading, reader: Reader) -> list[dict[str, Any]]:
    """Give the three moments with what sources state of each."""
    refs = [ref for statement in heading.statements for ref in statement.evidence]
    cards = describe_evidence(refs, reader=reader)
    views = []
    for moment in Moment:
        statement_views = tuple(
            {
                "text": words(statement.text),
                "is_quotation": statement.kind is StatementKind.QUOTATION,
                "kind": words(statement.kind.label),
                "cards": tuple(card for ref in statement.evidence if (card := cards.get(ref))),
            }
            for statement in heading.statements
            if statement.moment is moment
        )
        views.append(_moment(moment, statements=statement_views))
    return views


def noted_moments(notes: Sequence[Note]) -> list[dict[str, Any]]:
    """Give the three moments with their notes: groups by title, then those outside any; the starred first."""
    views = []
    for moment in Moment:
        moment_notes = [note for note in notes if note.moment == moment.value]
        titles = sorted({note.group.title for note in moment_notes if note.group})
        groups = []
        for title in [*titles, ""]:
            own = [note for note in moment_notes if (note.group.title if note.group else "") == title]
            if own:
                starred_first = sorted(own, key=lambda note: not note.is_starred)
                groups.append({"title": title, "notes": starred_first})
        views.append(_moment(moment, groups=tuple(groups), count=len(moment_notes)))
    return views


def _moment(moment: Moment, **parts: Any) -> dict[str, Any]:
    """Its code, place, name and question, beside what sources state of it, or its notes by group and their count."""
    code, rank, short, question = moment.value, moment.rank, words(moment.short), words(moment.label)
    return {"code": code, "rank": rank, "short": short, "question": question, **parts}


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


_MADE_UP = Sentence("Atelier inventé, pour essayer.")


def describe_workshops(keys: Sequence[str], _reader: Reader) -> Mapping[str, EvidenceCard]:
    """Describe workshops by their title, day and attendance, all of it public. Four queries."""
    workshops = Workshop.objects.filter(slug__in=keys).select_related("network", "host")
    return {workshop.slug: _card(workshop) for workshop in workshops.prefetch_related("copilots", "sites", "counts")}


def _card(workshop: Workshop) -> EvidenceCard:
    heading = workshop.as_core()

    def summary_line() -> str:
        return ", ".join(part for part in (day_words(workshop), attendance_words(heading)) if part)

    return EvidenceCard(
        ref=EvidenceRef(kind=WORKSHOP_KIND, key=workshop.slug),
        title=Text(workshop.title, workshop.title),
        statement=in_both_languages(summary_line),
        note=_MADE_UP if workshop.network.is_invented else None,
        whole_list=reverse("workshops:workshop", kwargs={"slug": workshop.slug}),
    )


EVIDENCE = (
    EvidenceKind(
        kind=WORKSHOP_KIND, describe=describe_workshops, page=lambda key: reverse("workshops:workshop", args=[key])
    ),
    FigureSource(name=SOURCE, find=find_workshop_figure, version=version_of_rooms("workshops", "territories")),
)
