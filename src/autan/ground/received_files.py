"""Files that people give: what is taken, how large, under which name; photos are drawn again, damage is refused."""

import hashlib
import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from autan.ground.errors import AutanError, DomainError, Fault, ImportFileError
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
LONGEST_SIDE: Final = 1600
"""Longest side of a photo that is kept, in pixels."""
_QUALITY = 82


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedFile:
    """A file as it is kept; a photo is a JPEG, without the position or the device that its file told."""

    name: str
    media_type: str
    is_photo: bool
    data: bytes
    sha256: str


def receive(name: str, data: bytes) -> ReceivedFile:
    """Return a file as it is kept, without the folders of its name.

    Raises DomainError: it is too heavy, of a kind that is not taken, or a photo that cannot be read.
    """
    if refusal := why_refused(name, len(data), data[:8]):
        raise DomainError(refusal)
    ending = ending_of(name)
    is_photo = ending in PHOTO_ENDINGS
    content = redraw_photo(data) if is_photo else data
    base_name = name.replace("\\", "/").rpartition("/")[2].replace('"', "").replace("\0", "")[-160:]
    return ReceivedFile(
        name=f"{base_name.rpartition('.')[0]}.jpg" if is_photo else base_name,
        media_type="image/jpeg" if is_photo else DOCUMENT_TYPES[ending],
        is_photo=is_photo,
        data=content,
        sha256=hashlib.sha256(content).hexdigest(),
    )


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
        accepted = ", ".join(sorted([*DOCUMENT_TYPES, *PHOTO_ENDINGS]))
        return Sentence("un fichier de cette sorte n’est pas pris ; ceux-ci le sont : {taken}", taken=accepted)
    signature = _SIGNATURES.get(ending, b"")
    if not first_bytes.startswith(signature):
        return Sentence("ce fichier porte l’extension {ending}, mais n’en est pas un", ending=ending)
    return ""


def redraw_photo(data: bytes) -> bytes:
    """Return a photo as JPEG, turned as it was held, at most 1600 pixels on its longest side, without any tag.

    Raises DomainError: the data hold no photo that can be read, or one of more than 89 million pixels.
    """
    from pi_heif import register_heif_opener
    from PIL import Image, ImageOps, UnidentifiedImageError

    register_heif_opener()
    too_many_points = (Image.DecompressionBombWarning, Image.DecompressionBombError)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data)) as photo:
                image = ImageOps.exif_transpose(photo).convert("RGB")
    except too_many_points as error:
        raise DomainError("cette photo a plus de 89 millions de points\u00a0: réduisez-la") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise DomainError("ce fichier n’est pas une photo que l’on sait lire") from error
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    bare = Image.new("RGB", image.size)
    bare.paste(image)
    stream = io.BytesIO()
    bare.save(stream, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return stream.getvalue()


@contextmanager
def refuse_damage(file: str, expected: str) -> Iterator[None]:
    """Refuse a file, as not what is expected, where the library that reads it stops.

    Raises ImportFileError: the library stopped, or the file was refused inside for what it holds.
    """
    try:
        yield
    except AutanError:
        raise
    except Exception as error:  # of a damaged file a library may raise anything
        raise ImportFileError(file, [Fault(expected=expected)]) from error
