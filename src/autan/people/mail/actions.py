"""The only writer of messages: queued with the act that sends them, delivered beside it, tried again."""

import json
import logging
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.tasks import task
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from autan.ground.errors import RuleError
from autan.ground.extension_points import DataSubject
from autan.ground.sealing import BrokenSealError, seal, unseal
from autan.ground.web.middleware import without_direction_marks
from autan.people.journal.actions import Actor, acting
from autan.people.journal.core import ObjectRef
from autan.people.mail.connectors import (
    INSTANCE,
    DeliveryError,
    Email,
    Sender,
    mail_leaves,
    make_message_id,
    remove_written,
    send,
)
from autan.people.mail.core import WAITING, MessageStatus, find_local_links, next_attempt
from autan.people.mail.models import Delivery, OutgoingMessage

_PURPOSE = "outgoing message"
_READ = "territories.read_messages"
_CUT_SHORT = timedelta(minutes=10)
_TASKS_KEPT = timedelta(days=7)
_log = logging.getLogger("autan.people.mail")


class LocalLinkError(RuleError):
    """A message would leave with a link to the machine of its reader."""

    def __init__(self, link: str) -> None:
        self.link = link
        super().__init__(
            "le message n’est pas parti\u00a0: son lien {link} ne mène nulle part depuis une autre "
            "machine\u202f; donnez l’adresse du site (AUTAN_SITE)",
            link=link,
        )


@transaction.atomic
def queue_message(
    *,
    kind: str,
    to: str,
    subject: str,
    body: str,
    network: str = "",
    unsubscribe: str = "",
    sender: Sender = INSTANCE,
    key: str | None = None,
) -> OutgoingMessage:
    """Put a message in the queue; it leaves once the transaction of the caller is kept, and not if it is undone.

    Called by the action that sends it, which asked the right and tells the journal. The coordination of `network` reads
    what became of it. `unsubscribe` takes a POST of `List-Unsubscribe=One-Click` (RFC 8058) and shows a page to a GET.
    The same `key` never leaves twice: the message that has it is returned, tried again if it was given up.

    Raises LocalLinkError: it would leave through a server with a link to `localhost`.
    """
    if mail_leaves() and (links := find_local_links(f"{body}\n{unsubscribe}")):
        raise LocalLinkError(links[0])
    letter = {"body": without_direction_marks(body), "unsubscribe": unsubscribe, "sender": asdict(sender)}
    content = seal(json.dumps(letter), purpose=_PURPOSE)
    # a message that waits or left is not sent twice; one given up has another chance
    existing = OutgoingMessage.objects.select_for_update().filter(key=key).first() if key else None
    if existing is not None:
        return _requeue(existing, content) if existing.status == MessageStatus.FAILED else existing
    message = OutgoingMessage.objects.create(
        key=key or None,
        kind=kind,
        network=network,
        to=to,
        # a line break in a subject would begin another header
        subject=" ".join(without_direction_marks(subject).split())[:300],
        content=content,
        message_id=make_message_id(),
        status=MessageStatus.QUEUED.value,
    )
    deliver_message.enqueue(message.pk)
    return message


def send_trial(*, to: str, network: str) -> OutgoingMessage:
    """Send a test message, to check the settings of the mail server, and tell at once what became of it.

    Called by a page that asked the right to read the messages of the network.
    """
    with transaction.atomic():
        message = queue_message(
            kind="mail.trial",
            to=to,
            subject=_("Message d’essai"),
            body=_("Ce message dit que le serveur de courriel du site est bien réglé."),
            network=network,
        )
    return deliver_now([message])[0]


@task
def deliver_message(pk: int) -> str:
    """Try one message: what the queue runs."""
    return deliver(pk).value


def deliver_now(messages: Iterable[OutgoingMessage]) -> list[OutgoingMessage]:
    """Try messages at once, in the order given, and return them as they are then; what fails stays in the queue."""
    pks = [message.pk for message in messages]
    for pk in pks:
        deliver(pk)
    by_pk = OutgoingMessage.objects.in_bulk(pks)
    return [by_pk[pk] for pk in pks if pk in by_pk]


def deliver(pk: int, *, now: datetime | None = None) -> MessageStatus:
    """Try one message, unless it has left, is being sent, or waits for a later time; return what became of it.

    It is marked before it is given to the server: if the product stops in between, it is tried again ten minutes later
    under the same identifier.
    """
    at = now or timezone.now()
    message = claim(OutgoingMessage.objects.all(), pk, at)
    if message is None:
        outgoing = OutgoingMessage.objects.filter(pk=pk).first()
        return MessageStatus(outgoing.status) if outgoing else MessageStatus.FAILED
    try:
        send(_email_of(message))
    except BrokenSealError as error:
        return _note_failure(message, str(error), is_final=True, now=at)
    except DeliveryError as error:
        return _note_failure(message, str(error), is_final=error.is_final, now=at)
    message.status = (MessageStatus.SENT if mail_leaves() else MessageStatus.WRITTEN).value
    message.content, message.error, message.done_at = "", "", timezone.now()
    message.save(update_fields=["status", "content", "error", "done_at"])
    return MessageStatus(message.status)


def _email_of(message: OutgoingMessage) -> Email:
    content = json.loads(unseal(message.content, purpose=_PURPOSE))
    return Email(
        to=message.to,
        subject=message.subject,
        body=content["body"],
        message_id=message.message_id,
        unsubscribe=content["unsubscribe"],
        sender=Sender(**content.get("sender", {})),  # one that waited since an earlier version has none
    )


@transaction.atomic
def claim[Row: Delivery](rows: QuerySet[Row], pk: int, now: datetime) -> Row | None:
    """Mark what is to be sent as being sent; None when it is not to be."""
    # of two workers, the second sees that it is being sent
    row = rows.select_for_update().filter(pk=pk).first()
    if row is None or MessageStatus(row.status).is_final or row.due_at > now:
        return None
    row.status, row.due_at = MessageStatus.SENDING.value, now + _CUT_SHORT
    row.attempts += 1
    row.save(update_fields=["status", "attempts", "due_at"])
    return row


def note_refusal(row: Delivery, reason: str, *, is_final: bool, now: datetime) -> datetime | None:
    """Put in a row, not saved, that it was not taken; return when it is tried again, None once it is given up."""
    due = None if is_final else next_attempt(row.attempts, now)
    row.status = (MessageStatus.RETRYING if due else MessageStatus.FAILED).value
    row.error = reason[:300]
    row.due_at, row.done_at = due or now, None if due else now
    return due


def cut_short(rows: QuerySet[Any], now: datetime) -> Sequence[int]:
    """Return the keys of what was being sent when the product stopped, or what the queue lost. One query."""
    return list(rows.filter(status__in=WAITING, due_at__lt=now - _CUT_SHORT).values_list("pk", flat=True))


def give_up(rows: QuerySet[Any], reason: str) -> int:
    """Give up what has not left; return how many."""
    unsent = rows.filter(status__in=WAITING)
    return unsent.update(status=MessageStatus.FAILED.value, error=reason, done_at=timezone.now())


@transaction.atomic
def _note_failure(message: OutgoingMessage, reason: str, *, is_final: bool, now: datetime) -> MessageStatus:
    due = note_refusal(message, " ".join(reason.split()), is_final=is_final, now=now)
    message.save(update_fields=["status", "error", "due_at", "done_at"])
    details = {"kind": message.kind, "number": message.pk, "attempts": message.attempts}
    if due:
        _log.warning("mail not taken, to be tried again", extra=details)
        deliver_message.using(run_after=due).enqueue(message.pk)
    else:
        _log.error("mail given up", extra=details)
    return MessageStatus(message.status)


def retry_message(*, by: Actor | None, message: OutgoingMessage) -> OutgoingMessage:
    """Put in the queue again a message that was given up."""
    with acting(by=by, act="retry_message", permission=_READ, on=message.network) as act:
        current = OutgoingMessage.objects.select_for_update().get(pk=message.pk)
        if current.status != MessageStatus.FAILED or not current.content:
            raise RuleError("ce message n’est pas en échec, ou son texte n’est plus gardé\u00a0: envoyez-le à nouveau")
        requeued = _requeue(current, current.content)
        act.record(
            ObjectRef("mail", "message", str(current.pk)),
            summary="Message remis en file",
            network=current.network,
        )
    return requeued


def _requeue(message: OutgoingMessage, content: str) -> OutgoingMessage:
    message.status, message.content, message.attempts = MessageStatus.QUEUED.value, content, 0
    message.error, message.due_at, message.done_at = "", timezone.now(), None
    message.save(update_fields=["status", "content", "attempts", "error", "due_at", "done_at"])
    deliver_message.enqueue(message.pk)
    return message


def requeue_cut_short(*, now: datetime) -> int:
    """Put in the queue again what the product was sending when it stopped, or what the queue lost; return how many."""
    late = cut_short(OutgoingMessage.objects.all(), now)
    for pk in late:
        deliver_message.enqueue(pk)
    return len(late)


def cancel_unsent(*, reason: str) -> int:
    """Give up what had not left, for a home that was restored: the same messages may have left from the first one."""
    return give_up(OutgoingMessage.objects.all(), reason)


def erase_messages(subject: DataSubject) -> int:
    """Delete the messages to somebody, and the files where they were written for want of a server."""
    _all, by_model = OutgoingMessage.objects.filter(to__iexact=subject.email).delete()
    return by_model.get("mail.OutgoingMessage", 0) + remove_written(holding=subject.email)


def purge_messages(*, now: datetime, dry_run: bool) -> int:
    """Delete the messages that left or were given up `AUTAN_KEEP_MESSAGES` days ago, and the tasks that are over."""
    days = settings.AUTAN_KEEP_DAYS["messages"]
    if not days:
        return 0
    limit = now - timedelta(days=days)
    old = OutgoingMessage.objects.filter(done_at__lt=limit)
    count = old.count() + remove_written(before=limit, dry_run=dry_run)
    if not dry_run:
        old.delete()
        DBTaskResult.objects.finished().filter(finished_at__lt=now - _TASKS_KEPT).delete()
    return count
