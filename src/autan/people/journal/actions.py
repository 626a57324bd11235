"""The one way to act: the right is asked, a transaction is opened, and lines of the journal tell what was done."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Protocol

from django.db import DataError, IntegrityError, transaction

from autan.ground import request_cache
from autan.ground.column_limits import is_over_limit
from autan.ground.errors import DomainError, NotAllowedError, RuleError
from autan.ground.wordings import Sentence
from autan.people.individuals.actions import individual_named
from autan.people.individuals.models import ERASED_NAME, SYSTEM_NAME, Individual
from autan.people.journal.core import FieldChange, ObjectRef
from autan.people.journal.models import JournalEntry, Remark

NOT_ALLOWED = Sentence("vos rôles ne permettent pas cet acte ; demandez à la coordination du réseau")
MAX_REMARK = 20_000


class Actor(Protocol):
    """A person who acts: an account of the room above."""

    pk: Any
    name: str

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Say whether this person holds a right on an object."""


def forget_name(*, name: str, network: str = "", keys: Collection[str]) -> int:
    """Take the name of somebody without an account out of the lines of a network, and of the remarks on objects.

    The act and the text stay. Without a network, lines about the objects alone: another person of it has this name.
    """
    lines = JournalEntry.objects.filter(by__person__isnull=True, by__name=name)
    lines = lines.filter(network=network) if network else lines.filter(object_id__in=keys)
    remarks = Remark.objects.filter(by__person__isnull=True, by__name=name, object_id__in=keys)
    nobody = individual_named(ERASED_NAME)
    return lines.update(by=nobody) + remarks.update(by=nobody)


def forget_guests(*, room: str, kind: str, keys: Collection[str]) -> int:
    """Take the names of people without an account out of the lines about some objects: the invitations they took."""
    lines = JournalEntry.objects.filter(by__person__isnull=True, room=room, kind=kind, object_id__in=keys)
    return lines.exclude(by__name=SYSTEM_NAME).update(by=individual_named(ERASED_NAME))


def forget_old_names(*, before: datetime, dry_run: bool) -> int:
    """Take the names of people out of the lines that are older than a moment: the acts stay."""
    old = JournalEntry.objects.filter(at__lt=before).exclude(by__name__in=(SYSTEM_NAME, ERASED_NAME))
    return old.count() if dry_run else old.update(by=individual_named(ERASED_NAME))


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedObject:
    """One of many objects that an act changes at once: the attributes are what `Act.record` takes."""

    ref: ObjectRef
    summary: str
    network: str
    changes: Sequence[FieldChange]


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """An act under way: who acts, and what it is called in the journal.

    Attributes:
        by: who acts; None for the product itself, or somebody who holds a personal link.
        name: verb of the act, as the name of the function that does it.
        author_id: key of whoever acts, with an account or without: every row that the act signs points to it.
        by_name: name shown in the journal.
    """

    by: Actor | None
    name: str
    author_id: int
    by_name: str

    def record(
        self,
        ref: ObjectRef,
        *,
        summary: str,
        network: str = "",
        changes: Sequence[FieldChange] = (),
        details: dict[str, Any] | None = None,
    ) -> JournalEntry:
        """Write one line of the journal about an object that was changed.

        The summary is one French sentence without the name of a person; the network is the slug of the one whose people
        may read the line, empty for what concerns none; details are anything else that explains the act later.
        """
        line = self._line(ChangedObject(ref=ref, summary=summary, network=network, changes=changes), details)
        line.save(force_insert=True)
        return line

    def record_all(self, lines: Iterable[ChangedObject]) -> None:
        """Write one line of the journal for each of many objects that were changed at once. One query a thousand."""
        JournalEntry.objects.bulk_create(map(self._line, lines), batch_size=1_000)

    def _line(self, line: ChangedObject, details: dict[str, Any] | None = None) -> JournalEntry:
        content = dict(details or {})
        if line.changes:
            content["changes"] = [asdict(change) for change in line.changes]
        return JournalEntry(
            by_id=self.author_id,
            act=self.name,
            room=line.ref.room,
            kind=line.ref.kind,
            object_id=line.ref.key,
            network=line.network,
            summary=line.summary[:300],
            details=content,
        )


@contextmanager
def acting(
    *,
    by: Actor | None,
    act: str,
    permission: str = "",
    on: object = None,
    refusal: str = NOT_ALLOWED,
    by_name: str = "",
    network: str = "",
    who: Individual | None = None,
) -> Iterator[Act]:
    """Ask a right, then open a transaction in which the caller writes and tells what it did.

    Args:
        by: who acts; None for the product itself (preparation of the demonstration, command line), which has every
            right, or for somebody whose right was asked otherwise, such as the holder of a personal link.
        act: verb of the act, as the name of the function that does it.
        permission: right that `by` must hold; empty when the caller asks it otherwise.
        on: object of the right.
        refusal: French sentence for whoever does not hold it.
        by_name: name of somebody without an account.
        network: slug of the network in which that name is somebody's.
        who: somebody without an account, where a row says who.

    Raises RuleError: a text or a number is over what its column takes; nothing was written.
    """
    require_right(by, permission, on=on, refusal=refusal)
    try:
        with transaction.atomic():
            if by is not None:
                yield Act(by=by, name=act, author_id=by.pk, by_name=by.name)
            else:
                author = who or individual_named(by_name or SYSTEM_NAME, network=network if by_name else "")
                yield Act(by=None, name=act, author_id=author.pk, by_name=author.name)
    except (DataError, IntegrityError) as error:
        if not is_over_limit(error):
            raise
        message = "un texte est trop long, ou un nombre trop grand\u202f; rien n’est enregistré"
        raise RuleError(message) from error
    finally:
        # what was read before the act may no longer hold, whether it was done or refused
        request_cache.clear()


def require_right(by: Actor | None, permission: str, *, on: object = None, refusal: str = NOT_ALLOWED) -> None:
    """Refuse who does not hold a right (`NotAllowedError`); the product itself holds them all."""
    if by is not None and permission and not by.has_perm(permission, on):
        raise NotAllowedError(refusal)


def require_any(objects: Collection[object]) -> None:
    """Refuse who may act on none of the objects that an act chooses among (`NotAllowedError`)."""
    if not objects:
        raise NotAllowedError(NOT_ALLOWED)


def record_remark(
    act: Act,
    ref: ObjectRef,
    *,
    text: str,
    place: str = "",
    reply_to: Remark | None = None,
    network: str = "",
    summary: str = "Commentaire ajouté",
    mentioned: Collection[int] = (),
) -> Remark:
    """Keep what somebody says about an object. Called inside `acting`, by the action of the room of the object.

    The text is 1 to 20,000 characters once its edges are trimmed; `place` is a part of the object, such as a field or
    a question, or empty for the whole; `mentioned` are the keys of those whom it is meant for. The same words sent
    again by one author are kept once.

    Raises DomainError: there is no text, too much of it, or the reply is on another object.
    """
    words = _check_text(text)
    if reply_to is not None and (reply_to.room, reply_to.kind, reply_to.object_id) != (ref.room, ref.kind, ref.key):
        raise DomainError("une réponse porte sur le même objet que le commentaire")
    columns = {"room": ref.room, "kind": ref.kind, "object_id": ref.key, "place": place, "by_id": act.author_id}
    remark = Remark.objects.filter(**columns, text=words, reply_to=reply_to, withdrawn_at__isnull=True).first()
    if remark is None:
        remark = Remark.objects.create(**columns, text=words, reply_to=reply_to)
        act.record(ref, summary=summary, network=network, details=_about(remark))
    remark.mentioned.add(*mentioned)  # sent again, it may be meant for others too
    return remark


def rewrite_remark(act: Act, remark: Remark, *, text: str, summary: str = "Commentaire récrit") -> Remark:
    """Change the words of a remark; the journal keeps those of before. Called inside `acting`.

    Raises DomainError: there is no text, or too much of it.
    """
    words, before = _check_text(text), remark.text
    if words != before:
        remark.text = words
        remark.save(update_fields=["text", "changed_at"])
        change = FieldChange(field="commentaire", before=before, after=words)
        act.record(_ref_of(remark), summary=summary, changes=[change], details=_about(remark))
    return remark


def withdraw_remark(act: Act, remark: Remark, *, now: datetime, summary: str = "Commentaire retiré") -> Remark:
    """Withdraw a remark; its line stays, its text is no longer shown. Called inside `acting`."""
    if remark.withdrawn_at is None:
        remark.withdrawn_at = now
        remark.save(update_fields=["withdrawn_at", "changed_at"])
        act.record(_ref_of(remark), summary=summary, details=_about(remark))
    return remark


def _check_text(text: str) -> str:
    words = text.replace("\0", "").strip()
    if not 0 < len(words) <= MAX_REMARK:
        message = "un commentaire de 1 à {max_remark} signes est attendu"
        raise DomainError(message, max_remark=MAX_REMARK)
    return words


def _ref_of(remark: Remark) -> ObjectRef:
    return ObjectRef(remark.room, remark.kind, remark.object_id)


def _about(remark: Remark) -> dict[str, Any]:
    return {"remark": remark.pk, "place": remark.place}
