"""Programs told of what changes: registered on screen, signed, tried again, cut, replayed, never inside a network."""

import base64
import hashlib
import hmac
import html
import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from autan.ground.extension_points import DailyJob, RestoreStep
from autan.ground.registry import registered
from autan.instance.project.queue_worker import recover
from autan.people.accounts.models import Person
from autan.people.journal.models import JournalEntry
from autan.publishing.editions.actions.publishing import publish_edition
from autan.publishing.editions.models import Edition
from autan.publishing.webhooks import registration
from autan.publishing.webhooks.actions import deliveries
from autan.publishing.webhooks.models import Webhook, WebhookDelivery
from autan.territories.networks.models import Network, Territory
from tests.cast import Cast
from tests.mailing import run_queue
from tests.plans.indicators.conftest import follow, give
from tests.publishing.editions.conftest import edition, home, network, people
from tests.publishing.webhooks.receiver import Receiver, receive

__all__ = ["edition", "home", "network", "people"]
PAGE = "/reseaux/autan/programmes-prevenus/"
SECRET = re.compile(r"whsec_[A-Za-z0-9+/=]{44}")
EVENTS = ["answer_validated", "edition_published", "value_late"]


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    settings.AUTAN_WEBHOOKS_INSIDE = frozenset({"127.0.0.1"})
    with receive() as program:
        yield program


def browser(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="autan.people.accounts.adapter.AuthenticationBackend")
    return client


def register(client: Client, url: str, **more: Any) -> str:
    page = client.post(PAGE, {"name": "Logiciel", "url": url, "events": EVENTS, **more})
    assert page.status_code == 200, page.content.decode()
    (secret,) = set(SECRET.findall(html.unescape(page.content.decode())))
    return secret


def check_signature(secret: str, got: tuple[dict[str, str], bytes]) -> dict[str, Any]:
    """Check a message as who receives it does, with the standard library alone; return what it says."""
    headers, body = got
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    digest = hmac.new(base64.b64decode(secret.removeprefix("whsec_")), signed, hashlib.sha256).digest()
    assert headers["webhook-signature"] == f"v1,{base64.b64encode(digest).decode()}"
    assert abs(int(headers["webhook-timestamp"]) - timezone.now().timestamp()) < 60
    content: dict[str, Any] = json.loads(body)
    return content


def test_a_published_edition_is_told_once_signed_and_read_in_the_log(
    people: Cast, edition: Edition, receiver: Receiver
) -> None:
    client = browser(people.coordinator)
    secret = register(client, receiver.url)
    for _twice in range(2):
        publish_edition(by=people.coordinator, slug="essai", formats=["html"], on=date(2014, 9, 30))
    run_queue("data")
    (got,) = receiver.got
    content = check_signature(secret, got)
    assert content["type"] == "edition_published"
    data = content["data"]
    assert (data["network"], data["is_invented"], data["object"]["id"]) == ("autan", True, "essai")
    assert people.coordinator.name not in got[1].decode()
    assert got[0]["host"] == receiver.url.split("/")[2]
    page = client.get(PAGE).content.decode()
    assert not SECRET.search(html.unescape(page))
    assert "reçu" in page
    assert "Édition publiée" in html.unescape(page) or "édition publiée" in html.unescape(page)
    assert secret not in Webhook.objects.get().secret
    replayed = client.post(f"/programmes-prevenus/envois/{WebhookDelivery.objects.get().pk}/rejouer/", follow=True)
    assert "remis en file" in replayed.content.decode()
    run_queue("data")
    assert receiver.got[1][1] == got[1]
    assert receiver.got[1][0]["webhook-id"] == got[0]["webhook-id"]
    check_signature(secret, receiver.got[1])
    acts = set(JournalEntry.objects.filter(network="autan", room="webhooks").values_list("act", flat=True))
    assert acts == {"register_webhook", "replay_delivery"}


def test_an_act_that_is_undone_tells_nothing(network: Network, receiver: Receiver, people: Cast) -> None:
    register(browser(people.coordinator), receiver.url)
    line = {"act": "validate_section", "room": "surveys", "kind": "answers", "object_id": "essai/100000001"}
    with transaction.atomic():
        JournalEntry.objects.create(**line, by_id=people.officer.pk, network="autan", summary="Validée")
        assert WebhookDelivery.objects.get().event == "answer_validated"
        transaction.set_rollback(True)
    assert not WebhookDelivery.objects.exists()
    assert not DBTaskResult.objects.exists()
    JournalEntry.objects.create(**line, by_id=people.officer.pk, network="voisin", summary="Validée ailleurs")
    assert not WebhookDelivery.objects.exists()


def test_a_program_that_never_answers_is_cut_told_and_tried_again(
    people: Cast, network: Network, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliveries, "LONGEST_S", 0.15)
    client = browser(people.coordinator)
    register(client, receiver.url)
    receiver.drips_s = 3
    client.post(f"/programmes-prevenus/{Webhook.objects.get().pk}/essayer/")
    run_queue("data")
    delivery = WebhookDelivery.objects.get()
    assert (delivery.status, delivery.attempts, delivery.answered) == ("retrying", 1, None)
    assert "aucune réponse en 0.15" in client.get(PAGE).content.decode()
    receiver.drips_s, waits = 0, []
    for status in (500, 302, 404, 200):
        receiver.status, before = status, timezone.now()
        waits.append(round((delivery.due_at - delivery.queued_at).total_seconds() / 60))
        WebhookDelivery.objects.update(due_at=before)
        deliveries.deliver_webhook.call(delivery.pk)
        delivery.refresh_from_db()
    assert waits == [1, 5, 15, 60]
    assert (delivery.status, delivery.attempts, delivery.answered, delivery.error) == ("sent", 5, 200, "")
    assert len(receiver.got) == 5


def test_what_a_stop_cut_short_is_sent_and_what_is_refused_for_good_is_given_up(
    people: Cast, network: Network, receiver: Receiver
) -> None:
    client = browser(people.coordinator)
    register(client, receiver.url)
    client.post(f"/programmes-prevenus/{Webhook.objects.get().pk}/essayer/")
    DBTaskResult.objects.all().delete()
    WebhookDelivery.objects.update(status="sending", due_at=timezone.now() - timedelta(minutes=30))
    receiver.status = 410
    recover()
    run_queue("data")
    delivery = WebhookDelivery.objects.get()
    assert (delivery.status, delivery.error, len(receiver.got)) == ("failed", "réponse 410", 1)
    WebhookDelivery.objects.update(status="queued")
    (step,) = [step for step in registered(RestoreStep) if step.run.__module__ == registration.__name__]
    step.run()
    assert WebhookDelivery.objects.get().status == "failed"
    client.post(f"/programmes-prevenus/{Webhook.objects.get().pk}/arreter/")
    page = client.get(PAGE).content.decode()
    assert "Aucun programme n’est prévenu aujourd’hui." in page
    assert "Rejouer" not in page


def test_a_late_value_is_told_once_each_time_it_becomes_late(
    people: Cast, network: Network, receiver: Receiver
) -> None:
    register(browser(people.coordinator), receiver.url)
    place = Territory.objects.get(siren="100000001")
    now = timezone.now()
    give(follow(place, "ghg_total"), 40.0, start=now.year)
    indicator = give(follow(place, "energy_total"), 12.5, start=2019)
    (job,) = [job for job in registered(DailyJob) if job.code == "webhooks.late_values"]
    assert (job.run(now), job.run(now)) == (1, 0)
    run_queue("data")
    (got,) = receiver.got
    data = json.loads(got[1])["data"]
    assert (data["object"]["id"], data["object"]["siren"]) == (indicator.slug, "100000001")
    assert data["summary"].startswith("dernière valeur : 2019")
    assert job.run(now + timedelta(days=1500)) == 1


BAD = (
    "http://logiciel.exemple.fr/", "https://10.0.0.8/", "https://localhost/", "https://[::1]/", "https://intranet/",
    "https://moi:secret@logiciel.exemple.fr/", "ftp://logiciel.exemple.fr/", "https://169.254.169.254/latest/",
    "https://", "logiciel", "https://logiciel.exemple.fr:99999/", "https://logiciel exemple.fr/", "https://é.fr/",
)  # fmt: skip


def test_nothing_is_sent_inside_a_private_network(
    people: Cast, network: Network, receiver: Receiver, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = browser(people.coordinator)
    for url in BAD:
        page = client.post(PAGE, {"name": "Logiciel", "url": url, "events": EVENTS})
        assert page.status_code == 422, url
    for wrong in ({"events": []}, {"events": ["trial"]}, {"name": " "}):
        page = client.post(PAGE, {"name": "L", "url": "https://logiciel.exemple.fr/", "events": EVENTS, **wrong})
        assert page.status_code == 422, wrong
    assert not Webhook.objects.exists()
    register(client, "https://logiciel.exemple.fr/")
    number = Webhook.objects.get().pk
    for answers in (["203.0.113.7", "10.0.0.8"], ["::ffff:169.254.169.254"], ["127.0.0.1"]):
        # what the name answers on the day it is asked, as it was not on the day it was typed
        rows = [(2, 1, 6, "", (address, 443)) for address in answers]
        monkeypatch.setattr("socket.getaddrinfo", lambda *_asked, rows=rows, **_more: rows)
        client.post(f"/programmes-prevenus/{number}/essayer/")
        run_queue("data")
    Webhook.objects.update(url=receiver.url)
    settings.AUTAN_WEBHOOKS_INSIDE = frozenset()
    client.post(f"/programmes-prevenus/{number}/essayer/")
    run_queue("data")
    errors = [delivery.error for delivery in WebhookDelivery.objects.order_by("pk")]
    assert errors == ["logiciel.exemple.fr mène à une machine d’un réseau privé\u00a0: rien n’y est envoyé"] * 3 + [
        "l’adresse commence par https://"
    ]
    assert not receiver.got


def test_the_coordination_alone_has_programs_told(people: Cast, network: Network, receiver: Receiver) -> None:
    register(browser(people.coordinator), receiver.url)
    number = Webhook.objects.get().pk
    for stranger in (people.officer, people.reader, people.outsider):
        client = browser(stranger)
        assert client.get(PAGE).status_code == 403
        assert client.post(PAGE, {"name": "L", "url": receiver.url, "events": EVENTS}).status_code == 403
        for act in ("essayer", "arreter"):
            assert client.post(f"/programmes-prevenus/{number}/{act}/").status_code == 403
    browser(people.coordinator).post(f"/programmes-prevenus/{number}/essayer/")
    delivery = WebhookDelivery.objects.get().pk
    assert browser(people.officer).post(f"/programmes-prevenus/envois/{delivery}/rejouer/").status_code == 403
    assert browser(people.coordinator).post("/programmes-prevenus/99/arreter/").status_code == 404
    for _more in range(9):
        register(browser(people.coordinator), receiver.url)
    page = browser(people.coordinator).post(PAGE, {"name": "L", "url": receiver.url, "events": EVENTS})
    assert "10 programmes prévenus au plus" in page.content.decode()
    english = browser(people.coordinator).get(f"/en{PAGE}").content.decode()
    assert "Programs told" in english
    assert f'href="{PAGE}"' in browser(people.coordinator).get("/reseaux/autan/personnes/").content.decode()
