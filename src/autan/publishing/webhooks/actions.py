"""Addresses registered and stopped, messages queued with the act that they tell, sent and tried again."""

import json
import logging
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.tasks import task
from django.utils import timezone

from autan.ground.errors import AutanError, RuleError
from autan.ground.sealing import seal, unseal
from autan.opendata.sources.connectors.posting import post_outside, refuse_target
from autan.people.journal.actions import Actor, acting
from autan.people.journal.core import ObjectRef
from autan.people.journal.models import JournalEntry
from autan.people.mail.core import WAITING, MessageStatus, next_attempt
from autan.plans.indicators.actions.reminders import LATE
from autan.plans.indicators.queries.indicators import network_health
from autan.publishing.webhooks.core import OFFERED, WebhookEvent, sign_message, write_secret
from autan.publishing.webhooks.models import Webhook, WebhookDelivery
from autan.publishing.webhooks.queries import told_webhooks, webhooks_of
from autan.territories.networks.queries.networks import get_network

QUEUE = "data"
"""That of what speaks to other machines: one that never answers keeps no mail waiting."""
LONGEST_S = 10.0
_MAX_NAME, _MOST = 120, 10
_CUT_SHORT = timedelta(minutes=10)
_TAKEN, _GONE = range(200, 300), 410
_MANAGE, _PURPOSE = "webhooks.manage", "webhook"
_REFUSAL = "seule la coordination du réseau y fait prévenir un programme"
_log = logging.getLogger("autan.publishing.webhooks")


def _ref(webhook: Webhook) -> ObjectRef:
    return ObjectRef("webhooks", "webhook", str(webhook.pk))


def register_webhook(
    *, by: Actor | None, network: str, name: str, url: str, events: Sequence[str]
) -> tuple[Webhook, str]:
    """Have a program told of what changes in a network; return it with its secret, which is shown once.

    Raises:
        RuleError: the name is empty or too long, the address may not be asked, no event is chosen, or the network has
            ten programs told.
        NotAllowedError: `by` does not coordinate the network.
    """
    with acting(by=by, act="register_webhook", permission=_MANAGE, on=get_network(network), refusal=_REFUSAL) as act:
        holder, codes = " ".join(name.split()), [event.value for event in OFFERED if event.value in events]
        if not 0 < len(holder) <= _MAX_NAME:
            raise RuleError("dites quel programme, en {max_name} signes au plus", max_name=_MAX_NAME)
        if not codes:
            raise RuleError("dites de quoi le programme est prévenu")
        if len(webhooks_of(network)) >= _MOST:
            raise RuleError("{most} programmes prévenus au plus\u202f; arrêtez-en un d’abord", most=_MOST)
        refuse_target(url.strip(), inside=settings.AUTAN_WEBHOOKS_INSIDE)
        secret = write_secret(secrets.token_bytes(32))
        webhook = Webhook.objects.create(
            network=network, name=holder, url=url.strip(), events=codes, secret=seal(secret, purpose=_PURPOSE)
        )
        act.record(_ref(webhook), summary=f"Programme prévenu : {holder}", network=network)
    return webhook, secret


def stop_webhook(*, by: Actor | None, webhook: Webhook) -> Webhook:
    """Tell a program nothing more, at once: what had not left is given up.

    Raises:
        NotAllowedError: `by` does not coordinate its network.
    """
    place = get_network(webhook.network)
    with acting(by=by, act="stop_webhook", permission=_MANAGE, on=place, refusal=_REFUSAL) as act:
        if webhook.stopped_at is None:
            webhook.stopped_at = timezone.now()
            webhook.save(update_fields=["stopped_at"])
            _give_up(WebhookDelivery.objects.filter(webhook=webhook), "programme arrêté avant l’envoi")
            act.record(_ref(webhook), summary=f"Programme arrêté : {webhook.name}", network=webhook.network)
    return webhook


def try_webhook(*, by: Actor | None, webhook: Webhook) -> WebhookDelivery:
    """Send a trial to a program, by the road of what it is told.

    Raises:
        NotAllowedError: `by` does not coordinate its network.
        RuleError: it is stopped.
    """
    place = get_network(webhook.network)
    with acting(by=by, act="try_webhook", permission=_MANAGE, on=place, refusal=_REFUSAL) as act:
        if webhook.stopped_at is not None:
            raise RuleError("ce programme n’est plus prévenu")
        moment = timezone.now()
        delivery = _queue(webhook, WebhookEvent.TRIAL, f"trial/{moment.isoformat()}", {"summary": "Essai"}, moment)
        act.record(_ref(webhook), summary=f"Essai envoyé : {webhook.name}", network=webhook.network)
    return delivery


def replay_delivery(*, by: Actor | None, delivery: WebhookDelivery) -> WebhookDelivery:
    """Send a message again, as it was and under the same identifier.

    Raises:
        NotAllowedError: `by` does not coordinate the network.
        RuleError: it is on its way, or its program is no longer told.
    """
    webhook = delivery.webhook
    place = get_network(webhook.network)
    with acting(by=by, act="replay_delivery", permission=_MANAGE, on=place, refusal=_REFUSAL) as act:
        current = WebhookDelivery.objects.select_for_update().get(pk=delivery.pk)
        if webhook.stopped_at is not None or not MessageStatus(current.status).is_final:
            raise RuleError("cet envoi est en cours, ou son programme n’est plus prévenu")
        current.status, current.attempts, current.error = MessageStatus.QUEUED.value, 0, ""
        current.answered, current.due_at, current.done_at = None, timezone.now(), None
        current.save()
        deliver_webhook.enqueue(current.pk)
        act.record(_ref(webhook), summary=f"Envoi n° {current.pk} rejoué", network=webhook.network)
    return current


def tell_act(line: JournalEntry, event: WebhookEvent) -> None:
    """Tell the programs of a network what a line of its journal states; called in the transaction of the act."""
    about = {"summary": line.summary, "object": {"room": line.room, "kind": line.kind, "id": line.object_id}}
    for webhook in told_webhooks(event.value, line.network) if line.network else ():
        _queue(webhook, event, f"journal/{line.pk}", about, line.at)


def tell_late_values(now: datetime) -> int:
    """Tell of each value that became late since it was last looked for, once; return how many messages.

    A value is late as the health check of the indicators says: its source has a period, which is over.
    """
    _forget_old(now)
    count, by_network = 0, dict[str, list[Webhook]]()
    for webhook in told_webhooks(WebhookEvent.VALUE_LATE.value):
        by_network.setdefault(webhook.network, []).append(webhook)
    for slug, webhooks in by_network.items():
        findings, _sirens = network_health(get_network(slug), today=timezone.localdate(now))
        for finding in (finding for finding in findings if finding.code in LATE):
            about = {
                "summary": str(finding.evidence.fr),
                "object": {"room": "indicators", "kind": "indicator", "id": finding.subject, "siren": finding.siren},
            }
            for webhook in webhooks:
                key = f"late/{finding.fingerprint}"
                if not WebhookDelivery.objects.filter(webhook=webhook, key=key).exists():
                    _queue(webhook, WebhookEvent.VALUE_LATE, key, about, now)
                    count += 1
    return count


@transaction.atomic
def _queue(webhook: Webhook, event: WebhookEvent, key: str, about: dict[str, Any], moment: datetime) -> WebhookDelivery:
    network = get_network(webhook.network)
    content = {
        "type": event.value,
        "timestamp": moment.isoformat(),
        "data": {"network": network.slug, "is_invented": network.is_invented, "site": settings.AUTAN_SITE, **about},
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
    delivery = _claim(pk, timezone.now())
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
    secret = unseal(delivery.webhook.secret, purpose=_PURPOSE)
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
def _claim(pk: int, now: datetime) -> WebhookDelivery | None:
    """Mark a message as being sent; None when it is not to be."""
    row = WebhookDelivery.objects.select_for_update().filter(pk=pk).first()
    if row is None or MessageStatus(row.status).is_final or row.due_at > now:
        return None
    row.status, row.due_at = MessageStatus.SENDING.value, now + _CUT_SHORT
    row.attempts += 1
    row.save(update_fields=["status", "attempts", "due_at"])
    return row


@transaction.atomic
def _note(delivery: WebhookDelivery, reason: str, *, now: datetime) -> str:
    is_taken = delivery.answered in _TAKEN
    is_final = is_taken or delivery.answered == _GONE
    due = None if is_final else next_attempt(delivery.attempts, now)
    delivery.status = (
        MessageStatus.SENT if is_taken else MessageStatus.RETRYING if due else MessageStatus.FAILED
    ).value
    delivery.error = "" if is_taken else (reason or f"réponse {delivery.answered}")[:300]
    delivery.due_at, delivery.done_at = due or now, None if due else now
    current = WebhookDelivery.objects.select_for_update().get(pk=delivery.pk)
    if current.status != MessageStatus.SENDING.value:
        return current.status  # its program was stopped meanwhile
    delivery.save(update_fields=["status", "answered", "error", "due_at", "done_at"])
    if due:
        deliver_webhook.using(run_after=due).enqueue(delivery.pk)
    if not is_taken:
        details = {"number": delivery.pk, "attempts": delivery.attempts, "status": delivery.status}
        _log.warning("webhook not taken", extra=details)
    return delivery.status


def requeue_cut_short(*, now: datetime) -> int:
    """Put in the queue again what the product was sending when it stopped, or what the queue lost; return how many."""
    late = WebhookDelivery.objects.filter(status__in=WAITING, due_at__lt=now - _CUT_SHORT).values_list("pk", flat=True)
    for pk in late:
        deliver_webhook.enqueue(pk)
    return len(late)


def cancel_unsent() -> int:
    """Give up what had not left, for a home that was restored: it may have left from the first one."""
    return _give_up(WebhookDelivery.objects.all(), "sauvegarde restaurée avant l’envoi")


def _give_up(deliveries: Any, reason: str) -> int:
    unsent = deliveries.filter(status__in=WAITING)
    count: int = unsent.update(status=MessageStatus.FAILED.value, error=reason, done_at=timezone.now())
    return count


def _forget_old(now: datetime) -> None:
    """Delete messages whose time is over, those of late values apart: they would be told again."""
    if days := settings.AUTAN_KEEP_DAYS["messages"]:
        old = WebhookDelivery.objects.filter(done_at__lt=now - timedelta(days=days))
        old.exclude(event=WebhookEvent.VALUE_LATE.value).delete()
