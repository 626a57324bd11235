"""The only readers of the addresses that are told."""

from django.db.models import QuerySet

from autan.ground.errors import known
from autan.publishing.webhooks.models import Webhook, WebhookDelivery


def webhooks_of(network: str = "", *, event: str = "") -> list[Webhook]:
    """Return the addresses that are told, the last one first: in a network or all, of an event or any. One query."""
    rows = Webhook.objects.filter(stopped_at__isnull=True, **({"network": network} if network else {}))
    return [row for row in rows if event in {"", *row.events}]  # engines do not look into lists alike


def deliveries_of(network: str) -> QuerySet[WebhookDelivery]:
    """Return the messages of a network to its programs, the last one first."""
    return WebhookDelivery.objects.filter(webhook__network=network).select_related("webhook")


def get_webhook(number: int) -> Webhook:
    """Return an address by its number. One query."""
    return known(Webhook.objects.filter(pk=number).first(), "aucun programme prévenu n° {number}", number=number)


def get_delivery(number: int) -> WebhookDelivery:
    """Return a message by its number, with its address. One query."""
    record = WebhookDelivery.objects.select_related("webhook").filter(pk=number).first()
    return known(record, "aucun envoi n° {number}", number=number)
