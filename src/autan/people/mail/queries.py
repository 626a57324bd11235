"""The only readers of messages."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from autan.ground.errors import UnknownError
from autan.ground.extension_points import DataSubject
from autan.people.mail.core import WAITING, MessageStatus
from autan.people.mail.models import OutgoingMessage

_LATE = timedelta(hours=1)


class UnknownMessageError(UnknownError):
    """There is no message of this number."""


def messages_of(networks: Collection[str], *, failed: bool = False) -> "QuerySet[OutgoingMessage]":
    """Return the messages of networks, or of those given up, newest first; not read yet."""
    messages = OutgoingMessage.objects.filter(network__in=networks)
    if failed:
        messages = messages.filter(status=MessageStatus.FAILED.value)
    return messages.defer("content")


def message_networks() -> Sequence[str]:
    """Return the slugs of the networks that some message concerns. One query."""
    messages = OutgoingMessage.objects.exclude(network="").order_by("network")
    return list(messages.values_list("network", flat=True).distinct())


def count_failed(networks: Collection[str]) -> int:
    """Return how many messages of networks were given up. One query."""
    return OutgoingMessage.objects.filter(network__in=networks, status=MessageStatus.FAILED.value).count()


def get_message(pk: int) -> OutgoingMessage:
    """Return one message. One query."""
    record = OutgoingMessage.objects.filter(pk=pk).first()
    if record is None:
        message = "aucun message {pk}"
        raise UnknownMessageError(message, pk=pk)
    return record


def export_messages(subject: DataSubject) -> Sequence[Mapping[str, Any]]:
    """Return the messages to somebody, newest first. One query."""
    messages = OutgoingMessage.objects.filter(to__iexact=subject.email)
    return list(messages.values("kind", "subject", "queued_at", "done_at", "status"))


def all_messages(*, failed: bool = False, limit: int | None = None) -> Sequence[OutgoingMessage]:
    """Return every message, newest first, for whoever runs the instance. One query."""
    messages = OutgoingMessage.objects.defer("content")
    return list((messages.filter(status=MessageStatus.FAILED.value) if failed else messages)[:limit])


def due_messages() -> Sequence[OutgoingMessage]:
    """Return the messages that have not left, oldest first. One query."""
    return list(OutgoingMessage.objects.filter(status__in=WAITING).order_by("due_at").defer("content"))


def late_messages(*, now: datetime) -> Sequence[OutgoingMessage]:
    """Return the messages whose time has passed by an hour: nothing runs the queue. One query."""
    return [message for message in due_messages() if message.due_at < now - _LATE]
