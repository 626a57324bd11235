"""Documents and photos of a workshop: what is taken, how large, and the consent of those whom a photo shows."""

from typing import Final

from autan.ground.texts.core.labelled import Labelled
from autan.ground.wordings import Sentence

MOST_BYTES: Final = 20_000_000
"""Largest file that is taken, in bytes."""
DOCUMENT_TYPES: Final = {
    "pdf": "application/pdf",
    "odt": "application/vnd.oasis.opendocument.text",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "txt": "text/plain",
    "csv": "text/csv",
}
"""Media type of each document that is taken, by the end of its name."""
PHOTO_ENDINGS: Final = frozenset({"jpg", "jpeg", "png", "webp", "heic", "heif"})
_SIGNATURES = {"pdf": b"%PDF-"} | dict.fromkeys(("odt", "odp", "ods", "docx", "pptx", "xlsx"), b"PK\x03\x04")


class PhotoConsent(Labelled):
    """What those whom a photo shows said; only the first two let it be published."""

    NOBODY = "nobody", "personne de reconnaissable", "nobody recognisable"
    GIVEN = "given", "accord des personnes montrées, noté", "consent of those shown, on record"
    NOT_ASKED = "not_asked", "accord non demandé", "consent not asked"

    @property
    def is_published(self) -> bool:
        """True when everybody may see the photo."""
        return self is not PhotoConsent.NOT_ASKED


def ending_of(name: str) -> str:
    """Return the end of the name of a file, in small letters.

    >>> ending_of("Visite.HEIC"), ending_of("sans")
    ('heic', '')
    """
    _, dot, ending = name.rpartition(".")
    return ending.lower() if dot else ""


def why_refused(name: str, size: int, first_bytes: bytes) -> str:
    """Return why a file is not taken, in French; empty when it is.

    >>> why_refused("plan.pdf", 1000, b"%PDF-1.7"), why_refused("jeu.exe", 1000, b"MZ")[:14]
    ('', 'un fichier de ')
    """
    ending = ending_of(name)
    if size > MOST_BYTES:
        return Sentence(
            "ce fichier pèse {megabytes:.0f} Mo : {most_megabytes:.0f} Mo au plus sont pris ; réduisez-le",
            megabytes=size / 1e6,
            most_megabytes=MOST_BYTES / 1e6,
        )
    if ending not in DOCUMENT_TYPES and ending not in PHOTO_ENDINGS:
        taken = ", ".join(sorted([*DOCUMENT_TYPES, *PHOTO_ENDINGS]))
        return Sentence("un fichier de cette sorte n’est pas pris ; ceux-ci le sont : {taken}", taken=taken)
    signature = _SIGNATURES.get(ending, b"")
    if not first_bytes.startswith(signature):
        return Sentence("ce fichier porte l’extension {ending}, mais n’en est pas un", ending=ending)
    return ""
