"""The writers of the room: files that wait, and the one way in which a file is taken in."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from autan.evidence.imports.core import DECISIONS, SKIPS, Import, Preview, Upload
from autan.evidence.imports.models import PendingImport
from autan.evidence.imports.queries import KEPT_FOR
from autan.ground.errors import ConflictError, ImportFileError
from autan.people.accounts.models import Person

MOST_PENDING = 5


@transaction.atomic
def keep_pending(*, by: Person, kind: str, upload: Upload, now: datetime) -> PendingImport:
    """Keep a file until its preview is confirmed; files that waited a day are swept, and the oldest of a person."""
    PendingImport.objects.filter(at__lte=now - KEPT_FOR).delete()
    name, content = upload.companion or ("", b"")
    pending = PendingImport.objects.create(
        by=by,
        at=now,
        kind=kind,
        file=upload.file[:255],
        content=upload.data,
        options=dict(upload.options),
        companion_file=name[:255],
        companion=content,
    )
    newest = PendingImport.objects.filter(by=by).values_list("pk", flat=True)[:MOST_PENDING]
    PendingImport.objects.filter(by=by).exclude(pk__in=list(newest)).delete()
    return pending


def decide_pending(pending: PendingImport, decisions: Mapping[str, str], *, skips: bool) -> None:
    """Keep what was decided of a file that waits; an empty decision takes back the one before."""
    merged = {**pending.options.get(DECISIONS, {}), **decisions}
    pending.options |= {DECISIONS: {key: text for key, text in merged.items() if text}, SKIPS: skips}
    pending.save(update_fields=["options"])


def run_import[T](
    importing: Import[T], upload: Upload, *, by: Person | None, digest: str = "", removes: bool = False
) -> Preview[T]:
    """Take a file in, whole or not at all, and return what was written; the same file again changes nothing.

    `digest` is the mark of the preview that was shown, if any. The removals that are proposed are done when it
    `removes`.
    """
    with importing.lock(), transaction.atomic():
        preview = importing.read(upload)
        if preview.is_refused:
            raise ImportFileError(upload.file, preview.faults)
        if digest and digest != preview.digest:
            message = "ce que ce fichier changerait n’est plus ce qui était montré\u00a0: vérifiez-le de nouveau"
            raise ConflictError(message)
        applied = preview if removes else preview.without_removals()
        if applied.to_write:
            importing.write(by, applied)
    return applied


def confirm_pending[T](
    importing: Import[T], pending: PendingImport, *, by: Person, digest: str, removes: bool
) -> Preview[T]:
    """Take in a file that waited, as its preview showed it, and let it go; see `run_import`."""
    with importing.lock(), transaction.atomic():
        applied = run_import(importing, pending.upload, by=by, digest=digest, removes=removes)
        pending.delete()
    return applied
