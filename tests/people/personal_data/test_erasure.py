"""Somebody is told, exported and erased whole: names go, answers, figures and acts stay."""

import json
import re

import pytest
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.serializers import serialize
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import escape
from typer.testing import CliRunner

from autan.ground.errors import NotAllowedError
from autan.ground.extension_points import DataSubject, PersonalData
from autan.ground.registry import registered
from autan.instance.cli.person import app
from autan.people.accounts.queries import UnknownPersonError
from autan.people.individuals.actions import individual_named
from autan.people.individuals.models import ERASED_NAME
from autan.people.journal.actions import acting, record_remark
from autan.people.journal.models import JournalEntry, Remark
from autan.people.mail.actions import queue_message
from autan.people.mail.models import OutgoingMessage
from autan.people.personal_data.actions import erase_subject
from autan.people.personal_data.queries import export_subject, subject_of
from autan.survey.campaigns.actions.emails import invite_by_email
from autan.survey.campaigns.core.campaigns import answers_object
from autan.survey.campaigns.models import Answer, Invitation
from autan.survey.campaigns.queries.answers import answers_of
from autan.territories.networks.models import Mandate
from tests.mailing import posted
from tests.survey.campaigns.answering import FAR, OWN, link, record_answer

pytestmark = pytest.mark.django_db
OFFICER = "member_officer@exemple.fr"
HOLDER, HOLDER_NAME = "camille.durand@exemple.fr", "Camille Durand"


def database_as_text() -> str:
    """Every row of every table, but sessions, whose content is sealed."""
    models = [model for model in apps.get_models() if model is not Session]
    return "\n".join(serialize("json", model._default_manager.all()) for model in models)


@pytest.fixture
def holder(running):
    """Somebody without an account who answered through a personal link, and wrote a remark."""
    fields = {"campaign": running, "siren": OWN, "name": HOLDER_NAME, "email": HOLDER, "expires_at": FAR}
    invitation, _message = invite_by_email(by=None, site="https://energie.exemple.fr", **fields)
    client = Client()
    client.get(link(invitation.token))
    return invitation, client


def answer_by_link(client):
    done = client.post(
        reverse("answering:respond_section", kwargs={"slug": "enquete", "siren": OWN, "section": "first"}),
        {"q2.value": "7", "q2.revision": "0"},
    )
    assert done.status_code == 302, done.content.decode()[:3000]


def test_who_holds_a_link_is_erased_whole_and_the_answers_stay(running, holder):
    invitation, client = holder
    answer_by_link(client)
    posted()
    assert HOLDER_NAME in database_as_text()
    held = export_subject(subject_of(HOLDER.upper()))
    (told,) = held["personal_links"]
    assert (told["name"], [answer["question"] for answer in told["answers"]]) == (HOLDER_NAME, ["q2"])
    assert len(held["messages"]) == 1
    counts = erase_subject(by=None, subject=subject_of(HOLDER)).counts
    assert (counts["personal_links"], counts["messages"]) == (1, 1)
    text = database_as_text()
    assert HOLDER_NAME not in text
    assert HOLDER not in text
    assert answers_of(running, OWN)["q2"].by_name == ERASED_NAME
    assert Answer.objects.get(question="q2").value
    assert client.get(link(invitation.token)).status_code == 410
    assert JournalEntry.objects.filter(act="erase_person", summary="Personne effacée").count() == 1
    with pytest.raises(UnknownPersonError):
        subject_of(HOLDER)


def test_who_has_an_account_is_erased_whole_and_the_acts_stay(running, people):
    officer = people.officer
    name = officer.name = "Dominique Lefèvre"
    officer.save()
    record_answer(by=officer, campaign=running, siren=OWN, question="q2", value=3)
    with acting(by=officer, act="comment") as act:
        record_remark(act, answers_object("enquete", OWN), text="C’était 2011.", network="autan")
    SocialAccount.objects.create(user=officer, provider="x", uid="u", extra_data={"email": OFFICER})
    queue_message(kind="essai.mot", to=OFFICER, subject="Bonjour", body="Bonjour")
    client = Client()
    client.force_login(officer, backend="autan.people.accounts.adapter.AuthenticationBackend")
    acts = JournalEntry.objects.filter(by=officer).count()
    held = export_subject(subject_of(OFFICER))
    assert {"surveys.answer", "journal.remark"} <= {row["table"] for row in held["authorship"]}
    assert held["accounts"][0]["identities"][0]["uid"] == "u"
    assert held["roles"][0]["territory__siren"] == OWN
    json.dumps(held, default=str)

    erase_subject(by=people.coordinator, subject=subject_of(OFFICER))

    text = database_as_text()
    assert name not in text
    assert OFFICER not in text
    officer.refresh_from_db()
    assert (officer.name, officer.is_active, officer.has_usable_password()) == (ERASED_NAME, False, False)
    assert JournalEntry.objects.filter(by=officer, by__name=ERASED_NAME).count() == acts
    assert Answer.objects.get(question="q2").value == 3
    assert Remark.objects.get().text == "C’était 2011."
    assert Mandate.objects.get(person=officer).valid_to == timezone.localdate()
    assert client.get(reverse("account_home")).status_code == 302
    assert not UserSession.objects.filter(user=officer).exists()


def test_who_does_not_manage_a_person_does_not_erase_them(running, people, holder, foreign_coordinator):
    before = database_as_text()
    for by, email in (
        (people.officer, "contributor@exemple.fr"),
        (people.coordinator, "coordinator@exemple.fr"),
        (people.coordinator, HOLDER),
        (foreign_coordinator, "coordinator@exemple.fr"),
    ):
        with pytest.raises(NotAllowedError):
            erase_subject(by=by, subject=subject_of(email))
    assert database_as_text() == before


def test_another_person_of_the_same_name_keeps_theirs(running, holder):
    invitation, _client = holder
    JournalEntry.objects.create(
        by=individual_named(HOLDER_NAME, network="ailleurs"),
        act="x",
        room="r",
        kind="k",
        object_id="1",
        network="ailleurs",
    )
    erase_subject(by=None, subject=subject_of(HOLDER))
    assert JournalEntry.objects.get(network="ailleurs").by_name == HOLDER_NAME
    assert Invitation.objects.get(pk=invitation.pk).email == ""


def test_files_written_for_want_of_a_server_go_too(running, settings, tmp_path):
    kept = {"BACKEND": "django.core.mail.backends.filebased.EmailBackend", "OPTIONS": {"file_path": str(tmp_path)}}
    settings.MAILERS = {"default": kept}
    for name, to in (("un", HOLDER), ("autre", "autre@exemple.fr")):
        queue_message(kind="essai.mot", to=to, subject="Bonjour", body="Bonjour")
        posted()
        (written,) = (path for path in tmp_path.iterdir() if path.stem not in {"un", "autre"})
        written.rename(tmp_path / f"{name}.log")  # two messages of one second may share a file
    erase_subject(by=None, subject=DataSubject(email=HOLDER))
    (left,) = tmp_path.iterdir()
    assert "autre@exemple.fr" in left.read_text()


def run(*arguments, **more):
    return CliRunner().invoke(app, list(arguments), **more)


def test_the_command_exports_says_and_erases(running, holder, tmp_path):
    assert json.loads(run("export", HOLDER).stdout)["personal_links"][0]["name"] == HOLDER_NAME
    out = tmp_path / "lui.json"
    assert run("export", HOLDER, "--out", str(out)).exit_code == 0
    assert HOLDER_NAME in out.read_text()
    loads = json.loads(run("erase", HOLDER, "--dry-run", "--json").stdout)
    assert loads["personal_links"] == 1
    assert run("erase", HOLDER, input="n\n").exit_code == 1
    assert Invitation.objects.get().email == HOLDER
    stdout = run("erase", HOLDER, "--yes").stdout
    assert "Liens personnels" in stdout
    assert not re.search(r"^[a-z_]+\b", stdout, flags=re.MULTILINE), "each part is said in words"
    assert not OutgoingMessage.objects.filter(to=HOLDER).exists()
    assert isinstance(run("erase", HOLDER, "--yes").exception, UnknownPersonError)


def test_each_reads_what_is_held_of_oneself_and_nobody_else(running, people, holder):
    assert Client().get(reverse("privacy:own_data")).status_code == 302
    client = Client()
    client.force_login(people.officer, backend="autan.people.accounts.adapter.AuthenticationBackend")
    answer = client.get(reverse("privacy:own_data"))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.json()["accounts"][0]["email"] == OFFICER
    text = answer.content.decode()
    assert HOLDER not in text
    assert people.officer.password not in text


def test_the_register_is_public_and_says_everything(client, running, settings):
    settings.AUTAN_PRIVACY_CONTACT = ["dpo@exemple.fr"]
    text = client.get(reverse("privacy:register")).content.decode()
    assert "dpo@exemple.fr" in text
    assert text.count('<th scope="row">') == len(registered(PersonalData))
    assert "365 jours" in text
    english = client.get("/en" + reverse("privacy:register")).content.decode()
    assert "Personal links" in english
    with translation.override("fr"):
        assert not [held.code for held in registered(PersonalData) if escape(str(held.what)) in english]


def test_who_answers_is_told_what_is_kept(running, holder):
    _invitation, client = holder
    home = client.get(reverse("answering:respond", kwargs={"slug": "enquete", "siren": OWN})).content.decode()
    assert "auteur de vos réponses" in home
    assert reverse("privacy:register") in home
