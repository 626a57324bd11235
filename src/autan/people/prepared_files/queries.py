"""The only readers of prepared files: each person her own."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from autan.ground.errors import UnknownError
from autan.ground.extension_points import DataSubject
from autan.ground.registry import registered
from autan.people.accounts.models import Person
from autan.people.journal.queries import published_version
from autan.people.prepared_files.core import KEPT, FileMaker, FileProgress, KeptAnswer
from autan.people.prepared_files.models import PreparedFile, answers_folder


def maker_of(kind: str) -> FileMaker:
    """Return what makes files of a kind."""
    return next(maker for maker in registered(FileMaker) if maker.kind == kind)


def answer_path(*query: object) -> Path:
    """Return where the answer to what is asked is kept, while nothing that is published changes. One query."""
    state = hashlib.sha256(published_version().encode()).hexdigest()[:16]
    return answers_folder() / state / hashlib.sha256(repr(query).encode()).hexdigest()[:40]


def kept_answer(path: Path) -> KeptAnswer | None:
    """Return an answer that was kept; None when it was not made yet."""
    try:
        return KeptAnswer.read(path.read_bytes())
    except (OSError, ValueError):
        return None


def own_files(person: Person, *, now: datetime) -> Sequence[PreparedFile]:
    """Return the files that a person asked for and that are still given, newest first. One query."""
    return list(PreparedFile.objects.filter(by=person, asked_at__gt=now - KEPT))


def get_own_file(person: Person, key: UUID, *, now: datetime) -> PreparedFile:
    """Return a file of a person. One query."""
    prepared_file = PreparedFile.objects.filter(by=person, key=key, asked_at__gt=now - KEPT).first()
    if prepared_file is None:
        raise UnknownError("ce fichier n’est plus là\u00a0: un fichier préparé est gardé un jour")
    return prepared_file


def progress_of(file: PreparedFile) -> FileProgress:
    """Return how far the making of a file is. No query."""
    try:
        reported_at = datetime.fromtimestamp(file.progress_path.stat().st_mtime, tz=UTC)
        done, total, size = map(int, file.progress_path.read_text().split())
    except (OSError, ValueError):  # not begun, over, or being written at this instant
        return FileProgress(reported_at=file.reported_at, size=file.size)
    return FileProgress(done=done, total=total, size=size, reported_at=reported_at)


def export_files(subject: DataSubject) -> Sequence[Mapping[str, Any]]:
    """Return what is held of the files that somebody asked for."""
    files = PreparedFile.objects.filter(by=subject.person or 0)
    return [{"name": file.name, "asked_at": file.asked_at, "state": file.state} for file in files]
