"""`autan mail`, and what `autan doctor` says of messages."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone
from typer.testing import CliRunner

from autan.instance.cli.doctor import _look_at_mail
from autan.instance.cli.mail import app
from autan.people.journal.models import JournalEntry
from autan.people.mail.actions import cancel_unsent, queue_message
from autan.people.mail.core import find_addresses
from autan.people.mail.models import OutgoingMessage
from autan.people.mail.queries import UnknownMessageError
from tests.mailing import mail_server

pytestmark = pytest.mark.django_db


def run(*arguments):
    return CliRunner().invoke(app, list(arguments))


def queue(to="marie@exemple.fr") -> OutgoingMessage:
    return queue_message(kind="essai.mot", to=to, subject="Bonjour", body="Bonjour")


def test_what_waits_leaves_at_once(settings):
    with mail_server() as server:
        settings.MAILERS = server.mailers
        message = queue()
        done = run("send", "--json")
    assert done.exit_code == 0
    (told,) = json.loads(done.stdout)
    assert (told["number"], told["status"], told["error"]) == (message.pk, "sent", None)
    assert len(server.taken) == 1
    assert "Aucun message" in run("send").output


def test_a_server_that_refuses_is_an_error_of_the_command(settings):
    with mail_server("550 no such person") as server:
        settings.MAILERS = server.mailers
        message = queue()
        done = run("send")
        assert done.exit_code == 4
        assert "1 sur 1" in done.stderr
        listed = run("list", "--failed").stdout
        assert "550 no such person" in listed
        assert "échec" in listed
        assert run("retry", str(message.pk), "--json").exit_code == 4
    with mail_server() as server:
        settings.MAILERS = server.mailers
        assert run("retry", str(message.pk)).exit_code == 0
    assert JournalEntry.objects.filter(act="retry_message", by__name__startswith="Autan").count() == 2
    assert json.loads(run("list", "--failed", "--json").stdout) == []


def test_an_unknown_number_is_said():
    assert isinstance(run("retry", "12").exception, UnknownMessageError)


def test_the_doctor_tells_what_failed_and_what_nothing_sends():
    assert {one.subject: one.state for one in _look_at_mail()} == {"Courriel": "ok", "Messages": "ok"}
    queue()
    cancel_unsent(reason="essai")
    queue("jean@exemple.fr")
    OutgoingMessage.objects.filter(to="jean@exemple.fr").update(due_at=timezone.now() - timedelta(hours=2))
    (told,) = [one for one in _look_at_mail() if one.subject == "Messages"]
    assert (told.state, told.words.partition(" ; ")[0]) == ("warning", "1 en échec, 1 en retard")


@pytest.mark.parametrize(
    "name",
    ["Lisez https://ex", "www.exemple", "marie@exemple.fr", "exemple.fr", "EXEMPLE.COM", "a://b", "gagnez bit.ly/x"],
)
def test_names_hold_no_address(name):
    assert find_addresses(name)


@pytest.mark.parametrize("name", ["Mme A. Dupont", "J.-P. O’Neill", "Dr.Martin", "Service eau (D.G.S.)", "Élu, 1er"])
def test_names_of_people_are_taken(name):
    assert not find_addresses(name)
