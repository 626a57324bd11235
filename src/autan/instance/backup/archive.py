"""The file of a backup: a compressed tar whose last member lists the others with their SHA-256, sealed on demand."""

import hashlib
import io
import json
import tarfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO, Any

import pyrage

from autan.ground.errors import AutanError

MANIFEST, ROWS, FILES = "manifest.json", "rows/", "files/"
FORMAT = 1
_SEALED = b"age-encryption.org/"
_BLOCK = 1 << 20


class BackupError(AutanError):
    """A file is no backup, is damaged, or cannot be opened with this passphrase."""

    exit_code = 5


class PassphraseNeededError(BackupError):
    """The backup is encrypted, and no passphrase was given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup holds.

    Attributes:
        made_at: when its database was read, ISO 8601.
        engine: engine that it was read from: `sqlite` or `postgresql`.
        tables: number of rows by table, as `surveys.answer`.
        sums: SHA-256 by member.
        over_limits: rows that one of the engines would refuse, as `journal.remark 12 text`; none in a good backup.
    """

    version: str
    made_at: str
    engine: str
    migrations: list[list[str]]
    tables: dict[str, int] = field(default_factory=dict)
    sums: dict[str, str] = field(default_factory=dict)
    over_limits: list[str] = field(default_factory=list)


class Packer:
    """Writes members, and keeps their sums."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self.sums: dict[str, str] = {}

    def add(self, name: str, content: IO[bytes], size: int) -> None:
        """Add one member."""
        reader = _SummingReader(content)
        info = tarfile.TarInfo(name)
        info.size, info.mode = size, 0o600
        try:
            self._tar.addfile(info, reader)
        except OSError as error:
            message = "«\u202f{name}\u202f» n’a pas pu être lu en entier ({value})\u202f; recommencez"
            raise BackupError(message, name=name, value=error) from None
        self.sums[name] = reader.sum.hexdigest()

    def finish(self, manifest: Manifest) -> None:
        """Add the manifest, last."""
        written = {name: getattr(manifest, name) for name in Manifest.__slots__} | {"format": FORMAT}
        data = json.dumps(written, indent=1).encode()
        info = tarfile.TarInfo(MANIFEST)
        info.size, info.mode = len(data), 0o600
        self._tar.addfile(info, io.BytesIO(data))


class _SummingReader:
    """Reads a file, and adds what goes by to a sum."""

    def __init__(self, inner: IO[bytes]) -> None:
        self._inner = inner
        self.sum = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """Read some bytes."""
        block = self._inner.read(size)
        self.sum.update(block)
        return block


def seal(path: Path, passphrase: str) -> None:
    """Encrypt a file in place, in the format of age: `age -d` opens it too. The file is held in memory."""
    path.write_bytes(pyrage.passphrase.encrypt(path.read_bytes(), passphrase))


@contextmanager
def unsealed(path: Path, passphrase: str) -> Iterator[Callable[[], AbstractContextManager[tarfile.TarFile]]]:
    """Give what opens a backup, as often as it is read: a passphrase takes seconds to try, and is tried once.

    Raises BackupError: it is no backup, is damaged, or has another passphrase.
    """
    with path.open("rb") as file:
        source: IO[bytes] = file
        if file.read(len(_SEALED)) == _SEALED:
            if not passphrase:
                raise PassphraseNeededError("cette sauvegarde est chiffrée\u00a0: donnez sa phrase secrète")
            file.seek(0)
            source = io.BytesIO(_unseal(file.read(), passphrase))
        yield partial(_open_archive, source, path.name)


@contextmanager
def opened(path: Path, passphrase: str) -> Iterator[tarfile.TarFile]:
    """Open a backup that is read once; refuses as `unsealed`."""
    with unsealed(path, passphrase) as opening, opening() as tar:
        yield tar


@contextmanager
def _open_archive(source: IO[bytes], name: str) -> Iterator[tarfile.TarFile]:
    source.seek(0)
    try:
        with tarfile.open(fileobj=source, mode="r:gz") as tar:
            yield tar
    except (tarfile.TarError, EOFError, OSError) as error:
        message = "«\u202f{name}\u202f» n’est pas une sauvegarde, ou est abîmé ({value})"
        raise BackupError(message, name=name, value=error) from None


def _unseal(data: bytes, passphrase: str) -> bytes:
    try:
        return bytes(pyrage.passphrase.decrypt(data, passphrase))
    except pyrage.DecryptError:
        raise BackupError("la phrase secrète n’est pas la bonne, ou la sauvegarde est abîmée") from None


def verify(tar: tarfile.TarFile) -> Manifest:
    """Read a backup whole, and hold each member against its sum."""
    sums: dict[str, str] = {}
    manifest: dict[str, Any] = {}
    for member in tar:
        content = tar.extractfile(member)
        if content is None or not _is_tame(member.name):
            message = "membre inattendu dans la sauvegarde\u00a0: «\u202f{name}\u202f»"
            raise BackupError(message, name=member.name)
        if member.name == MANIFEST:
            manifest = json.loads(content.read())
            continue
        digest = hashlib.sha256()
        while block := content.read(_BLOCK):
            digest.update(block)
        sums[member.name] = digest.hexdigest()
    if manifest.get("format") != FORMAT:
        raise BackupError("ce n’est pas une sauvegarde d’Autan, ou d’une version que celle-ci ne lit pas")
    if different := sorted(name for name in sums | manifest["sums"] if sums.get(name) != manifest["sums"].get(name)):
        message = "la sauvegarde est abîmée\u00a0: {items}"
        raise BackupError(message, items=", ".join(different[:5]))
    return Manifest(**{name: manifest[name] for name in Manifest.__slots__ if name in manifest})


def _is_tame(name: str) -> bool:
    """Refuse a name that would leave the folder it is written to."""
    return not name.startswith("/") and ".." not in name.split("/") and name.startswith((MANIFEST, ROWS, FILES))
