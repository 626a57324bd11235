"""The page of messages: for those who coordinate the network, with what failed first."""

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from autan.ground.errors import NotAllowedError
from autan.people.journal.models import JournalEntry
from autan.people.mail.actions import cancel_unsent, queue_message, retry_message
from autan.people.mail.core import MessageStatus
from autan.people.mail.models import OutgoingMessage
from autan.people.mail.presenters import message_lines, status_label
from tests.mailing import mail_server, posted


@pytest.fixture
def messages(people, other_network):
    def queue(slug, to):
        return queue_message(kind="essai", to=to, subject=f"Objet {to}", body="Bonjour", network=slug)

    return [queue("essai", "a@exemple.fr"), queue("voisin", "b@exemple.fr"), queue("", "c@exemple.fr")]


def page(person, name="mail:list"):
    client = Client()
    client.force_login(person, backend="autan.people.accounts.adapter.AuthenticationBackend")
    return client.get(reverse(name)), client


def test_a_coordinator_reads_what_became_of_the_messages_of_her_network(people, messages):
    answer, _client = page(people.coordinator)
    text = answer.content.decode()
    assert "a@exemple.fr" in text
    assert "en attente" in text
    assert "b@exemple.fr" not in text
    assert "c@exemple.fr" not in text, "what is written to one person alone is nobody else's"
    posted()
    assert "remis au serveur" in page(people.coordinator)[0].content.decode()


def test_nobody_else_reads_it(people, messages):
    for person in (people.officer, people.contributor, people.reader, people.outsider):
        assert page(person)[0].status_code == 403
    assert Client().get(reverse("mail:list")).status_code == 302


def test_failures_are_told_on_the_desk_and_tried_again(people, messages):
    (line,) = message_lines(people.coordinator)
    assert (line.detail, line.url) == ("", reverse("mail:list"))
    cancel_unsent(reason="550 no such person")
    (line,) = message_lines(people.coordinator)
    assert (line.detail, line.url) == ("1 message n’est pas parti", reverse("mail:failed"))
    answer, client = page(people.coordinator, "mail:failed")
    assert "550 no such person" in answer.content.decode()
    mine, other, own = messages
    assert client.post(reverse("mail:retry", args=[mine.pk])).status_code == 302
    mine.refresh_from_db()
    assert mine.status == MessageStatus.QUEUED
    assert JournalEntry.objects.get(act="retry_message").network == "essai"
    for refused in (other, own):
        assert client.post(reverse("mail:retry", args=[refused.pk])).status_code == 403
    assert client.post(reverse("mail:retry", args=[0])).status_code == 404
    client.post(reverse("mail:retry", args=[mine.pk]))
    assert "pas en échec" in client.get(reverse("mail:list")).content.decode()


def test_only_who_coordinates_tries_again(people, messages):
    assert list(message_lines(people.officer)) == []
    cancel_unsent(reason="essai")
    with pytest.raises(NotAllowedError):
        retry_message(by=people.officer, message=OutgoingMessage.objects.get(pk=messages[0].pk))


def test_each_fate_has_its_words():
    assert len({status_label(status) for status in MessageStatus}) == len(MessageStatus)


def test_who_coordinates_sends_a_message_to_herself_to_see_the_mail_server(people):
    _answer, client = page(people.coordinator)
    shown = client.post(reverse("mail:trial"), follow=True).content.decode()
    assert f"Message d’essai à {people.coordinator.email}" in shown
    assert OutgoingMessage.objects.get().to == people.coordinator.email
    with mail_server("550 no such person") as server, override_settings(MAILERS=server.mailers):
        refused = client.post(reverse("mail:trial"), follow=True).content.decode()
    assert "550 no such person" in refused
    _answer, officer = page(people.officer)
    assert officer.post(reverse("mail:trial")).status_code == 403
