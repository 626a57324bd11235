"""What is older than its time is counted, then removed; the rest stays."""

import json
import os
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from typer.testing import CliRunner

from autan.instance.cli.person import app
from autan.instance.project import queue_worker
from autan.instance.project.env import SettingError, read_days
from autan.people.accounts.actions import register_person
from autan.people.accounts.models import Person
from autan.people.individuals.models import ERASED_NAME, SYSTEM_NAME
from autan.people.journal.models import JournalEntry
from autan.people.mail.actions import queue_message
from autan.people.mail.models import OutgoingMessage
from autan.people.personal_data.actions import purge
from autan.survey.campaigns.models import Invitation
from tests.mailing import forget_messages, posted
from tests.survey.campaigns.answering import link_of

pytestmark = pytest.mark.django_db
NONE = dict.fromkeys(("accounts", "messages", "authorship", "personal_links", "prepared_files", "closed_accounts"), 0)


def ago(days: int):
    return timezone.now() - timedelta(days=days)


@pytest.fixture
def old(running, people, settings, tmp_path):
    """One old thing of each kind, and one of today."""
    kept = {"BACKEND": "django.core.mail.backends.filebased.EmailBackend", "OPTIONS": {"file_path": str(tmp_path)}}
    settings.MAILERS = {"default": kept}
    for days in (0, 400):
        forget = queue_message(kind="essai.mot", to="a@exemple.fr", subject="Bonjour", body="Bonjour")
        posted()
        OutgoingMessage.objects.filter(pk=forget.pk).update(done_at=ago(days))
        Session.objects.create(session_key=f"k{days}", session_data="x", expire_date=ago(days - 1))
        UserSession.objects.create(user=people.officer, session_key=f"k{days}", ip="192.0.2.1", user_agent="x")
        invitation = link_of(running)
        Invitation.objects.filter(pk=invitation.pk).update(email=f"l{days}@exemple.fr", revoked_at=ago(days + 1))
    DBTaskResult.objects.update(finished_at=ago(30))
    for message in tmp_path.iterdir():  # two messages of one second may share a file
        message.unlink()
    for days in (0, 400):
        (tmp_path / f"{days}.log").write_text("Bonjour")
    os.utime(tmp_path / "400.log", (0, ago(400).timestamp()))
    closed = register_person(by=None, email="partie@exemple.fr", name="Partie", password=None)
    Person.objects.filter(pk=closed.pk).update(is_active=False, joined_at=ago(2000), last_login=ago(1200))
    recent = register_person(by=None, email="recente@exemple.fr", name="Récente", password=None)
    Person.objects.filter(pk=recent.pk).update(is_active=False, joined_at=ago(2000), last_login=ago(100))
    entry = JournalEntry.objects.create(by=people.officer, act="x", room="r", kind="k", object_id="1")
    JournalEntry.objects.filter(pk=entry.pk).update(at=ago(2000))
    return tmp_path


def test_a_dry_run_counts_and_removes_nothing(old):
    before = OutgoingMessage.objects.count(), Session.objects.count(), len(list(old.iterdir()))
    counts = purge(now=timezone.now(), dry_run=True)
    assert counts == sweep_expected()
    assert before == (OutgoingMessage.objects.count(), Session.objects.count(), len(list(old.iterdir())))
    assert Person.objects.filter(name="Partie").exists()


def test_what_is_older_than_its_time_goes_and_the_rest_stays(old, people):
    assert purge(now=timezone.now()) == sweep_expected()
    assert Session.objects.get().session_key == "k0"
    assert UserSession.objects.get().session_key == "k0"
    assert OutgoingMessage.objects.get().done_at > ago(1)
    assert len(list(old.iterdir())) == 1
    assert not DBTaskResult.objects.exists()
    assert sorted(Invitation.objects.values_list("email", flat=True)) == ["", "l0@exemple.fr"]
    assert JournalEntry.objects.get(act="x").by_name == ERASED_NAME
    assert JournalEntry.objects.filter(by__name=SYSTEM_NAME).exists()
    assert not Person.objects.filter(name="Partie").exists()
    assert Person.objects.filter(name="Récente").exists()
    assert purge(now=timezone.now()) == NONE


def sweep_expected():
    return NONE | {"accounts": 1, "messages": 2, "authorship": 1, "personal_links": 1, "closed_accounts": 1}


def test_zero_keeps_without_limit(old, settings):
    settings.AUTAN_KEEP_DAYS = dict.fromkeys(settings.AUTAN_KEEP_DAYS, 0)
    assert purge(now=timezone.now()) == NONE | {"accounts": 1}, "sessions that have expired open nothing: they go"


def test_the_command_counts_then_sweeps(old):
    loads = json.loads(CliRunner().invoke(app, ["sweep", "--dry-run", "--json"]).stdout)
    assert loads == sweep_expected()
    assert "Comptes fermés" in CliRunner().invoke(app, ["sweep"]).stdout
    assert purge(now=timezone.now()) == NONE


def test_the_server_sweeps_once_a_day(old):
    cache.clear()
    forget_messages()
    queue_worker.recover()
    assert not Session.objects.filter(session_key="k400").exists()
    Session.objects.create(session_key="again", session_data="x", expire_date=ago(1))
    queue_worker.recover()
    assert Session.objects.filter(session_key="again").exists()
    cache.clear()


@pytest.mark.parametrize("value", ["un an", "-1", "100000", "1.5"])
def test_a_duration_is_a_number_of_days(monkeypatch, value):
    monkeypatch.setenv("AUTAN_KEEP_LINKS", value)
    with pytest.raises(SettingError, match="AUTAN_KEEP_LINKS"):
        read_days("AUTAN_KEEP_LINKS", default=365)
