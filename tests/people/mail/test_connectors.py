"""The mail server and what it says: whom it refuses for good, what is tried again, what is written for want of one."""

import os
import smtplib
from datetime import UTC, datetime, timedelta
from email import message_from_string

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.template import Context, Template
from django.test import RequestFactory

from autan.ground.extension_points import DataSubject
from autan.people.mail.actions import deliver_now, erase_messages, purge_messages, queue_message, send_trial
from autan.people.mail.connectors import (
    DeliveryError,
    Email,
    Sender,
    _is_final,
    _reason,
    mail_leaves,
    mail_server_fault,
    make_message_id,
    remove_written,
    send,
)
from autan.people.mail.core import RETRY_AFTER_MINUTES, MessageStatus, find_addresses, find_local_links, next_attempt
from autan.people.mail.models import OutgoingMessage
from tests.mailing import mail_server

TO = "marie@exemple.fr"
FILES = "autan.people.mail.connectors.FolderBackend"
SMTP = "django.core.mail.backends.smtp.EmailBackend"


def mailers(backend: str, **options: object) -> dict:
    return {"default": {"BACKEND": backend, "OPTIONS": options}}


def email(**fields) -> Email:
    plain = {"to": TO, "subject": "Bonjour", "body": "Voici.", "message_id": "<1@exemple.fr>"}
    return Email(**plain | fields)


def refused(code: int, words: bytes = b"no") -> smtplib.SMTPRecipientsRefused:
    return smtplib.SMTPRecipientsRefused({TO: (code, words)})


@pytest.mark.parametrize(
    ("error", "is_final", "reason"),
    [
        (refused(550, b"no such person"), True, "550 no such person"),
        (refused(500), True, "500 no"),
        (refused(499), False, "499 no"),
        (refused(599), True, "599 no"),
        (refused(450, "réessayez".encode()), False, "450 réessayez"),
        (smtplib.SMTPRecipientsRefused({}), False, "0 "),
        (smtplib.SMTPRecipientsRefused({"b@exemple.fr": (550, b"x")}), False, "550 x"),
        (smtplib.SMTPAuthenticationError(535, b"bad password"), False, "535 bad password"),
        (smtplib.SMTPDataError(554, b"spam"), True, "554 spam"),
        (smtplib.SMTPDataError(451, b"later"), False, "451 later"),
        (smtplib.SMTPSenderRefused(550, b"\xff", "a@b.fr"), True, "550 \ufffd"),
        (smtplib.SMTPServerDisconnected("closed"), False, "closed"),
        (ConnectionRefusedError(111, "refused"), False, "le serveur de courriel est hors d’atteinte (refused)"),
        (TimeoutError(), False, "TimeoutError"),
    ],
)
def test_what_the_server_says_tells_whether_another_attempt_is_of_use(error, is_final, reason):
    assert (_is_final(error, TO), _reason(error)) == (is_final, reason)


@pytest.mark.parametrize(
    ("backend", "leaves"),
    [
        (SMTP, True),
        ("django.core.mail.backends.locmem.EmailBackend", True),
        (FILES, False),
        ("django.core.mail.backends.console.EmailBackend", False),
    ],
)
def test_messages_leave_where_a_server_takes_them(settings, backend, leaves):
    settings.MAILERS = mailers(backend)
    assert mail_leaves() is leaves


def test_a_server_that_answers_has_no_fault_and_none_is_not_asked(settings):
    with mail_server() as server:
        settings.MAILERS = server.mailers
        assert mail_server_fault() == ""
    fault = mail_server_fault()
    assert fault is not None
    assert fault.startswith(f"127.0.0.1:{server.port}, ")
    settings.MAILERS = mailers(FILES, file_path="/nulle-part")
    assert mail_server_fault() is None


@pytest.mark.parametrize(
    ("sender", "site", "domain"),
    [
        ("Autan <autan@exemple.fr>", "https://energie.exemple.org", "exemple.fr"),
        ("autan@localhost", "https://energie.exemple.org", "energie.exemple.org"),
        ("", "http://localhost:8000", "localhost"),
        ("autan@machine", "", "localhost"),
    ],
)
def test_an_identifier_never_names_the_machine(settings, sender, site, domain):
    settings.DEFAULT_FROM_EMAIL, settings.AUTAN_SITE = sender, site
    first, second = make_message_id(), make_message_id()
    assert first.endswith(f"@{domain}>")
    assert first != second


def written(settings, tmp_path, **fields) -> str:
    settings.MAILERS = mailers(FILES, file_path=str(tmp_path))
    send(email(**fields))
    (path,) = tmp_path.iterdir()
    return path.read_text(encoding="utf-8")


def test_each_message_has_a_file_of_its_own(settings, tmp_path):
    settings.MAILERS = mailers(FILES, file_path=str(tmp_path))
    subjects = [f"Message {number}" for number in range(30)]
    messages = [EmailMessage(subject, "Bonjour", to=[TO]) for subject in subjects]
    for message in messages[:20]:
        message.send()
    mail.mailers["default"].send_messages(messages[20:])
    files = [message_from_string(path.read_text()) for path in sorted(tmp_path.iterdir())]
    assert [file["Subject"] for file in files] == subjects
    assert not mail_leaves()


def test_a_message_is_written_whole_for_who_reads_its_file(settings, tmp_path):
    settings.DEFAULT_FROM_EMAIL = "Autan <autan@exemple.fr>"
    text = written(settings, tmp_path, body="Un été : https://exemple.fr/" + "a" * 200)
    headers = message_from_string(text)
    assert (headers["To"], headers["Subject"], headers["From"]) == (TO, "Bonjour", "Autan <autan@exemple.fr>")
    assert (headers["Message-ID"], headers["Auto-Submitted"]) == ("<1@exemple.fr>", "auto-generated")
    assert "Un été : https://exemple.fr/" + "a" * 200 in text
    assert headers["List-Unsubscribe"] is headers["Reply-To"] is None


def test_a_sender_has_her_name_and_her_address_beside_that_of_the_instance(settings, tmp_path):
    settings.DEFAULT_FROM_EMAIL = "Autan <autan@exemple.fr>"
    text = written(settings, tmp_path, sender=Sender(name="Réseau", reply_to="reseau@exemple.fr"))
    headers = message_from_string(text)
    assert headers["Reply-To"] == "reseau@exemple.fr"
    assert headers["From"].endswith("<autan@exemple.fr>")
    assert "Autan" not in headers["From"]


def test_who_wants_no_more_may_say_so_on_one_line(settings, tmp_path):
    address = "https://exemple.fr/" + "b" * 150
    text = written(settings, tmp_path, unsubscribe=address)
    assert f"List-Unsubscribe: <{address}>" in text.splitlines()
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in text


def test_a_server_that_refuses_is_said_and_so_is_one_that_is_not_there(settings):
    with mail_server("550 no such person") as server:
        settings.MAILERS = server.mailers
        with pytest.raises(DeliveryError, match="550 no such person") as caught:
            send(email())
    assert caught.value.is_final
    with pytest.raises(DeliveryError, match="hors d’atteinte") as caught:
        send(email())
    assert not caught.value.is_final


def test_messages_that_were_written_are_removed_by_what_they_hold_or_by_their_age(settings, tmp_path):
    settings.MAILERS = mailers(FILES, file_path=str(tmp_path))
    tmp_path.joinpath("a.log").write_text("À Marie@Exemple.FR", encoding="utf-8")
    tmp_path.joinpath("b.log").write_bytes(b"\xff marie@exemple.fr")
    tmp_path.joinpath("c.log").write_text("jean@exemple.fr", encoding="utf-8")
    tmp_path.joinpath("marie@exemple.fr.txt").write_text("marie@exemple.fr", encoding="utf-8")
    assert remove_written(holding=TO, dry_run=True) == 2
    assert remove_written(holding=TO) == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["c.log", "marie@exemple.fr.txt"]
    now = datetime(2026, 9, 30, tzinfo=UTC)
    os.utime(tmp_path / "c.log", times=(now.timestamp(), now.timestamp()))
    assert remove_written(before=now) == 0
    assert remove_written(before=now + timedelta(seconds=1)) == 1


def test_where_messages_leave_there_is_no_file_to_remove(settings):
    settings.MAILERS = mailers(SMTP, host="127.0.0.1", port=1)
    assert remove_written(holding="") == 0


def queue(**fields) -> OutgoingMessage:
    return queue_message(**{"kind": "essai", "to": TO, "subject": "S", "body": "B"} | fields)


@pytest.mark.django_db
def test_what_was_sent_to_somebody_is_erased_with_its_files(settings, tmp_path):
    settings.MAILERS = mailers(FILES, file_path=str(tmp_path))
    tmp_path.joinpath("avant.log").write_text("jean@exemple.fr", encoding="utf-8")
    queue(to="jean@exemple.fr")
    deliver_now([queue(to="MARIE@exemple.fr")])
    assert erase_messages(DataSubject(email=TO)) == 2
    assert [message.to for message in OutgoingMessage.objects.all()] == ["jean@exemple.fr"]
    assert [path.name for path in tmp_path.iterdir()] == ["avant.log"]


@pytest.mark.django_db
@pytest.mark.parametrize(("days", "count"), [(0, 0), (30, 1), (400, 0)])
def test_old_messages_are_purged_after_as_many_days_as_the_settings_say(settings, days, count):
    settings.AUTAN_KEEP_DAYS = {**settings.AUTAN_KEEP_DAYS, "messages": days}
    now = datetime(2026, 9, 30, tzinfo=UTC)
    old, recent, _waiting = queue(), queue(), queue()
    OutgoingMessage.objects.filter(pk=old.pk).update(done_at=now - timedelta(days=31), status="sent")
    OutgoingMessage.objects.filter(pk=recent.pk).update(done_at=now - timedelta(days=30), status="failed")
    assert purge_messages(now=now, dry_run=True) == count
    assert OutgoingMessage.objects.count() == 3
    assert purge_messages(now=now, dry_run=False) == count
    assert OutgoingMessage.objects.filter(pk=old.pk).exists() is not bool(count)


@pytest.mark.django_db
def test_a_trial_says_at_once_what_became_of_it(settings):
    sent = send_trial(to=TO, network="essai")
    assert (sent.kind, sent.status, sent.network, sent.to) == ("mail.trial", MessageStatus.SENT, "essai", TO)
    with mail_server("550 no") as server:
        settings.MAILERS = server.mailers
        assert send_trial(to=TO, network="essai").error == "550 no"


@pytest.mark.django_db
def test_a_key_is_sent_once_and_again_only_when_it_was_given_up():
    first = queue(key="invitation:1", body="Un")
    assert queue(key="invitation:1", body="Deux") == first
    OutgoingMessage.objects.filter(pk=first.pk).update(status="failed", content="", attempts=7, error="non")
    again = queue(key="invitation:1", body="Trois")
    assert (again.pk, again.status, again.attempts, again.error) == (first.pk, "queued", 0, "")
    assert again.content
    assert queue(key=None) != queue(key=None), "without a key, each is a message of its own"


@pytest.mark.django_db
def test_signs_that_turn_the_direction_do_not_leave_and_a_subject_is_one_line():
    message = queue(subject="Un\u202e plan\n  climat" + "é" * 400)
    assert message.subject.startswith("Un plan climat")
    assert len(message.subject) == 300


# Links and delays, as values.


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("http://localhost", ("http://localhost",)),
        ("HTTPS://LOCALHOST:8000/a?b=c#d suite", ("HTTPS://LOCALHOST:8000/a?b=c#d",)),
        ("<http://127.0.0.1/x> http://127.1.2.3", ("http://127.0.0.1/x", "http://127.1.2.3")),
        ("http://0.0.0.0:80 http://[::]/ http://[::1]", ("http://0.0.0.0:80", "http://[::]/", "http://[::1]")),
        ("http://localhostes.fr http://127.0.0.1.fr ftp://localhost localhost", ()),
        ("", ()),
    ],
)
def test_links_to_the_machine_of_the_reader_are_found(text, links):
    assert find_local_links(text) == links


@pytest.mark.parametrize(
    ("name", "addresses"),
    [
        ("voir www.exemple et a@b", ("www.exemple", "a@b")),
        ("exemple.fr, puis autre.org/x", ("exemple.fr,", "autre.org/x")),
        ("A.B. Martin", ()),
        ("Dr.Martin", ()),
        ("", ()),
    ],
)
def test_what_a_mail_program_makes_a_link_of_is_found_in_a_name(name, addresses):
    assert find_addresses(name) == addresses


def test_attempts_are_further_and_further_apart_then_end():
    now = datetime(2026, 9, 30, tzinfo=UTC)
    times = [next_attempt(count, now) for count in range(1, len(RETRY_AFTER_MINUTES) + 2)]
    assert times[-1] is None
    waits = [time - now for time in times[:-1]]
    assert waits == sorted(waits)
    assert waits[0] == timedelta(minutes=1)


def test_a_message_is_over_once_it_left_was_written_or_was_given_up():
    assert {status.value for status in MessageStatus if status.is_final} == {"sent", "written", "failed"}


def test_a_link_to_give_is_whole_and_has_its_code(rf: RequestFactory):
    page = Template('{% load links %}{% link_to_give "/lien/abc/" key="7" label="Le lien" %}')
    drawn = page.render(Context({"request": rf.get("/compte/")}))
    assert "http://testserver/lien/abc/" in drawn
    assert "link-7" in drawn
    assert "Le lien" in drawn
    code = Template('{% load links %}{% qr_code "https://exemple.fr/<a>" %}').render(Context({}))
    assert "<path" in code
    assert "exemple" not in code
