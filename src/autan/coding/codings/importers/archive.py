"""The files inside a project of REFI-QDA: the description of the project, and the texts that it names.

Only these are opened, in memory, up to a bound; sounds, films and images stay closed. Nothing is written to disk.
"""

import io
import lzma
import struct
import zipfile
import zlib
from pathlib import PurePosixPath

from autan.coding.codings.importers.xml_tree import MAX_XML_BYTES, XmlReading
from autan.ground.wordings import Sentence

MAX_TEXT_BYTES = 20_000_000
MAX_OPENED_BYTES = 300_000_000
MAX_MEMBERS = 20_000
_ENCRYPTED = 0x1
_DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, RuntimeError, ValueError)
_PROJECT = "project.qde"
_FOLDER = "sources"


class QdaArchive:
    """A `.qdpx`, or a `project.qde` alone, which has no texts."""

    def __init__(self, data: bytes, reading: XmlReading) -> None:
        """Open the file.

        Raises ImportFileError: damaged, ciphered, too many files, a file whose name leads out of the archive, or two
        files of one name.
        """
        self.reading = reading
        self._data = data
        self._members: dict[str, zipfile.ZipInfo] = {}
        self._sources: dict[str, str] = {}
        self._opened = 0
        self._archive = self._open() if zipfile.is_zipfile(io.BytesIO(data)) or data[:2] == b"PK" else None

    def _open(self) -> zipfile.ZipFile:
        try:
            archive = zipfile.ZipFile(io.BytesIO(self._data))
        except _DAMAGED:
            self.reading.refuse("une archive zip entière (celle-ci est coupée, abîmée, ou d’une autre sorte)")
        members = [member for member in archive.infolist() if not member.is_dir()]
        if len(members) > MAX_MEMBERS:
            self.reading.refuse(Sentence("une archive d’au plus {max_members} fichiers", max_members=MAX_MEMBERS))
        for member in members:
            name = self._safe_name(member)
            if name in self._members:
                self.reading.refuse("des fichiers qui ont chacun leur nom dans l’archive", value=member.filename)
            self._members[name] = member
            _, folder, inside = name.rpartition(f"{_FOLDER}/")
            self._sources.setdefault(inside if folder else name, name)
        if any("Sources" in PurePosixPath(member.filename).parts[:-1] for member in members):
            self.reading.remark(
                "sources_folder_renamed",
                "Dossier « Sources » lu comme « sources ».",
                "Folder “Sources” read as “sources”.",
            )
        return archive

    def _safe_name(self, member: zipfile.ZipInfo) -> str:
        name = member.filename.replace("\\", "/")
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
            self.reading.refuse("des noms de fichiers qui restent dans l’archive", value=member.filename)
        if member.flag_bits & _ENCRYPTED:
            self.reading.refuse("une archive sans mot de passe", value=member.filename)
        return str(path).lower()

    def project(self) -> bytes:
        """The description of the project; `ImportFileError` when the archive holds none."""
        if self._archive is None:
            return self._data
        project_files = [name for name in self._members if name.endswith(".qde")]
        if not project_files:
            self.reading.refuse(
                Sentence("une archive qui contient « {project} »", project=_PROJECT),
                value=", ".join(self._members)[:80],
            )
        return self._read(
            min(project_files, key=lambda name: (not name.endswith(_PROJECT), name.count("/"), name)), MAX_XML_BYTES
        )

    def text(self, path: str) -> bytes | None:
        """Content of the text at a path of the project; None when it is not in the file.

        `internal://` leads to the folder of the sources, whose name may stand in the path once more. No other address
        is ever followed.
        """
        scheme, _, rest = path.rpartition("://")
        name = rest.replace("\\", "/").strip("/").lower().removeprefix(f"{_FOLDER}/")
        if scheme.lower() not in {"", "internal"} or name not in self._sources:
            return None
        return self._read(self._sources[name], MAX_TEXT_BYTES)

    def _read(self, name: str, most: int) -> bytes:
        member = self._members[name]
        self._opened += member.file_size
        if member.file_size > most or self._opened > MAX_OPENED_BYTES:
            self.reading.refuse(
                Sentence("un fichier d’au plus {megabytes}\u00a0Mo une fois ouvert", megabytes=most // 1_000_000),
                value=member.filename,
            )
        try:
            content = self._archive.read(member) if self._archive else b""
        except _DAMAGED:
            self.reading.refuse("une archive zip entière (un fichier en est abîmé)", value=member.filename)
        return content
