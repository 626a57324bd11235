"""Reminders: to those who have something left to answer, at most once a day and once a delay, whatever fails."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.test import override_settings
from django.utils import timezone

from autan.errors import RuleError
from autan.questionnaires.core.kinds import AnswerState
from autan.surveys.actions.campaigns import close_campaign
from autan.surveys.actions.emails import send_invitation, send_reminders
from autan.surveys.actions.invitations import invite, note_email_status, revoke_invitation
from autan.surveys.core.campaigns.invitations import EmailStatus, InvitationRole
from autan.surveys.core.campaigns.reminders import MessageStatus, ReminderDecision
from autan.surveys.models import Campaign, Invitation, Message
from autan.surveys.queries.campaigns import view_campaign
from autan.surveys.queries.invitations import find_invitation
from tests.cast import Cast
from tests.surveys.answering import record_answer

SITE = "https://energie.exemple.fr"
DAY = date(2013, 5, 2)
OWN, OTHER, THIRD = "100000001", "100000002", "100000003"


def guest(campaign: Campaign, siren: str, email: str, **changes: object) -> Invitation:
    expires_at = timezone.now() + timedelta(days=10)
    given = {"by": None, "campaign": campaign, "siren": siren, "name": f"Référent {siren[-1]}", "email": email}
    return invite(**{**given, "expires_at": expires_at, **changes})  # type: ignore[arg-type]


def remind(campaign: Campaign, on: date = DAY) -> dict[str, str]:
    """What each holder is told, by address: the state of the message, or why there is none."""
    sent = send_reminders(by=None, view=view_campaign(campaign.slug), site=SITE, on=on)
    return {
        reminder.invitee.invitation.email: reminder.message.status
        if reminder.message
        else reminder.invitee.decision.value
        for reminder in sent
    }


def test_a_reminder_holds_the_link_what_remains_and_a_way_out(collected: Campaign) -> None:
    guest(collected, OWN, "a@exemple.fr")
    record_answer(by=None, campaign=collected, siren=OWN, question="q2", value=3, on=DAY)
    remind(collected)
    (message,) = mail.outbox
    assert message.to == ["a@exemple.fr"]
    assert "2 questions à compléter" in message.subject
    assert "Première partie : 2 sur 3" in message.body
    link = next(line for line in message.body.splitlines() if line.startswith(f"{SITE}/enquetes/lien/"))
    assert find_invitation(link.rstrip("/").rpartition("/")[2], now=timezone.now()).email == "a@exemple.fr"
    assert message.extra_headers["List-Unsubscribe"].startswith(f"<{SITE}/enquetes/sans-message/")


def test_nobody_is_reminded_twice_in_a_day_nor_before_the_delay(collected: Campaign) -> None:
    guest(collected, OWN, "a@exemple.fr")
    assert remind(collected) == {"a@exemple.fr": "sent"}
    assert remind(collected) == {"a@exemple.fr": "too_soon"}
    assert remind(collected, on=DAY + timedelta(days=6)) == {"a@exemple.fr": "too_soon"}
    assert remind(collected, on=DAY + timedelta(days=7)) == {"a@exemple.fr": "sent"}
    assert len(mail.outbox) == 2


def test_a_message_that_may_have_left_is_not_sent_again_that_day(collected: Campaign) -> None:
    invitation = guest(collected, OWN, "a@exemple.fr")
    Message.objects.create(invitation=invitation, kind="reminder", day=DAY, status=MessageStatus.SENDING.value)
    collected.reminder_delay_days = 0
    collected.save()
    sent = send_reminders(by=None, view=view_campaign(collected.slug), site=SITE, on=DAY)
    assert [(reminder.invitee.decision, reminder.message) for reminder in sent] == [(ReminderDecision.DUE, None)]
    assert mail.outbox == []


def test_each_reason_not_to_remind_is_told(collected: Campaign) -> None:
    done = guest(collected, OWN, "fini@exemple.fr")
    for question in ("q1", "q2", "q3"):
        record_answer(
            by=None, campaign=collected, siren=OWN, question=question, state=AnswerState.NO_DATA_EXISTS, on=DAY
        )
    bounced = guest(collected, OTHER, "echec@exemple.fr")
    note_email_status(by=None, invitation=bounced, status=EmailStatus.BOUNCED)
    guest(collected, THIRD, "")
    silent = guest(collected, OTHER, "stop@exemple.fr", role=InvitationRole.CONTRIBUTOR, sections=["first"])
    note_email_status(by=None, invitation=silent, status=EmailStatus.OPTED_OUT)
    gone = guest(collected, OTHER, "parti@exemple.fr", role=InvitationRole.CONTRIBUTOR, sections=["first"])
    revoke_invitation(by=None, invitation=gone)
    assert remind(collected) == {
        done.email: "complete",
        bounced.email: "bounced",
        silent.email: "opted_out",
        "": "no_address",
    }
    assert mail.outbox == []


def test_the_failure_of_one_message_is_noted_and_does_not_stop_the_others(collected: Campaign, tmp_path) -> None:
    guest(collected, OWN, "a@exemple.fr")
    (tmp_path / "outbox").write_text("un fichier là où un dossier est attendu")
    nowhere = {"host": "127.0.0.1", "port": 9, "timeout": 1}
    mailer = {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": nowhere}
    with override_settings(MAILERS={"default": mailer}):
        assert remind(collected) == {"a@exemple.fr": "failed"}
    assert Message.objects.get().error
    assert remind(collected) == {"a@exemple.fr": "sent"}


def test_reminders_are_sent_by_the_coordination_while_the_campaign_is_open(collected: Campaign, people: Cast) -> None:
    guest(collected, OWN, "a@exemple.fr")
    view = view_campaign(collected.slug)
    with pytest.raises(RuleError):
        send_reminders(by=people.officer, view=view, site=SITE, on=DAY)
    with pytest.raises(RuleError):
        send_reminders(by=people.coordinator, view=view, site=SITE, on=date(2013, 7, 1))
    close_campaign(by=people.coordinator, campaign=collected)
    with pytest.raises(RuleError):
        send_reminders(by=people.coordinator, view=view_campaign(collected.slug), site=SITE, on=DAY)
    assert mail.outbox == []


def test_an_invitation_says_who_is_asked_and_is_sent_once_a_day(collected: Campaign) -> None:
    invitation = guest(collected, OWN, "a@exemple.fr", role=InvitationRole.CONTRIBUTOR, sections=["first"])
    assert send_invitation(by=None, invitation=invitation, site=SITE, on=DAY) is not None
    assert send_invitation(by=None, invitation=invitation, site=SITE, on=DAY) is None
    (message,) = mail.outbox
    assert "Première partie" in message.body
    assert "Ce réseau est inventé" in message.body


def test_a_link_survives_a_change_of_the_secret_key(collected: Campaign) -> None:
    invitation = guest(collected, OWN, "a@exemple.fr")
    with override_settings(SECRET_KEY="une-autre-cle-secrete-tout-aussi-longue-que-la-premiere"):
        send_invitation(by=None, invitation=invitation, site=SITE, on=DAY)
    link = next(line for line in mail.outbox[0].body.splitlines() if "/enquetes/lien/" in line)
    assert find_invitation(link.rstrip("/").rpartition("/")[2], now=timezone.now()) == invitation


def test_a_letter_that_stays_here_can_be_read(collected: Campaign, tmp_path: Path) -> None:
    """Its links are copied from the file: no line of it is broken, no accent is ciphered."""
    invitation = guest(collected, OWN, "a@exemple.fr")
    kept = {"BACKEND": "django.core.mail.backends.filebased.EmailBackend", "OPTIONS": {"file_path": str(tmp_path)}}
    site = "https://energie.un-nom-de-domaine-assez-long-pour-passer-la-ligne.exemple.fr"
    with override_settings(MAILERS={"default": kept}):
        message = send_invitation(by=None, invitation=invitation, site=site, on=DAY)
    assert message is not None
    (file,) = tmp_path.iterdir()
    written = file.read_text()
    assert "Vous êtes la personne référente" in written
    assert any(line.startswith(f"{site}/enquetes/lien/") and line.endswith("/") for line in written.splitlines())


@pytest.mark.django_db
def test_the_address_to_unsubscribe_leaves_whole(collected: Campaign) -> None:
    invitation = guest(collected, OWN, "a@exemple.fr")
    send_invitation(by=None, invitation=invitation, site="https://energie.un-nom-de-domaine-assez-long.exemple.fr")
    sent = mail.outbox[-1].message().as_bytes().decode()
    line = next(line for line in sent.splitlines() if line.startswith("List-Unsubscribe:"))
    assert line == f"List-Unsubscribe: {mail.outbox[-1].extra_headers['List-Unsubscribe']}"
    assert all(len(line) <= 998 for line in sent.splitlines())
