"""Archives (zip) given by a user: sizes, names and XML are checked before anything is believed.

Nothing is ever written to disk: the members are read in memory, up to the size that they declare, and one that holds
more than it declares is refused by its checksum.
"""

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Collection
from pathlib import PurePosixPath
from typing import NoReturn

from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.core.tables import LIMITS, Limits
from autan.ground.wordings import Sentence

ZIP_MARK = b"PK\x03\x04"
MAX_MEMBERS = 2_000
_ENCRYPTED = 0x1
_XML = (".xml", ".rels")
DAMAGES = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, LookupError, OSError, OverflowError, RuntimeError, ValueError),
)
"""What the library raises of a zip that is damaged, wherever it is."""
_DOCTYPE = re.compile(rb"<!DOCTYPE", re.IGNORECASE)
_MARKS = (b"\xff\xfe", b"\xfe\xff")  # of a text in UTF-16, in which a document type would not be seen


def read_archive(
    data: bytes,
    file: str,
    *,
    max_members: int = MAX_MEMBERS,
    limits: Limits = LIMITS,
    accepts: Callable[[str], bool] = bool,
) -> dict[str, bytes]:
    """Return the content of each member of a zip that is wanted, by name.

    Raises ImportFileError: no zip, cut or damaged, ciphered, too large once opened, too many members, a member whose
    name leads out of the archive, or an XML member with a document type.
    """
    if len(data) > limits.max_bytes:
        _refuse(file, Sentence("une archive d’au plus {megabytes}\u00a0Mo", megabytes=limits.max_bytes // 1_000_000))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [info for info in archive.infolist() if not info.is_dir() and accepts(info.filename)]
            _require_safe(members, file, max_members, limits.max_opened_bytes)
            contents = {member.filename: archive.read(member) for member in members}
    except DAMAGES:
        _refuse(file, "une archive zip entière (celle-ci est coupée, abîmée, ou d’une autre sorte)")
    for name, content in contents.items():
        if name.lower().endswith(_XML) and _has_document_type(content):
            _refuse(file, "un fichier sans déclaration de type de document (DTD), refusée par prudence", value=name)
    return contents


def only_file(data: bytes, file: str, endings: Collection[str]) -> tuple[bytes, str]:
    """Return the one file of a zip whose name has one of some endings, and its name.

    Raises ImportFileError: none has, or several have; it says what the archive holds.
    """
    members = read_archive(data, file)
    names = [name for name in members if PurePosixPath(name).suffix.lower() in endings]
    if len(names) != 1:
        expected = Sentence("une archive d’un seul fichier à lire ({endings})", endings=", ".join(sorted(endings)))
        _refuse(file, expected, value=", ".join(members)[:200] or None)
    return members[names[0]], names[0]


def _has_document_type(content: bytes) -> bool:
    """True when an XML opens a document type, wherever it stands; a cell that names one writes it otherwise."""
    # the reader of XML takes UTF-16 too, where the pattern of bytes would miss it
    plain = content.decode("utf-16", errors="ignore").encode() if content.startswith(_MARKS) else content
    return _DOCTYPE.search(plain) is not None


def _require_safe(members: list[zipfile.ZipInfo], file: str, max_members: int, max_opened: int) -> None:
    if len(members) > max_members:
        _refuse(file, Sentence("une archive d’au plus {max_members} fichiers", max_members=max_members))
    if len({member.filename for member in members}) < len(members):
        _refuse(file, "des fichiers qui ont chacun leur nom dans l’archive")
    opened = sum(member.file_size for member in members)
    if opened > max_opened:
        expected = Sentence(
            "une archive d’au plus {megabytes}\u00a0Mo une fois ouverte", megabytes=max_opened // 1_000_000
        )
        _refuse(file, expected, value=f"{opened // 1_000_000}\u00a0Mo")
    for member in members:
        path = PurePosixPath(member.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in member.filename or not path.name:
            _refuse(file, "des noms de fichiers qui restent dans l’archive", value=member.filename)
        if member.flag_bits & _ENCRYPTED:
            _refuse(file, "une archive sans mot de passe", value=member.filename)


def _refuse(file: str, expected: str, *, value: str | None = None) -> NoReturn:
    raise ImportFileError(file, [Fault(value=value, expected=expected)])
