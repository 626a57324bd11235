"""The only writer of the documents and photos of a workshop; one is removed in `life.py`."""

import hashlib
from dataclasses import dataclass

from autan.cooperation.workshops.actions.workshops import REFUSAL
from autan.cooperation.workshops.core.files import DOCUMENT_TYPES, PHOTO_ENDINGS, PhotoConsent, ending_of, why_refused
from autan.cooperation.workshops.importers import redraw_photo
from autan.cooperation.workshops.models import Workshop, WorkshopFile
from autan.ground.errors import DomainError
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
    refusal = why_refused(file_input.name, len(file_input.data), file_input.data[:8])
    if refusal:
        raise DomainError(refusal)
    ending = ending_of(file_input.name)
    is_photo = ending in PHOTO_ENDINGS
    data = redraw_photo(file_input.data) if is_photo else file_input.data
    digest = hashlib.sha256(data).hexdigest()
    name = file_input.name.replace("\\", "/").rpartition("/")[2].replace('"', "").replace("\0", "")[-160:]
    author = file_input.author.strip()
    with acting(by=by, act="add_file", permission=_PERMISSION, on=workshop, refusal=REFUSAL) as act:
        file = workshop.files.filter(sha256=digest).first()
        if file is not None:
            return file
        workshop_file = WorkshopFile.objects.create(
            workshop=workshop,
            title=file_input.title.strip()[:200] or name,
            name=f"{name.rpartition('.')[0]}.jpg" if is_photo else name,
            media_type="image/jpeg" if is_photo else DOCUMENT_TYPES[ending],
            is_photo=is_photo,
            made_by=individual_named(author, network=workshop.network.slug) if author else None,
            licence=file_input.licence[:120],
            consent=file_input.consent.value if is_photo else PhotoConsent.NOBODY.value,
            size=len(data),
            sha256=digest,
            content=data,
            added_by_id=act.author_id,
        )
        summary = "Photo ajoutée" if is_photo else "Document ajouté"
        act.record(workshop.ref, summary=f"{summary} : {workshop_file.title}", network=workshop.network.slug)
    return workshop_file
