"""Messages queued with the act that they tell, sent and tried again."""

import json
import logging
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.tasks import task
from django.utils import timezone

from autan.ground.errors import AutanError
from autan.ground.sealing import unseal
from autan.opendata.sources.connectors.posting import post_outside
from autan.people.journal.models import JournalEntry
from autan.people.mail.actions import claim, cut_short, note_refusal
from autan.people.mail.core import MessageStatus
from autan.plans.indicators.actions.reminders import LATE
from autan.plans.indicators.queries.indicators import network_health
from autan.publishing.webhooks.core import WebhookEvent, sign_message
from autan.publishing.webhooks.models import Webhook, WebhookDelivery
from autan.publishing.webhooks.queries import webhooks_of
from autan.territories.networks.queries.networks import get_network

QUEUE = "data"
"""That of what speaks to other machines: one that never answers keeps no mail waiting."""
LONGEST_S = 10.0
_TAKEN, _GONE = range(200, 300), 410
PURPOSE = "webhook"
"""What the secret of a program is sealed for."""
_log = logging.getLogger("autan.publishing.webhooks")


def queue_trial(webhook: Webhook) -> WebhookDelivery:
    """Queue a trial for a program, by the road of what it is told; called in the act that asks for it."""
    moment = timezone.now()
    return _queue(webhook, WebhookEvent.TRIAL, f"trial/{moment.isoformat()}", {"summary": "Essai"}, moment)


def tell_act(line: JournalEntry, event: WebhookEvent) -> None:
    """Tell the programs of a network what a line of its journal states; called in the transaction of the act."""
    payload = {"summary": line.summary, "object": {"room": line.room, "kind": line.kind, "id": line.object_id}}
    for webhook in webhooks_of(line.network, event=event.value) if line.network else ():
        _queue(webhook, event, f"journal/{line.pk}", payload, line.at)


def tell_late_values(now: datetime) -> int:
    """Tell of each value that became late since it was last looked for, once; return how many messages.

    A value is late as the health check of the indicators says: its source has a period, which is over.
    """
    count, by_network = 0, dict[str, list[Webhook]]()
    for webhook in webhooks_of(event=WebhookEvent.VALUE_LATE.value):
        by_network.setdefault(webhook.network, []).append(webhook)
    for slug, webhooks in by_network.items():
        findings, _sirens = network_health(get_network(slug), today=timezone.localdate(now))
        for finding in (finding for finding in findings if finding.code in LATE):
            payload = {
                "summary": str(finding.evidence.fr),
                "object": {"room": "indicators", "kind": "indicator", "id": finding.subject, "siren": finding.siren},
            }
            for webhook in webhooks:
                key = f"late/{finding.fingerprint}"
                if not WebhookDelivery.objects.filter(webhook=webhook, key=key).exists():
                    _queue(webhook, WebhookEvent.VALUE_LATE, key, payload, now)
                    count += 1
    return count


@transaction.atomic
def _queue(
    webhook: Webhook, event: WebhookEvent, key: str, payload: dict[str, Any], moment: datetime
) -> WebhookDelivery:
    network = get_network(webhook.network)
    content = {
        "type": event.value,
        "timestamp": moment.isoformat(),
        "data": {"network": network.slug, "is_invented": network.is_invented, "site": settings.AUTAN_SITE, **payload},
    }
    body = json.dumps(content, ensure_ascii=False)
    delivery = WebhookDelivery.objects.create(
        webhook=webhook, key=key, event=event.value, body=body, status=MessageStatus.QUEUED.value
    )
    deliver_webhook.enqueue(delivery.pk)
    return delivery


@task(queue_name=QUEUE)
def deliver_webhook(pk: int) -> str:
    """Try one message: what the queue runs."""
    delivery = claim(WebhookDelivery.objects.all(), pk, timezone.now())
    if delivery is None:
        return ""
    moment = timezone.now()
    try:
        delivery.answered, reason = _send(delivery, moment), ""
    except AutanError as error:
        delivery.answered, reason = None, str(error)
    return _note(delivery, reason, now=timezone.now())


def _send(delivery: WebhookDelivery, moment: datetime) -> int:
    message_id, timestamp = f"autan_{delivery.pk}", int(moment.timestamp())
    secret = unseal(delivery.webhook.secret, purpose=PURPOSE)
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Autan",
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": sign_message(secret, message_id, timestamp, delivery.body),
    }
    inside = settings.AUTAN_WEBHOOKS_INSIDE
    return post_outside(delivery.webhook.url, delivery.body.encode(), headers, longest_s=LONGEST_S, inside=inside)


@transaction.atomic
def _note(delivery: WebhookDelivery, reason: str, *, now: datetime) -> str:
    status = WebhookDelivery.objects.select_for_update().get(pk=delivery.pk).status
    if status != MessageStatus.SENDING.value:
        return status  # its program was stopped meanwhile
    if delivery.answered in _TAKEN:
        delivery.status, delivery.error, delivery.done_at = MessageStatus.SENT.value, "", now
    else:
        reason = reason or f"réponse {delivery.answered}"
        if due := note_refusal(delivery, reason, is_final=delivery.answered == _GONE, now=now):
            deliver_webhook.using(run_after=due).enqueue(delivery.pk)
        details = {"number": delivery.pk, "attempts": delivery.attempts, "status": delivery.status}
        _log.warning("webhook not taken", extra=details)
    delivery.save(update_fields=["status", "answered", "error", "due_at", "done_at"])
    return delivery.status


def requeue_cut_short(*, now: datetime) -> int:
    """Put in the queue again what the product was sending when it stopped, or what the queue lost; return how many."""
    late = cut_short(WebhookDelivery.objects.all(), now)
    for pk in late:
        deliver_webhook.enqueue(pk)
    return len(late)


def forget_old(now: datetime) -> int:
    """Delete messages whose time is over, those of late values apart: they would be told again."""
    days = settings.AUTAN_KEEP_DAYS["messages"]
    if not days:
        return 0
    old = WebhookDelivery.objects.filter(done_at__lt=now - timedelta(days=days))
    return old.exclude(event=WebhookEvent.VALUE_LATE.value).delete()[0]
