"""The only writers of workshops: keep one whole, write down who attended, begin its minutes, take a name out."""

import secrets
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date

from django.db.models import F

from autan.cooperation.minutes.actions.minutes import start_minutes
from autan.cooperation.minutes.actions.personal import REMOVED_NAME
from autan.cooperation.minutes.actions.personal import remove_name as remove_from_minutes
from autan.cooperation.minutes.models import Minutes
from autan.cooperation.workshops.core.formats import AttendeeKind, WorkshopStatus, check_format, check_status
from autan.cooperation.workshops.core.notes import draft_text
from autan.cooperation.workshops.core.workshops import WorkshopHeading
from autan.cooperation.workshops.models import Attendee, Note, Workshop
from autan.cooperation.workshops.queries import kept_notes
from autan.ground.descriptions.core.documents import fill_columns
from autan.ground.errors import ConflictError, DomainError
from autan.ground.extension_points import DataSubject
from autan.ground.texts.language import FRENCH, in_language
from autan.people.accounts.models import Person
from autan.people.individuals.actions import individual_named
from autan.people.individuals.models import ERASED_NAME
from autan.people.journal.actions import Actor, acting, forget_name
from autan.people.journal.core import without_name
from autan.plans.projects.models import Project
from autan.territories.networks.models import Network, Territory

REFUSAL = "seuls l’hôte, les copilotes et la coordination du réseau tiennent cet atelier"
_MOST_NAME = 120


def start_workshop(*, by: Actor | None, network: Network, heading: WorkshopHeading, today: date) -> Workshop:
    """Add a workshop to a network, with a link for its participants.

    Raises:
        DomainError: it is not what its format demands, its day contradicts its status, or a place or site is unknown.
    """
    places, sites = _check_heading(heading, today)
    refusal = "seules la coordination du réseau et les personnes de ses membres ouvrent un atelier"
    with acting(by=by, act="start_workshop", permission="workshops.start_workshop", on=network, refusal=refusal) as act:
        if Workshop.objects.filter(slug=heading.slug).exists():
            raise DomainError("un atelier porte déjà ce titre\u00a0: donnez-lui-en un autre, avec le lieu ou l’année")
        workshop = Workshop(slug=heading.slug, network=network, link_token=secrets.token_urlsafe(16))
        _write(workshop, heading, places, sites)
        act.record(workshop.ref, summary=f"Atelier ajouté : {workshop.title}", network=network.slug)
    return workshop


def change_workshop(
    *, by: Actor | None, workshop: Workshop, heading: WorkshopHeading, today: date, revision: int | None = None
) -> None:
    """Change a workshop, whole.

    Raises:
        ConflictError: somebody changed it since `revision`.
        DomainError: it is not what its format demands, or its day contradicts its status.
    """
    places, sites = _check_heading(heading, today)
    permission = "workshops.keep_workshop"
    with acting(by=by, act="change_workshop", permission=permission, on=workshop, refusal=REFUSAL) as act:
        current = Workshop.objects.select_for_update().get(pk=workshop.pk)
        if revision is not None and current.revision != revision:
            raise ConflictError("quelqu’un a changé cet atelier entre-temps\u00a0: relisez-le, puis reportez vos mots")
        workshop.revision = current.revision + 1
        _write(workshop, heading, places, sites)
        act.record(workshop.ref, summary=f"Atelier changé : {workshop.title}", network=workshop.network.slug)


def _check_heading(heading: WorkshopHeading, today: date) -> tuple[dict[str, Territory], list[Project]]:
    """Territories by SIREN and sites of a workshop that holds what it should."""
    check_format(
        heading.format,
        sites=len(heading.sites),
        targets=int(heading.target is not None),
        is_documented=heading.is_documented,
    )
    check_status(heading.status, heading.day, today=today, reason=heading.status_reason)
    if not heading.title.strip():
        raise DomainError("un atelier a un titre")
    sirens = {heading.host, *heading.copilots}
    places = {place.siren: place for place in Territory.objects.filter(siren__in=sirens)}
    sites = list(Project.objects.filter(slug__in=heading.sites))
    if len(places) < len(sirens) or len(sites) < len(set(heading.sites)):
        raise DomainError("un atelier est reçu par des territoires suivis ici, et visite des projets d’ici")
    return places, sites


def _write(
    workshop: Workshop, heading: WorkshopHeading, places: dict[str, Territory], sites: Sequence[Project]
) -> None:
    reason = heading.status_reason if heading.status is WorkshopStatus.CANCELLED else ""
    fill_columns(workshop, replace(heading, title=heading.title.strip(), status_reason=reason))
    workshop.host, workshop.year = places[heading.host], heading.year
    workshop.target = asdict(heading.target) if heading.target else None
    workshop.save()
    workshop.copilots.set([places[siren] for siren in heading.copilots])
    workshop.sites.set(sites)


def draft_minutes(*, by: Actor | None, workshop: Workshop) -> Minutes:
    """Begin the minutes of a workshop from its notes, by moment and by group, the starred ones first."""
    if workshop.status != WorkshopStatus.HELD:
        raise DomainError("le compte rendu se commence une fois l’atelier tenu")
    # minutes are in French, whatever the language of whoever begins them
    with in_language(FRENCH):
        text = draft_text([note.as_kept() for note in kept_notes(workshop)])
    return start_minutes(by=by, meeting=workshop.ref, network=workshop.network, title=workshop.title, text=text)


def add_attendee(
    *, by: Actor | None, workshop: Workshop, name: str, kind: AttendeeKind, organisation: str = "", email: str = ""
) -> Attendee:
    """Write down somebody who attended and agrees to be named; a name is written once.

    `email` is that of an account, empty without one.
    """
    name = " ".join(name.replace("\0", "").split())
    if not 0 < len(name) <= _MOST_NAME:
        raise DomainError("une personne présente a un nom")
    email = email.strip()
    person = Person.objects.filter(email__iexact=email).first() if email else None
    if email and person is None:
        raise DomainError("aucun compte n’a cette adresse\u00a0: laissez-la vide, ou créez le compte d’abord")
    permission = "workshops.keep_workshop"
    with acting(by=by, act="add_attendee", permission=permission, on=workshop, refusal=REFUSAL) as act:
        attendee, is_new = Attendee.objects.get_or_create(
            workshop=workshop,
            name=name,
            defaults={"kind": kind.value, "organisation": organisation[:200], "person": person},
        )
        if is_new:
            act.record(workshop.ref, summary="Personne présente inscrite", network=workshop.network.slug)
    return attendee


def remove_name(*, by: Actor | None, workshop: Workshop, name: str) -> int:
    """Take the name of somebody, with or without an account, out of a workshop: its attendees, notes and minutes."""
    permission, words = "workshops.keep_workshop", " ".join(name.split())
    with acting(by=by, act="remove_name", permission=permission, on=workshop, refusal=REFUSAL) as act:
        if not words:
            return 0
        count, _rows = workshop.attendees.filter(name__iexact=words).delete()
        # a new version, so that screens that follow the notes drop the name too
        version = next_version(workshop).notes_version
        count += workshop.notes.filter(signed_by__name__iexact=words).update(signed_by=None, version=version)
        for note in workshop.notes.exclude(text=""):
            text = without_name(note.text, words, REMOVED_NAME)
            if text != note.text:
                note.text, note.version, count = text, version, count + 1
                note.save(update_fields=["text", "version"])
        count += workshop.files.filter(made_by__name__iexact=words).update(made_by=individual_named(ERASED_NAME))
        count += remove_from_minutes(words, meetings=[workshop.ref])
        count += forget_name(name=words, network=workshop.network.slug, keys=())
        act.record(workshop.ref, summary="Nom retiré à la demande d’une personne", network=workshop.network.slug)
    return count


def next_version(workshop: Workshop) -> Workshop:
    """Move the version of the notes, which locks the row until the end of the act: versions follow one another.

    Returns the workshop with its version and the state of its link, read under the lock. Two queries.
    """
    Workshop.objects.filter(pk=workshop.pk).update(notes_version=F("notes_version") + 1)
    return Workshop.objects.only("notes_version", "opened_at", "closed_at").get(pk=workshop.pk)


def erase_attendance(subject: DataSubject) -> int:
    """Take somebody out of those who attended, by the account or a name of her own, and the name from notes."""
    attended = Attendee.objects.filter(person=subject.person or 0)
    unlinked = Attendee.objects.filter(person__isnull=True, name__in=subject.names)
    count = sum(attendees.delete()[0] for attendees in (attended, unlinked))
    signed = Note.objects.filter(signed_by__person__isnull=True, signed_by__name__in=subject.names)
    return count + signed.update(signed_by=None)
