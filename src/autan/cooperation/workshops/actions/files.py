"""The only writer of the documents and photos of a workshop; one is removed in `workflow.py`."""

from dataclasses import dataclass

from autan.cooperation.workshops.actions.workshops import REFUSAL
from autan.cooperation.workshops.core.formats import PhotoConsent
from autan.cooperation.workshops.models import Workshop, WorkshopFile
from autan.ground.received_files import receive
from autan.people.individuals.actions import individual_named
from autan.people.journal.actions import Actor, acting

_PERMISSION = "workshops.keep_workshop"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileInput:
    """A file as it is given: its name, its bytes, its title, who made it, under which terms, and the consent."""

    name: str
    data: bytes
    title: str
    author: str = ""
    licence: str = ""
    consent: PhotoConsent = PhotoConsent.NOT_ASKED


def add_file(*, by: Actor | None, workshop: Workshop, file_input: FileInput) -> WorkshopFile:
    """Keep a document, or a photo drawn again without the position or the device that its file told.

    The same file again is kept once.
    """
    received = receive(file_input.name, file_input.data)
    author = file_input.author.strip()
    with acting(by=by, act="add_file", permission=_PERMISSION, on=workshop, refusal=REFUSAL) as act:
        file = workshop.files.filter(sha256=received.sha256).first()
        if file is not None:
            return file
        workshop_file = WorkshopFile.objects.create(
            workshop=workshop,
            title=file_input.title.strip()[:200] or received.name,
            name=received.name,
            media_type=received.media_type,
            is_photo=received.is_photo,
            made_by=individual_named(author, network=workshop.network.slug) if author else None,
            licence=file_input.licence[:120],
            consent=file_input.consent.value if received.is_photo else PhotoConsent.NOBODY.value,
            size=len(received.data),
            sha256=received.sha256,
            content=received.data,
            added_by_id=act.author_id,
        )
        summary = "Photo ajoutée" if received.is_photo else "Document ajouté"
        act.record(workshop.ref, summary=f"{summary} : {workshop_file.title}", network=workshop.network.slug)
    return workshop_file
