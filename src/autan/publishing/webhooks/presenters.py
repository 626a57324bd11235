"""Addresses that are told, and the messages to them, as their page shows them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from autan.ground.texts.language import words
from autan.people.mail.core import MessageStatus
from autan.publishing.webhooks.core import WebhookEvent
from autan.publishing.webhooks.models import Webhook, WebhookDelivery


def webhook_lines(webhooks: Iterable[Webhook]) -> list[Mapping[str, Any]]:
    """Give the addresses as they are listed, and the words of what each is told."""
    return [
        {"webhook": row, "events": ", ".join(words(WebhookEvent(code).label) for code in row.events)}
        for row in webhooks
    ]


def delivery_lines(deliveries: Iterable[WebhookDelivery]) -> Iterator[Mapping[str, Any]]:
    """Give messages as they are listed."""
    labels = {
        MessageStatus.QUEUED: _("en attente"),
        MessageStatus.SENDING: _("envoi en cours"),
        MessageStatus.RETRYING: _("pas encore reçu, nouvel essai prévu"),
        MessageStatus.SENT: _("reçu"),
        MessageStatus.FAILED: _("abandonné"),
    }
    for row in deliveries:
        status = MessageStatus(row.status)
        event = words(WebhookEvent(row.event).label)
        yield {"delivery": row, "event": event, "state": labels[status], "is_final": status.is_final}
