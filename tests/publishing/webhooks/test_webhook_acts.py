"""Acts on the programs that are told: what is refused and in which words, what is written, who is told of what."""

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import translation
from django_tasks_db.models import DBTaskResult

from autan.ground.errors import NotAllowedError, RuleError, UnknownError
from autan.ground.sealing import unseal
from autan.people.accounts.models import Person
from autan.people.journal.models import JournalEntry
from autan.people.mail.core import MessageStatus
from autan.people.workflows.actions import take
from autan.publishing.webhooks.actions.deliveries import (
    PURPOSE,
    deliver_webhook,
    forget_old,
    requeue_cut_short,
    tell_act,
    tell_late_values,
)
from autan.publishing.webhooks.actions.workflow import DELIVERY, WEBHOOK, register_webhook
from autan.publishing.webhooks.core import WebhookEvent
from autan.publishing.webhooks.models import Webhook, WebhookDelivery
from autan.publishing.webhooks.presenters import delivery_lines, webhook_lines
from autan.publishing.webhooks.queries import deliveries_of, get_delivery, get_webhook, webhooks_of
from autan.territories.networks.models import Network
from tests.cast import Cast
from tests.plans.indicators.conftest import follow, give, here, neighbour, network, people

__all__ = ["here", "neighbour", "network", "people"]
URL = "https://logiciel.exemple.fr/autan"
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def register(by: Person | None = None, **more: Any) -> tuple[Webhook, str]:
    fields = {"network": "essai", "name": "Logiciel", "url": URL, "events": ["answer_validated"], **more}
    return register_webhook(by=by, **fields)


def made(webhook: Webhook, key: str = "k", **fields: Any) -> WebhookDelivery:
    """A message of a program, as the database keeps it."""
    fields = {"event": "trial", "body": "{}", "status": "queued", **fields}
    return WebhookDelivery.objects.create(webhook=webhook, key=key, **fields)


def test_a_program_is_kept_under_its_name_and_its_secret_is_sealed(people: Cast) -> None:
    webhook, secret = register(people.coordinator, name="  Mon   logiciel ", url=f" {URL} ")
    row = Webhook.objects.get()
    assert (row.pk, row.name, row.url, row.network, row.stopped_at) == (webhook.pk, "Mon logiciel", URL, "essai", None)
    assert unseal(row.secret, purpose=PURPOSE) == secret
    assert (secret in row.secret, len(base64.b64decode(secret.removeprefix("whsec_")))) == (False, 32)
    line = JournalEntry.objects.get(act="register_webhook")
    assert (line.by_id, line.network, line.room, line.kind) == (people.coordinator.pk, "essai", "webhooks", "webhook")
    assert (line.object_id, line.summary) == (str(webhook.pk), "Programme prévenu : Mon logiciel")
    assert register()[1] != secret


def test_events_are_kept_in_their_order_and_those_that_one_does_not_choose_left_out(network: Network) -> None:
    webhook, _secret = register(events=["trial", "value_late", "nothing", "answer_validated"])
    assert webhook.events == ["answer_validated", "value_late"]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"name": "  "}, "dites quel programme, en 120 signes au plus"),
        ({"name": "x" * 121}, "dites quel programme, en 120 signes au plus"),
        ({"events": []}, "dites de quoi le programme est prévenu"),
        ({"events": ["trial"]}, "dites de quoi le programme est prévenu"),
        ({"url": "http://logiciel.exemple.fr/"}, "https://"),
    ],
)
def test_what_is_refused_of_a_program_leaves_neither_row_nor_line(
    more: dict[str, Any], words: str, network: Network
) -> None:
    with pytest.raises(RuleError, match=words):
        register(**more)
    assert not Webhook.objects.exists()
    assert not JournalEntry.objects.filter(room="webhooks").exists()
    assert register(name="x" * 120)[0].name == "x" * 120


def test_ten_programs_are_told_at_most_those_that_are_stopped_apart(network: Network, neighbour: Person) -> None:
    webhooks = [register()[0] for _rank in range(10)]
    with pytest.raises(RuleError, match="10 programmes prévenus au plus"):
        register()
    register(network="voisin")
    take(WEBHOOK, "stop_webhook", webhooks[3], by=None, at=NOW)
    register()
    assert len(webhooks_of("essai")) == 10


def test_the_coordination_of_the_network_alone_acts_on_its_programs(people: Cast, neighbour: Person) -> None:
    webhook = register()[0]
    delivery = made(webhook, status="failed")
    for stranger in (people.officer, people.contributor, people.reader, people.outsider, neighbour):
        with pytest.raises(NotAllowedError, match="seule la coordination du réseau y fait prévenir un programme"):
            register(stranger)
        for act in ("try_webhook", "stop_webhook"):
            with pytest.raises(NotAllowedError, match="seule la coordination"):
                take(WEBHOOK, act, webhook, by=stranger, at=NOW)
        with pytest.raises(NotAllowedError, match="seule la coordination"):
            take(DELIVERY, "replay_delivery", delivery, by=stranger, at=NOW)
    assert Webhook.objects.get().stopped_at is None
    assert WebhookDelivery.objects.get().status == "failed"
    assert JournalEntry.objects.filter(room="webhooks").count() == 1


def test_a_trial_is_queued_by_the_road_of_what_is_told(people: Cast) -> None:
    webhook = register()[0]
    for _twice in range(2):
        take(WEBHOOK, "try_webhook", webhook, by=people.coordinator, at=NOW)
    last, first = WebhookDelivery.objects.all()
    assert (first.event, first.status, first.attempts, first.answered) == ("trial", "queued", 0, None)
    assert (first.key != last.key, first.key.startswith("trial/")) == (True, True)
    content = json.loads(first.body)
    assert (content["type"], content["data"]["network"], content["data"]["is_invented"]) == ("trial", "essai", True)
    assert content["data"]["summary"] == "Essai"
    assert DBTaskResult.objects.count() == 2
    lines = JournalEntry.objects.filter(act="try_webhook")
    assert [line.summary for line in lines] == ["Essai envoyé : Logiciel"] * 2


def test_a_program_that_is_stopped_is_neither_tried_nor_told_and_its_messages_are_given_up(people: Cast) -> None:
    webhook = register()[0]
    sent, waiting = made(webhook, "sent", status="sent", error=""), made(webhook, "waiting")
    for _twice in range(2):
        take(WEBHOOK, "stop_webhook", webhook, by=people.coordinator, at=NOW)
    webhook.refresh_from_db()
    sent.refresh_from_db()
    waiting.refresh_from_db()
    assert (webhook.stopped_at, sent.status) == (NOW, "sent")
    assert (waiting.status, waiting.error) == ("failed", "programme arrêté avant l’envoi")
    assert JournalEntry.objects.filter(act="stop_webhook").count() == 1
    with pytest.raises(RuleError, match="ce programme n’est plus prévenu"):
        take(WEBHOOK, "try_webhook", webhook, by=people.coordinator, at=NOW)
    with pytest.raises(RuleError, match="ou son programme n’est plus prévenu"):
        take(DELIVERY, "replay_delivery", waiting, by=people.coordinator, at=NOW)
    line = JournalEntry(network="essai", room="surveys", kind="answers", object_id="1", summary="Validée")
    tell_act(line, WebhookEvent.ANSWER_VALIDATED)
    assert WebhookDelivery.objects.count() == 2


def test_a_message_is_replayed_as_it_was_once_nothing_more_is_tried(people: Cast) -> None:
    webhook = register()[0]
    fields = {"attempts": 7, "error": "réponse 500", "answered": 500, "done_at": NOW - timedelta(days=1)}
    delivery = made(webhook, body='{"a": 1}', status="failed", **fields)
    take(DELIVERY, "replay_delivery", delivery, by=people.coordinator, at=NOW)
    delivery.refresh_from_db()
    assert (delivery.status, delivery.attempts, delivery.error, delivery.answered) == ("queued", 0, "", None)
    assert (delivery.due_at, delivery.done_at, delivery.body) == (NOW, None, '{"a": 1}')
    assert JournalEntry.objects.get(act="replay_delivery").summary == f"Envoi n° {delivery.pk} rejoué"
    with pytest.raises(RuleError, match="cet envoi est en cours"):
        take(DELIVERY, "replay_delivery", delivery, by=people.coordinator, at=NOW)
    assert DBTaskResult.objects.count() == 1


def test_an_act_is_told_to_the_programs_of_its_network_that_asked_for_it(network: Network, neighbour: Person) -> None:
    told = register()[0]
    register(events=["edition_published"])
    register(network="voisin")
    line = JournalEntry.objects.create(
        act="validate_section", room="surveys", kind="answers", object_id="essai/1", network="essai", summary="Validée"
    )
    delivery = WebhookDelivery.objects.get()
    assert (delivery.webhook_id, delivery.key, delivery.event) == (told.pk, f"journal/{line.pk}", "answer_validated")
    content = json.loads(delivery.body)
    assert content["timestamp"] == line.at.isoformat()
    assert content["data"]["object"] == {"room": "surveys", "kind": "answers", "id": "essai/1"}
    for other in ({"act": "save_answer"}, {"network": ""}, {"room": "plans"}):
        fields = {"act": "validate_section", "room": "surveys", "network": "essai", **other}
        JournalEntry.objects.create(kind="answers", object_id="essai/1", summary="Autre", **fields)
    assert WebhookDelivery.objects.count() == 1


def test_a_value_that_is_late_is_told_once_to_each_program_that_asked(network: Network, here: Any) -> None:
    programs = {register(events=["value_late"])[0].pk for _rank in range(2)}
    register(events=["answer_validated"])
    give(follow(here, "energy_total"), 12.5, start=2019)
    assert (tell_late_values(NOW), tell_late_values(NOW)) == (2, 0)
    assert {delivery.webhook_id for delivery in WebhookDelivery.objects.all()} == programs
    assert register(events=["value_late"])[0].pk not in programs
    assert tell_late_values(NOW) == 1


def test_messages_are_forgotten_after_their_time_those_of_late_values_apart(network: Network, settings: Any) -> None:
    webhook = register()[0]
    settings.AUTAN_KEEP_DAYS = {**settings.AUTAN_KEEP_DAYS, "messages": 30}
    limit = NOW - timedelta(days=30)
    made(webhook, "old", done_at=limit - timedelta(seconds=1), status="sent")
    made(webhook, "kept", done_at=limit, status="sent")
    made(webhook, "late", event="value_late", done_at=limit - timedelta(days=300), status="sent")
    made(webhook, "waiting", done_at=None)
    settings.AUTAN_KEEP_DAYS["messages"] = 0
    assert forget_old(NOW) == 0
    settings.AUTAN_KEEP_DAYS["messages"] = 30
    assert forget_old(NOW) == 1
    assert {delivery.key for delivery in WebhookDelivery.objects.all()} == {"kept", "late", "waiting"}


def test_what_was_cut_short_is_queued_again_and_what_is_done_is_not_sent(network: Network) -> None:
    webhook = register()[0]
    lost = made(webhook, "lost", status="sending", due_at=NOW - timedelta(days=1))
    made(webhook, "done", status="sent", due_at=NOW - timedelta(days=1))
    made(webhook, "next", status="queued", due_at=NOW)
    assert requeue_cut_short(now=NOW) == 1
    assert DBTaskResult.objects.get().args_kwargs["args"] == [lost.pk]
    for status in ("sent", "failed"):
        WebhookDelivery.objects.filter(pk=lost.pk).update(status=status)
        assert deliver_webhook.call(lost.pk) == ""
    assert deliver_webhook.call(lost.pk + 100) == ""
    assert WebhookDelivery.objects.get(pk=lost.pk).attempts == 0


def test_programs_are_read_the_last_first_of_a_network_and_of_an_event(network: Network, neighbour: Person) -> None:
    first, second = register()[0], register(events=["value_late", "edition_published"])[0]
    other = register(network="voisin")[0]
    assert webhooks_of() == [other, second, first]
    assert webhooks_of("essai") == [second, first]
    assert webhooks_of("essai", event="edition_published") == [second]
    assert webhooks_of(event="answer_validated") == [other, first]
    mine, last = made(first, "a"), made(first, "b")
    made(other, "c")
    assert list(deliveries_of("essai")) == [last, mine]
    assert (get_webhook(first.pk), get_delivery(mine.pk).webhook) == (first, first)
    for read, words in ((get_webhook, "aucun programme prévenu n° 999"), (get_delivery, "aucun envoi n° 999")):
        with pytest.raises(UnknownError, match=words):
            read(999)


def test_programs_and_messages_are_listed_in_both_languages() -> None:
    webhook = Webhook(name="Logiciel", events=["answer_validated", "value_late"])
    deliveries = [
        WebhookDelivery(status=status.value, event="trial") for status in MessageStatus if status != "written"
    ]
    expected = {
        "fr": (
            "réponse validée par un membre, valeur d’indicateur en retard",
            "essai",
            "pas encore reçu, nouvel essai prévu",
        ),
        "en": (
            "answer validated by a member, late value of an indicator",
            "trial",
            "not received yet, another attempt is due",
        ),
    }
    for language, (events, event, retrying) in expected.items():
        with translation.override(language):
            (line,) = webhook_lines([webhook])
            lines = list(delivery_lines(deliveries))
        assert (line["webhook"], line["events"]) == (webhook, events)
        assert {row["event"] for row in lines} == {event}
        assert [row["is_final"] for row in lines] == [False, False, False, True, True]
        assert lines[2]["state"] == retrying
