"""A program that is told, registered, tried and stopped, and a message to it, sent again."""

import secrets
from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from autan.ground.errors import RuleError
from autan.ground.sealing import seal
from autan.ground.wordings import Sentence
from autan.opendata.sources.connectors.posting import refuse_target
from autan.people.journal.actions import Actor, acting
from autan.people.journal.core import refs_to
from autan.people.mail.actions import give_up
from autan.people.mail.core import MessageStatus
from autan.people.workflows.actions import Step, Transition, Workflow, at_that_moment
from autan.publishing.webhooks.actions.deliveries import PURPOSE, deliver_webhook, queue_trial
from autan.publishing.webhooks.core import OFFERED, write_secret
from autan.publishing.webhooks.models import Webhook, WebhookDelivery
from autan.publishing.webhooks.queries import get_delivery, get_webhook, webhooks_of
from autan.territories.networks.queries.networks import get_network

_MAX_NAME, _MOST = 120, 10
_MANAGE = "webhooks.manage"
_REFUSAL = Sentence("seule la coordination du réseau y fait prévenir un programme")
_NOT_REPLAYED = Sentence("cet envoi est en cours, ou son programme n’est plus prévenu")
_ref = refs_to("webhooks", "webhook", "pk")


def register_webhook(
    *, by: Actor | None, network: str, name: str, url: str, events: Sequence[str]
) -> tuple[Webhook, str]:
    """Have a program told of what changes in a network; return it with its secret, which is shown once.

    Raises RuleError: the name is empty or too long, the address may not be asked, no event is chosen, or the network
    has ten programs told.
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
            network=network, name=holder, url=url.strip(), events=codes, secret=seal(secret, purpose=PURPOSE)
        )
        act.record(_ref(webhook), summary=f"Programme prévenu : {holder}", network=network)
    return webhook, secret


def _page(webhook: Webhook) -> str:
    return reverse("webhooks:list", args=[webhook.network])


WEBHOOK: Workflow[Webhook] = Workflow(
    name="webhooks.webhook",
    state=lambda webhook: "stopped" if webhook.stopped_at else "told",
    right=_MANAGE,
    refusal=_REFUSAL,
    subject=lambda webhook: get_network(webhook.network),
    network=lambda webhook: webhook.network,
    page=_page,
    find=lambda _reader, number: get_webhook(number),
    error=RuleError,
    transitions=(
        Transition(
            name="try_webhook",
            begins={"told"},
            refusals={"stopped": Sentence("ce programme n’est plus prévenu")},
            effect=lambda step: queue_trial(step.row),
            journal="Essai envoyé : {row.name}",
            done=_("L’essai est en file\u202f; il part dans un instant."),
        ),
        Transition(
            name="stop_webhook",
            begins={"told"},
            ends="stopped",
            sets={"stopped_at": at_that_moment},
            effect=lambda step: give_up(step.row.deliveries.all(), "programme arrêté avant l’envoi"),
            journal="Programme arrêté : {row.name}",
            done=_("Ce programme n’est plus prévenu."),
        ),
    ),
)


def _refuse_stopped(step: Step[WebhookDelivery]) -> None:
    if step.row.webhook.stopped_at is not None:
        raise RuleError(_NOT_REPLAYED)


DELIVERY: Workflow[WebhookDelivery] = Workflow(
    name="webhooks.delivery",
    state=lambda delivery: "ended" if MessageStatus(delivery.status).is_final else "on_its_way",
    right=_MANAGE,
    refusal=_REFUSAL,
    of=lambda delivery: delivery.webhook,
    subject=lambda delivery: get_network(delivery.webhook.network),
    ref=lambda delivery: _ref(delivery.webhook),
    network=lambda delivery: delivery.webhook.network,
    page=lambda delivery: _page(delivery.webhook),
    find=lambda _reader, number: get_delivery(number),
    error=RuleError,
    transitions=(
        Transition(
            # as it was, and under the same identifier
            name="replay_delivery",
            begins={"ended"},
            ends="on_its_way",
            refusals={"on_its_way": _NOT_REPLAYED},
            guard=_refuse_stopped,
            sets={
                "status": MessageStatus.QUEUED.value,
                "attempts": 0,
                "error": "",
                "answered": None,
                "due_at": at_that_moment,
                "done_at": None,
            },
            effect=lambda step: deliver_webhook.enqueue(step.row.pk),
            journal="Envoi n° {row.pk} rejoué",
            done=_("L’envoi est remis en file\u202f; il part dans un instant."),
        ),
    ),
)
