"""Keys given and revoked, and batches of rows written by programs; the only writers of the room."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate
from typing import Any

from django.db import transaction
from django.utils import timezone

from autan.evidence.imports.core import Import, Preview, Upload
from autan.ground.errors import ConflictError, Fault, ImportFileError, NotAllowedError, RuleError
from autan.ground.extension_points import DataSubject, WritableTable
from autan.people.accounts.models import Person
from autan.people.journal.actions import Actor, acting
from autan.people.journal.core import refs_to
from autan.publishing.api.core import cell_text, content_digest
from autan.publishing.api.models import ReadKey, WrittenBatch
from autan.publishing.api.presenters.batches import batch_answer, batch_tag
from autan.publishing.api.presenters.pages import write_csv
from autan.publishing.api.queries.keys import PREFIX, digest_key, keys_of
from autan.publishing.api.queries.tables import find_writable
from autan.publishing.api.rights import KeyActor
from autan.territories.networks.queries.networks import get_network

_MAX_NAME, _MOST_KEYS = 120, 20
_LONGEST, _KEPT = timedelta(days=366), timedelta(days=7)
_REFUSAL = (
    "seules la coordination d’un réseau, et les personnes qui y agissent pour un membre, y font écrire un programme"
)

_ref = refs_to("api", "key", "pk")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyScope:
    """What a key writes: for whom, in which network (slug), which `WritableTable` (name), until which day."""

    holder: Person
    network: str
    act: str
    expires_on: date


def issue_key(*, by: Actor | None, name: str, scope: KeyScope | None = None) -> tuple[ReadKey, str]:
    """Give a key to somebody; return it with its text, which is shown once and kept nowhere. Without scope it reads.

    Raises:
        RuleError: the name is empty, or longer than 120 signs; the last day of the scope is past, or over a year away;
            its holder has twenty keys that are open.
        UnknownError: no network or no table is that of the scope.
    """
    holder = " ".join(name.split())
    if not holder or len(holder) > _MAX_NAME:
        message = "dites à qui va la clé, en {max_name} signes au plus"
        raise RuleError(message, max_name=_MAX_NAME)
    if by is not None and scope is not None and by.pk != scope.holder.pk:
        raise NotAllowedError("une clé écrit pour la personne qui la fait")
    right = "api.hold_key" if scope else "api.give_reading_key"
    place = get_network(scope.network) if scope else None
    with acting(by=by, act="issue_key", permission=right, on=place, refusal=_REFUSAL) as act:
        text = PREFIX + secrets.token_urlsafe(32)
        key = ReadKey(name=holder, digest=digest_key(text))
        if scope is not None:
            _check_scope(scope)
            key.holder_id, key.network, key.act = scope.holder.pk, scope.network, scope.act
            key.expires_on = scope.expires_on
        key.save()
        kind = "d’écriture" if scope else "de lecture"
        act.record(_ref(key), summary=f"Clé {kind} donnée : {holder}", network=key.network)
    return key, text


def _check_scope(scope: KeyScope) -> None:
    find_writable(scope.act)
    today = timezone.localdate()
    if sum(key.is_open(today) for key in keys_of(scope.holder.pk)) >= _MOST_KEYS:
        raise RuleError("{most} clés ouvertes au plus\u202f; révoquez-en une d’abord", most=_MOST_KEYS)
    if not today < scope.expires_on <= today + _LONGEST:
        raise RuleError("dites jusqu’à quel jour la clé écrit\u00a0: après aujourd’hui, dans un an au plus")


def revoke_key(*, by: Actor | None, key: ReadKey) -> ReadKey:
    """Revoke a key, at once; one that is revoked already stays so."""
    with acting(by=by, act="revoke_key", permission="api.revoke_key", on=key) as act:
        if key.revoked_at is None:
            key.revoked_at = timezone.now()
            key.save(update_fields=["revoked_at"])
            act.record(_ref(key), summary=f"Clé révoquée : {key.name}", network=key.network)
    return key


def note_use(key: ReadKey) -> None:
    """Keep the day on which a key is shown. One query, the first time of a day."""
    if key.used_on != (today := timezone.localdate()):
        key.used_on = today
        key.save(update_fields=["used_on"])


def erase_keys(subject: DataSubject) -> int:
    """Remove the keys that write for somebody; called inside the act of the room of personal data."""
    return ReadKey.objects.filter(holder=subject.person or 0).delete()[1].get("api.ReadKey", 0)


class StaleError(ConflictError):
    """What stands is no longer what the program read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Rows that a program sends.

    Attributes:
        token: idempotency key of the request, so that one sent twice is written once; empty for none.
        expected: version tag that the program last read; empty to write over any version.
        is_trial: True to be told what would be written, and write nothing.
    """

    rows: Sequence[dict[str, Any]]
    token: str = ""
    expected: str = ""
    is_trial: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchResult:
    """What became of a batch; `is_replayed` when it had been written before."""

    answer: dict[str, Any]
    is_replayed: bool = False


def write_batch(*, by: KeyActor, key: ReadKey, table: WritableTable, batch: Batch) -> BatchResult:
    """Write rows by the road of the files of their room; all of them, or none.

    Raises:
        ImportFileError: rows are at fault; each says where, and nothing is written.
        ConflictError: the name of the request is that of another one.
        StaleError: what stands has changed since it was read.
        NotAllowedError: the holder no longer has the right; nothing is written.
    """
    digest = content_digest([table.name, batch.rows])
    with transaction.atomic():
        ReadKey.objects.select_for_update().get(pk=key.pk)  # one batch of a key after the other
        before = WrittenBatch.objects.filter(key=key, token=batch.token).first() if batch.token else None
        if before and not batch.is_trial:
            if before.digest != digest:
                raise ConflictError("cette Idempotency-Key est celle d’une autre demande")
            return BatchResult(answer=before.answer, is_replayed=True)
        importing = table.importing(by)
        with importing.lock():
            preview = _read(importing, table, batch.rows)
            tag = batch_tag(preview)
            if batch.expected not in {"", tag}:
                raise StaleError("ce qui est enregistré a changé depuis votre lecture\u202f; relisez avec ?essai=1")
            if not batch.is_trial and preview.to_write:
                importing.write(by, preview.without_removals())
                tag = batch_tag(_read(importing, table, batch.rows))
        answer = batch_answer(table.name, preview, tag=tag, is_written=not batch.is_trial)
        if batch.token and not batch.is_trial:
            WrittenBatch.objects.filter(at__lt=timezone.now() - _KEPT).delete()
            WrittenBatch.objects.create(key=key, token=batch.token, digest=digest, answer=answer)
    return BatchResult(answer=answer)


def _read(importing: Import[Any], table: WritableTable, rows: Sequence[dict[str, Any]]) -> Preview[Any]:
    """Read rows as a file; what it tells of a line is told of the row, from 1, as a text may be on several lines."""
    names, file = (*table.columns, *table.more_columns), f"{table.name}.csv"
    cells = [[cell_text(row.get(name)) for name in names] for row in rows]
    heights = (1 + sum((text or "").count("\n") for text in row) for row in cells)
    ranks: dict[int | None, int] = {line: rank for rank, line in enumerate(accumulate(heights, initial=2), start=1)}
    try:
        preview = importing.read(Upload(file=file, data=write_csv(names, cells)))
        faults: Sequence[Fault] = preview.faults
    except ImportFileError as error:
        faults = error.faults
    if faults:
        raise ImportFileError(file, [replace(fault, row=ranks.get(fault.row)) for fault in faults])
    items = (replace(item, record=replace(item.record, line=ranks.get(item.record.line))) for item in preview.items)
    return replace(preview, items=tuple(items))
