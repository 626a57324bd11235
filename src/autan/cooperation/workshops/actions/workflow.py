"""What becomes of a workshop, of the link of its participants, of a note and of a file: their tables of transitions."""

from operator import attrgetter

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from autan.cooperation.minutes.actions.workflow import MINUTES
from autan.cooperation.minutes.queries import minutes_of
from autan.cooperation.workshops.actions.notes import note_ref
from autan.cooperation.workshops.actions.workshops import REFUSAL, next_version
from autan.cooperation.workshops.core.formats import WorkshopStatus
from autan.cooperation.workshops.models import AttendanceRecord, Note, Workshop, WorkshopFile
from autan.cooperation.workshops.queries import find_file, find_note, find_workshop
from autan.evidence.figures.core.sources import refs_as_json
from autan.ground.errors import DomainError
from autan.ground.wordings import Sentence
from autan.people.workflows.actions import GONE, Step, Transition, Workflow, at_that_moment, by_whom, take

_MOST_ATTENDING, _MOST_REASON = 100_000, 300
_KEEPS = "workshops.keep_workshop"
_NOT_HELD = Sentence("les présences se comptent une fois l’atelier tenu")
_WITHDRAWN = Sentence("cette note est déjà retirée")


def _count(step: Step[Workshop]) -> int:
    counts = step.fields["counts"]
    if any(not 0 <= count.count <= _MOST_ATTENDING for count in counts):
        raise DomainError("un nombre de présents est un nombre entier, de 0 à 100 000")
    step.row.counts.all().delete()
    AttendanceRecord.objects.bulk_create(
        AttendanceRecord(
            workshop=step.row, kind=count.kind.value, count=count.count, evidence=refs_as_json(count.evidence)
        )
        for count in counts
    )
    return sum(count.count for count in counts)


def _refuse_documented(step: Step[Workshop]) -> None:
    if step.row.evidence:
        raise DomainError("un atelier qu’une source documente ne s’efface pas")


def _erase_minutes(step: Step[Workshop]) -> None:
    if minutes := minutes_of(step.row.ref):
        take(MINUTES, "discard_minutes", minutes, by=step.act.by, at=step.at)


def _goes_with(workshop: Workshop) -> list[str]:
    notes, files, people = workshop.notes.count(), workshop.files.count(), workshop.attendees.count()
    lines = [
        ngettext("%(n)d note", "%(n)d notes", notes) % {"n": notes},
        ngettext("%(n)d document ou photo", "%(n)d documents et photos", files) % {"n": files},
        ngettext("%(n)d personne présente inscrite", "%(n)d personnes présentes inscrites", people) % {"n": people},
    ]
    return [*lines, gettext("le brouillon de son compte rendu")] if minutes_of(workshop.ref) else lines


WORKSHOP: Workflow[Workshop] = Workflow(
    name="workshops.workshop",
    state="status",
    right=_KEEPS,
    refusal=REFUSAL,
    find=lambda _reader, slug: find_workshop(slug),
    transitions=(
        Transition(
            name="record_attendance",
            begins={"held"},
            refusals={"planned": _NOT_HELD, "cancelled": _NOT_HELD},
            effect=_count,
            journal="Présences comptées : {result}",
            done=_("Les présences sont comptées."),
        ),
        Transition(
            name="erase_workshop",
            begins={"planned", "held", "cancelled"},
            ends=GONE,
            right="workshops.erase_workshop",
            refusal="seule la coordination du réseau efface un atelier",
            guard=_refuse_documented,
            effect=_erase_minutes,
            journal="Atelier effacé : {row.title}",
            done=_("L’atelier est effacé."),
            label=_("Effacer cet atelier"),
            tells=_goes_with,
            leads=lambda workshop: reverse("workshops:network", args=[workshop.network.slug]),
        ),
    ),
)


def _link_state(workshop: Workshop) -> str:
    if workshop.takes_notes:
        return "open"
    return "closed" if workshop.closed_at else "unopened"


def _refuse_cancelled(step: Step[Workshop]) -> None:
    if step.row.status == WorkshopStatus.CANCELLED:
        raise DomainError("un atelier annulé ne prend pas de notes")


NOTES: Workflow[Workshop] = Workflow(
    name="workshops.notes",
    state=_link_state,
    right=_KEEPS,
    refusal=REFUSAL,
    find=WORKSHOP.find,
    ref=WORKSHOP.ref_of,
    page=WORKSHOP.page_of,
    transitions=(
        Transition(
            name="open_notes",
            begins={"unopened", "closed"},
            ends="open",
            guard=_refuse_cancelled,
            sets={"opened_at": lambda step: step.row.opened_at or step.at, "closed_at": None, "closed_by": None},
            journal="Prise de notes ouverte",
            done=_("La prise de notes est ouverte."),
            label=lambda row: _("Rouvrir la prise de notes") if row.closed_at else _("Ouvrir la prise de notes"),
            sent="open",
        ),
        Transition(
            name="close_notes",
            begins={"open"},
            ends="closed",
            refusals={
                "closed": "déjà clos par {closed_by_name}, le {closed_at}\u00a0: rien n’a changé",
                "unopened": "cet atelier n’a pas été ouvert aux notes",
            },
            sets={"closed_at": at_that_moment, "closed_by_id": by_whom},
            journal="Prise de notes close",
            done=_("La prise de notes est close."),
            label=_("Clore la prise de notes"),
            sent="close",
        ),
    ),
)


def _next_version(step: Step[Note]) -> int:
    return next_version(step.row.workshop).notes_version


NOTE: Workflow[Note] = Workflow(
    name="workshops.note",
    state=lambda note: "withdrawn" if note.withdrawn_at else "kept",
    right=_KEEPS,
    refusal=REFUSAL,
    find=lambda _reader, slug, key: find_note(find_workshop(slug), key),
    of=attrgetter("workshop"),
    ref=note_ref,
    page=lambda note: reverse("workshops:notes", args=[note.workshop.slug]),
    transitions=(
        Transition(
            name="mark_note_essential",
            refusals={"withdrawn": _WITHDRAWN},
            sets={"is_starred": lambda step: step.fields["is_starred"], "version": _next_version},
            journal=lambda step: "Note retenue" if step.row.is_starred else "Note qui n’est plus retenue",
        ),
        Transition(
            name="withdraw_note",
            ends="withdrawn",
            refusals={"withdrawn": _WITHDRAWN},
            needs={"reason": "un retrait dit pourquoi"},
            sets={
                "text": "",
                "signed_by": None,
                "is_starred": False,
                "group": None,
                "withdrawn_at": at_that_moment,
                "withdrawn_by_id": by_whom,
                "withdrawal_reason": lambda step: step.text("reason", _MOST_REASON),
                "version": _next_version,
            },
            journal="Note retirée : {row.withdrawal_reason}",
        ),
    ),
)

FILE: Workflow[WorkshopFile] = Workflow(
    name="workshops.file",
    right=_KEEPS,
    refusal=REFUSAL,
    find=lambda _reader, slug, key: find_file(find_workshop(slug), key),
    of=attrgetter("workshop"),
    ref=lambda file: file.workshop.ref,
    page=lambda file: WORKSHOP.page_of(file.workshop),
    transitions=(
        Transition(
            name="remove_file", ends=GONE, journal="Fichier retiré : {row.title}", done=_("Le fichier est retiré.")
        ),
    ),
)
