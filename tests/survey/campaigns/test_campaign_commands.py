"""`autan campaign invite | remind | close`: a campaign run from the terminal."""

import json
from pathlib import Path

import pytest
from django.core import mail
from django.utils import timezone
from typer.testing import CliRunner

from autan.ground.errors import ImportFileError, RuleError
from autan.instance.cli import campaign
from autan.survey.campaigns.models import Campaign, Invitation
from autan.survey.campaigns.queries.invitations import find_invitation
from tests.survey.campaigns.answering import OTHER, OWN

RUN = CliRunner()
HEADING = "siren,name,email\n"


@pytest.fixture(autouse=True)
def _real_site(settings) -> None:
    settings.AUTAN_SITE = "https://energie.exemple.fr"


def run(*words: str) -> str:
    return RUN.invoke(campaign.app, list(words), catch_exceptions=False).stdout


@pytest.fixture
def invited(running: Campaign, tmp_path: Path) -> Path:
    """A table of two people, one of them without an address."""
    file = tmp_path / "invites.csv"
    file.write_text(f"{HEADING}{OWN},Anne,anne@exemple.fr\n{OTHER},Bruno,\n", encoding="utf-8")
    return file


def test_everybody_in_a_table_gets_a_link_told_once(invited: Path) -> None:
    loads = json.loads(run("invite", "enquete", str(invited), "--json"))
    assert [(row["siren"], row["name"], row["message"]) for row in loads] == [
        (OWN, "Anne", "to_hand_over"),
        (OTHER, "Bruno", "to_hand_over"),
    ]
    token = loads[0]["link"].rstrip("/").rpartition("/")[2]
    assert find_invitation(token, now=timezone.now()).name == "Anne"
    assert mail.outbox == []


def test_links_are_sent_to_those_who_have_an_address(invited: Path) -> None:
    shown = run("invite", "enquete", str(invited), "--send")
    assert [message.to for message in mail.outbox] == [["anne@exemple.fr"]]
    assert "Autan-Sud, Bruno : http" in shown
    assert "remettez-les maintenant" in shown


@pytest.mark.parametrize("command", [("invite", "enquete", "TABLE", "--send"), ("remind", "enquete")])
def test_a_mail_server_that_is_away_is_an_error_of_the_command(invited: Path, settings, command) -> None:
    run("invite", "enquete", str(invited))
    former = Invitation.objects.get(holder__name="Anne")
    nowhere = {"host": "127.0.0.1", "port": 9, "timeout": 1}
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": nowhere}}
    done = RUN.invoke(campaign.app, [str(invited) if word == "TABLE" else word for word in command])
    assert (done.exit_code, "1 message(s) sur 1" in done.stderr) == (4, True)
    assert find_invitation(former.token, now=timezone.now()) == former, "the former link is still good"


def test_a_local_address_of_the_site_is_refused_by_a_real_server(invited: Path, settings) -> None:
    settings.AUTAN_SITE = "http://localhost:8000"
    with pytest.raises(RuleError, match="AUTAN_SITE"):
        run("invite", "enquete", str(invited), "--send")
    assert not Invitation.objects.exists()


def test_a_faulty_table_invites_nobody_and_says_every_fault(running: Campaign, tmp_path: Path) -> None:
    file = tmp_path / "invites.csv"
    file.write_text(f"{HEADING}{OWN},Anne,rien\n{OWN},,\n999999999,{'x' * 121},a@exemple.fr\n", encoding="utf-8")
    with pytest.raises(ImportFileError) as caught:
        run("invite", "enquete", str(file))
    faults = [(fault.row, fault.column) for fault in caught.value.faults]
    assert faults == [(2, "email"), (3, "siren"), (3, "name"), (4, "siren"), (4, "name")]
    assert not Invitation.objects.exists()


def test_reminders_are_told_before_they_are_sent(invited: Path) -> None:
    assert "Personne n’a de lien personnel" in run("remind", "enquete", "--dry-run")
    run("invite", "enquete", str(invited))
    loads = json.loads(run("remind", "enquete", "--dry-run", "--json"))
    assert [(row["siren"], row["decision"], row["message"]) for row in loads] == [
        (OWN, "due", None),
        (OTHER, "no_address", None),
    ]
    assert mail.outbox == []
    shown = run("remind", "enquete")
    assert "Autan-Nord" in shown
    assert [message.to for message in mail.outbox] == [["anne@exemple.fr"]]


def test_a_campaign_is_closed(running: Campaign) -> None:
    assert "« Enquête » close." in run("close", "enquete")
    assert json.loads(run("close", "enquete", "--json"))["closed_at"] is not None


def test_a_campaign_is_archived_and_restored(running: Campaign) -> None:
    assert "« Enquête » archivée." in run("archive", "enquete")
    running.refresh_from_db()
    assert running.archived_at is not None
    assert running.closed_at is not None
    assert json.loads(run("archive", "enquete", "--back", "--json"))["archived_at"] is None
