"""The queue: a message leaves with its act, once, is tried again, and says what became of it."""

from datetime import timedelta
from email import message_from_string

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from autan.ground.extension_points import DataSubject
from autan.people.mail.actions import (
    LocalLinkError,
    cancel_unsent,
    deliver,
    deliver_now,
    queue_message,
    requeue_cut_short,
)
from autan.people.mail.connectors import Sender
from autan.people.mail.core import RETRY_AFTER_MINUTES, MessageStatus, find_local_links, next_attempt
from autan.people.mail.models import OutgoingMessage
from autan.people.mail.queries import all_messages, due_messages, export_messages
from tests.mailing import mail_server, posted

pytestmark = pytest.mark.django_db
SECRET = "https://energie.exemple.fr/lien/secret"
NOWHERE = {
    "default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": {"host": "127.0.0.1", "port": 1}}
}


def queue(**fields) -> OutgoingMessage:
    standard = {"kind": "essai.mot", "to": "marie@exemple.fr", "subject": "Bonjour", "body": f"Voici : {SECRET}"}
    return queue_message(**(standard | fields))


def fate_of(message: OutgoingMessage) -> MessageStatus:
    message.refresh_from_db()
    return MessageStatus(message.status)


def test_a_message_waits_for_the_queue_then_leaves():
    message = queue()
    assert (message.status, mail.outbox) == (MessageStatus.QUEUED, [])
    (left,) = posted()
    assert (left.to, left.subject, SECRET in left.body) == (["marie@exemple.fr"], "Bonjour", True)
    assert fate_of(message) is MessageStatus.SENT
    assert (message.content, message.attempts) == ("", 1)
    assert message.done_at is not None
    assert len(posted()) == 1, "a second run sends nothing"


def test_what_is_undone_sends_nothing():
    with transaction.atomic():
        queue()
        transaction.set_rollback(True)
    assert posted() == []
    assert not OutgoingMessage.objects.exists()


def test_the_database_holds_no_link():
    message = queue(unsubscribe=f"{SECRET}/fin")
    tasks = list(DBTaskResult.objects.values())
    text = f"{OutgoingMessage.objects.filter(pk=message.pk).values().get()}{tasks}"
    assert "secret" not in text


def test_one_key_leaves_once():
    first, second = queue(key="k"), queue(key="k")
    assert first == second
    assert len(posted()) == 1
    assert queue(key="k").status == MessageStatus.SENT
    assert len(posted()) == 1


def test_a_key_that_was_given_up_is_tried_again(settings):
    message = queue(key="k")
    cancel_unsent(reason="essai")
    assert fate_of(message) is MessageStatus.FAILED
    queue(key="k", body="un autre texte")
    assert fate_of(message) is MessageStatus.QUEUED
    assert posted()[-1].body == "un autre texte"


def test_a_server_that_is_away_is_tried_again_until_it_is_given_up(settings, caplog):
    settings.MAILERS = NOWHERE
    message, now = queue(), timezone.now()
    for attempt, minutes in enumerate(RETRY_AFTER_MINUTES, start=1):
        assert deliver(message.pk, now=now) is MessageStatus.RETRYING
        message.refresh_from_db()
        assert (message.attempts, message.due_at) == (attempt, now + timedelta(minutes=minutes))
        assert deliver(message.pk, now=now) is MessageStatus.RETRYING, "not before its time"
        now = message.due_at
    assert deliver(message.pk, now=now) is MessageStatus.FAILED
    message.refresh_from_db()
    assert message.content, "kept, to be tried again on demand"
    assert message.error == "le serveur de courriel est hors d’atteinte (Connection refused)"
    assert [record.levelname for record in caplog.records if record.name == "autan.people.mail"][-1] == "ERROR"
    assert "marie" not in caplog.text


def test_a_new_attempt_is_in_the_queue_for_its_time(settings):
    settings.MAILERS = NOWHERE
    message = queue()
    posted()
    message.refresh_from_db()
    later = DBTaskResult.objects.filter(status="READY", run_after__gt=timezone.now())
    assert [task.run_after for task in later] == [message.due_at]


@pytest.mark.parametrize(
    ("refusal", "status"),
    [("550 no such person", MessageStatus.FAILED), ("451 come back later", MessageStatus.RETRYING)],
)
def test_an_address_that_does_not_exist_is_not_tried_again(settings, refusal, status):
    with mail_server(refusal) as server:
        settings.MAILERS = server.mailers
        (message,) = deliver_now([queue()])
    assert (message.status, message.error) == (status, refusal)


def test_headers_are_those_of_a_real_message(settings):
    settings.DEFAULT_FROM_EMAIL = "Réseau <energie@exemple.fr>"
    away = f"https://energie.exemple.fr/fin/{'a' * 90}"
    with mail_server() as server:
        settings.MAILERS = server.mailers
        (message,) = deliver_now([queue(unsubscribe=away)])
    assert message.status == MessageStatus.SENT
    (raw,) = server.taken
    headers = message_from_string(raw)
    assert headers["Message-ID"] == message.message_id
    assert message.message_id.endswith("@exemple.fr>")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert f"List-Unsubscribe: <{away}>" in raw.splitlines()
    assert headers["Auto-Submitted"] == "auto-generated"


def test_no_word_of_a_message_begins_another_header(settings):
    forged = "Mot\r\nBcc: victime@exemple.fr\r\n\r\nAutre corps"
    at_fault = [{"subject": forged}, {"sender": Sender(name=forged)}, {"sender": Sender(name="R", reply_to=forged)}]
    with mail_server() as server:
        settings.MAILERS = server.mailers
        messages = deliver_now([queue(**fields) for fields in [*at_fault, {"to": forged}, {"unsubscribe": forged}]])
    assert {message.status for message in messages} <= {MessageStatus.SENT, MessageStatus.FAILED}
    assert messages[0].status == MessageStatus.SENT
    texts = [message_from_string(raw) for raw in server.taken]
    assert [text.keys() for text in texts if "Bcc" in text] == []
    assert [text for text in texts if text.get_payload().startswith("Autre corps")] == []


def test_without_a_server_the_message_is_written_whole(settings, tmp_path):
    kept = {"BACKEND": "django.core.mail.backends.filebased.EmailBackend", "OPTIONS": {"file_path": str(tmp_path)}}
    settings.MAILERS = {"default": kept}
    (message,) = deliver_now([queue(body="Accentué : http://localhost:8000/x")])
    assert message.status == MessageStatus.WRITTEN
    (file,) = tmp_path.iterdir()
    assert "Accentué : http://localhost:8000/x" in file.read_text()


@pytest.mark.parametrize("place", ["localhost:8000", "127.0.0.1", "[::1]:8000", "LOCALHOST"])
def test_no_local_link_leaves_through_a_server(place):
    with pytest.raises(LocalLinkError, match="AUTAN_SITE"):
        queue(body=f"Voici : http://{place}/x")
    with pytest.raises(LocalLinkError):
        queue(unsubscribe=f"https://{place}/x")
    assert not OutgoingMessage.objects.exists()


def test_links_that_only_look_local_leave():
    assert find_local_links("http://localhost.exemple.fr/ https://127.exemple.fr http://exemple.fr/localhost") == ()


def test_a_stop_in_the_middle_is_tried_again_later_under_the_same_identifier():
    message = queue()
    OutgoingMessage.objects.update(status=MessageStatus.SENDING.value, due_at=timezone.now() - timedelta(minutes=11))
    DBTaskResult.objects.all().delete()
    assert requeue_cut_short(now=timezone.now()) == 1
    (left,) = posted()
    assert left.extra_headers["Message-ID"] == message.message_id
    assert requeue_cut_short(now=timezone.now()) == 0


def test_a_message_of_another_secret_key_is_given_up(settings):
    message = queue()
    settings.SECRET_KEY = "another-secret-key-another-secret-key"
    assert deliver(message.pk) is MessageStatus.FAILED
    assert deliver(0) is MessageStatus.FAILED


def test_a_bad_header_is_given_up(settings):
    settings.DEFAULT_FROM_EMAIL = "a@exemple.fr\nBcc: x@exemple.fr"
    assert deliver(queue().pk) is MessageStatus.FAILED


def test_messages_are_found_by_address_and_by_what_remains():
    first, second = queue(), queue(to="Jean@exemple.fr")
    assert len(export_messages(DataSubject(email="jean@exemple.fr"))) == 1
    assert [message.pk for message in due_messages()] == [first.pk, second.pk]
    assert [message.pk for message in all_messages()] == [second.pk, first.pk]
    assert all_messages(failed=True) == []
    cancel_unsent(reason="essai")
    assert due_messages() == []
    assert len(all_messages(failed=True)) == 2
    assert len(all_messages(limit=1)) == 1
    assert str(first).startswith("essai.mot")


def test_delays_grow_and_end():
    now = timezone.now()
    minutes = [(next_attempt(attempt, now) - now) // timedelta(minutes=1) for attempt in range(1, 7)]
    assert minutes == [1, 5, 15, 60, 240, 720]
    assert next_attempt(len(RETRY_AFTER_MINUTES), now) == now + timedelta(hours=12)
    assert next_attempt(len(RETRY_AFTER_MINUTES) + 1, now) is None
