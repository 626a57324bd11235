"""The only writers of prepared files: asked for on a page, made by the queue, swept after a day."""

import shutil
import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from django.tasks import task
from django.utils import timezone

from autan.ground.errors import AutanError
from autan.ground.extension_points import DataSubject
from autan.ground.whole_files import whole_file
from autan.ground.wordings import Sentence, Text
from autan.people.accounts.models import Person
from autan.people.journal.actions import acting
from autan.people.journal.core import ObjectRef
from autan.people.prepared_files.core import KEPT, FileState, KeptAnswer, settle_state
from autan.people.prepared_files.models import PreparedFile, answers_folder, files_folder
from autan.people.prepared_files.queries import maker_of, progress_of

QUEUE = "files"
_REPORT_EVERY_S = 1.0
_MOST_ANSWER_BYTES = 300_000_000
_BROKEN = Sentence("le fichier n’a pas pu être fait ; qui tient le site en a la trace")


def ask_for_file(
    *, by: Person, kind: str, fields: Mapping[str, Any], title: Text, name: str, network: str = ""
) -> PreparedFile:
    """Have a large file made; the same one asked for twice is made once while it waits.

    It is given to nobody but who asks; `kind` says which of the registered makers makes it, of what is `fields`.
    """
    scope = maker_of(kind).scope(by, fields)
    with acting(by=by, act="ask_for_file") as act:
        now = timezone.now()
        waiting = PreparedFile.objects.filter(
            by=by, kind=kind, asked=dict(fields), scope=scope, asked_at__gt=now - KEPT
        )
        for file in waiting:
            if settle_state(FileState(file.state), reported_at=progress_of(file).reported_at, now=now).is_open:
                return file
        record = PreparedFile.objects.create(
            by=by, kind=kind, asked=dict(fields), scope=scope, title_fr=title.fr, title_en=title.en, name=name
        )
        act.record(
            ObjectRef("prepared_files", "file", str(record.pk)),
            summary=f"Fichier demandé\u00a0: {name}",
            network=network,
        )
        make_file.enqueue(record.pk)
    return record


@task(queue_name=QUEUE)
def make_file(pk: int) -> str:
    """Make a file: what the queue runs. One that was begun already, or swept, is left."""
    waiting = PreparedFile.objects.filter(pk=pk, state=FileState.WAITING)
    if not waiting.update(state=FileState.MAKING.value, reported_at=timezone.now()):
        return ""
    file = PreparedFile.objects.select_related("by").get(pk=pk)
    problem: str = _BROKEN
    state = FileState.FAILED  # whatever breaks is told on the page; its trace goes to the log
    try:
        _write(file)
        state, problem = FileState.READY, ""
    except AutanError as error:
        problem = str(error)[:300]
    finally:
        for path in (file.path.with_suffix(".part"), file.progress_path):
            path.unlink(missing_ok=True)
        file.state, file.error, file.reported_at = state.value, problem, timezone.now()
        file.save(update_fields=["state", "error", "size", "reported_at"])
    return file.name


def _write(file: PreparedFile) -> None:
    """Write the pieces beside, then put them in place; say how far it is, once a second at most."""
    reported_at = 0.0

    def report(done: int, total: int) -> None:
        nonlocal reported_at
        if time.monotonic() - reported_at > _REPORT_EVERY_S or 0 < total == done:
            reported_at = time.monotonic()
            file.progress_path.write_text(f"{done} {total} {file.size}")

    files_folder().mkdir(mode=0o700, exist_ok=True)
    part = file.path.with_suffix(".part")
    part.touch(mode=0o600)
    with part.open("wb") as out:
        for piece in maker_of(file.kind).make(file.by, file.asked, report):
            file.size += out.write(piece)
            report(0, 0)
    part.rename(file.path)


def keep_answer(path: Path, answer: KeptAnswer) -> None:
    """Keep an answer that anybody may read, in the place that `answer_path` gave; a disk that refuses costs time alone.

    Those of other states of the data go, and the oldest ones when there are too many.
    """
    with suppress(OSError):
        with whole_file(path) as file:
            file.write(answer.written())
        for folder in answers_folder().iterdir():
            if folder != path.parent:
                shutil.rmtree(folder, ignore_errors=True)
        left = _MOST_ANSWER_BYTES
        for answer_file in sorted(path.parent.iterdir(), key=lambda file: file.stat().st_mtime, reverse=True):
            left -= answer_file.stat().st_size
            if left < 0:
                answer_file.unlink(missing_ok=True)


def forget_answers() -> None:
    """Delete every answer that was kept."""
    shutil.rmtree(answers_folder(), ignore_errors=True)


def erase_files(subject: DataSubject) -> int:
    """Delete the files that somebody asked for, and all that may name her: files of others, answers that are kept.

    What was made for others is asked for again.
    """
    forget_answers()
    own = PreparedFile.objects.filter(by=subject.person or 0)
    count = own.count()
    for file in own | PreparedFile.objects.filter(state=FileState.READY):
        file.path.unlink(missing_ok=True)
        file.delete()
    return count


def purge_files(*, now: datetime, dry_run: bool) -> int:
    """Delete the files that were asked for more than a day ago, and bytes that no row tells of any more."""
    old = PreparedFile.objects.filter(asked_at__lte=now - KEPT)
    count = old.count()
    if not dry_run:
        forget_answers()
        old.delete()
        file_keys = {file.key.hex for file in PreparedFile.objects.only("key")}
        for path in files_folder().glob("*"):
            if path.stem not in file_keys:
                path.unlink(missing_ok=True)
    return count
