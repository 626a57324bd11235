"""Reminders: to those who have something left to answer, at most once a day and once a delay, whatever fails."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.test import override_settings
from django.utils import timezone

from autan.ground.errors import RuleError
from autan.people.mail.actions import LocalLinkError, cancel_unsent
from autan.people.mail.models import OutgoingMessage
from autan.people.workflows.actions import take
from autan.survey.answering.actions.territory_lead import validate_section
from autan.survey.campaigns.actions.emails import invite_by_email, send_invitation, send_reminders
from autan.survey.campaigns.actions.invitations import (
    MOST_MESSAGES_A_DAY,
    InvalidInvitationError,
    invite,
    note_email_status,
    note_first_use,
    opt_out,
    revoke_invitation,
)
from autan.survey.campaigns.actions.workflow import CAMPAIGN
from autan.survey.campaigns.core.campaigns import EmailStatus, InvitationRole, ReminderDecision
from autan.survey.campaigns.models import Campaign, Invitation, Message
from autan.survey.campaigns.queries.campaigns import view_campaign
from autan.survey.campaigns.queries.invitations import DeadLinkError, UnknownLinkError, find_invitation, find_opt_out
from autan.survey.campaigns.queries.tracking import list_invitees
from autan.survey.questionnaires.core.kinds import AnswerState
from autan.territories.networks.models import Network
from tests.cast import Cast
from tests.mailing import mail_server, posted
from tests.survey.campaigns.answering import access, record_answer

SITE = "https://energie.exemple.fr"
DAY = date(2013, 5, 2)
OWN, OTHER, THIRD = "100000001", "100000002", "100000003"


def guest(campaign: Campaign, siren: str, email: str, **changes: Any) -> Invitation:
    expires_at = timezone.now() + timedelta(days=10)
    fields = {"by": None, "campaign": campaign, "siren": siren, "name": f"Référent {siren[-1]}", "email": email}
    return invite(**{**fields, "expires_at": expires_at, **changes})  # type: ignore[arg-type]


def remind(campaign: Campaign, on: date = DAY) -> dict[str, str]:
    """What each holder is told, by address: what became of the message, or why there is none."""
    sent = send_reminders(by=None, view=view_campaign(campaign.slug), site=SITE, on=on)
    posted()
    return {reminder.invitee.invitation.email: told(reminder) for reminder in sent}


def told(reminder) -> str:
    if reminder.message is None:
        return reminder.invitee.decision.value
    return OutgoingMessage.objects.get(pk=reminder.message.outgoing_id).status


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


def test_a_message_leaves_in_the_name_of_its_network(collected: Campaign) -> None:
    guest(collected, OWN, "a@exemple.fr")
    Network.objects.filter(pk=collected.network.pk).update(sender_name="Pays d’essai", reply_to="pays@exemple.fr")
    remind(collected)
    (message,) = mail.outbox
    assert message.from_email.endswith("<autan@localhost>")
    assert "Pays d’essai" in str(message.message()["From"])
    assert message.reply_to == ["pays@exemple.fr"]


def test_nobody_is_reminded_twice_in_a_day_nor_before_the_delay(collected: Campaign) -> None:
    guest(collected, OWN, "a@exemple.fr")
    assert remind(collected) == {"a@exemple.fr": "sent"}
    assert remind(collected) == {"a@exemple.fr": "too_soon"}
    assert remind(collected, on=DAY + timedelta(days=6)) == {"a@exemple.fr": "too_soon"}
    assert remind(collected, on=DAY + timedelta(days=7)) == {"a@exemple.fr": "sent"}
    assert len(mail.outbox) == 2


def test_a_message_that_may_have_left_is_not_sent_again_that_day(collected: Campaign) -> None:
    guest(collected, OWN, "a@exemple.fr")
    collected.reminder_delay_days = 0
    collected.save()
    send_reminders(by=None, view=view_campaign(collected.slug), site=SITE, on=DAY)
    sent = send_reminders(by=None, view=view_campaign(collected.slug), site=SITE, on=DAY)
    assert [(reminder.invitee.decision, reminder.message) for reminder in sent] == [(ReminderDecision.DUE, None)]
    assert len(posted()) == 1


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


def test_a_territory_that_validated_its_answers_is_not_reminded_and_has_finished(collected: Campaign) -> None:
    guest(collected, OWN, "a@exemple.fr")
    guest(collected, OTHER, "b@exemple.fr")
    validate_section(access=access(collected), section="", now=datetime(2013, 5, 2, 12, tzinfo=UTC))
    assert remind(collected) == {"a@exemple.fr": "validated", "b@exemple.fr": "sent"}
    assert [message.to for message in mail.outbox] == [["b@exemple.fr"]]


def test_the_failure_of_one_message_is_noted_and_does_not_stop_the_others(collected: Campaign, tmp_path) -> None:
    guest(collected, OWN, "a@exemple.fr")
    guest(collected, OTHER, "b@exemple.fr")
    with mail_server("550 no such person") as server, override_settings(MAILERS=server.mailers):
        assert remind(collected) == {"a@exemple.fr": "failed", "b@exemple.fr": "failed"}
    assert {message.outgoing.error for message in Message.objects.all()} == {"550 no such person"}
    assert remind(collected) == {"a@exemple.fr": "sent", "b@exemple.fr": "sent"}
    assert Message.objects.count() == OutgoingMessage.objects.filter(kind="surveys.reminder").count() == 2


def test_a_server_that_is_away_delays_a_message_and_is_not_asked_twice(collected: Campaign) -> None:
    guest(collected, OWN, "a@exemple.fr")
    nowhere = {"host": "127.0.0.1", "port": 9, "timeout": 1}
    mailer = {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": nowhere}
    with override_settings(MAILERS={"default": mailer}):
        assert remind(collected) == {"a@exemple.fr": "retrying"}
        assert remind(collected) == {"a@exemple.fr": "too_soon"}


def test_reminders_with_a_local_link_are_all_refused(collected: Campaign) -> None:
    guest(collected, OWN, "a@exemple.fr")
    view = view_campaign(collected.slug)
    with pytest.raises(LocalLinkError):
        send_reminders(by=None, view=view, site="http://localhost:8000", on=DAY)
    assert not Message.objects.exists()
    assert posted() == []


def test_a_former_link_is_good_until_the_message_of_the_next_one_has_left(collected: Campaign) -> None:
    former = guest(collected, OWN, "a@exemple.fr")
    next_one, message = by_mail(collected, email="b@exemple.fr")
    assert message is not None
    for link in (former, next_one):
        assert find_invitation(link.token, now=timezone.now()) == link
    assert [invitee.invitation for invitee in invitees(collected)] == [next_one]
    cancel_unsent(reason="essai")
    assert find_invitation(former.token, now=timezone.now()) == former, "the new one never came"
    send_invitation(by=None, invitation=next_one, site=SITE)
    posted()
    with pytest.raises(DeadLinkError):
        find_invitation(former.token, now=timezone.now())
    assert find_invitation(next_one.token, now=timezone.now()) == next_one


def test_a_former_link_ends_when_the_next_one_is_used_or_revoked(collected: Campaign) -> None:
    first, second = guest(collected, OWN, "a@exemple.fr"), guest(collected, OTHER, "a@exemple.fr")
    next_of_first, _message = by_mail(collected, siren=OWN)
    next_of_second, _message = by_mail(collected, siren=OTHER)
    note_first_use(invitation=next_of_first)
    revoke_invitation(by=None, invitation=next_of_second)
    for former in (first, second):
        with pytest.raises(DeadLinkError):
            find_invitation(former.token, now=timezone.now())


def test_without_an_address_the_former_link_ends_at_once(collected: Campaign) -> None:
    former = guest(collected, OWN, "a@exemple.fr")
    _next_one, message = by_mail(collected, email="")
    assert message is None
    with pytest.raises(DeadLinkError):
        find_invitation(former.token, now=timezone.now())


def test_who_asked_for_no_more_messages_gets_none_through_another_link(collected: Campaign) -> None:
    opt_out(invitation=guest(collected, OWN, "A@exemple.fr"))
    with pytest.raises(RuleError, match="ne souhaite plus"):
        by_mail(collected, siren=OTHER, email="a@exemple.fr")
    assert not Invitation.objects.filter(territory_id=OTHER).exists(), "nothing half-made"


def test_the_lead_of_a_territory_sends_so_many_messages_a_day(collected: Campaign) -> None:
    lead = guest(collected, OWN, "a@exemple.fr")
    more = {"role": InvitationRole.CONTRIBUTOR, "sections": ["first"], "host": lead}
    for number in range(MOST_MESSAGES_A_DAY):
        by_mail(collected, email=f"c{number}@exemple.fr", **more)
    with pytest.raises(InvalidInvitationError, match="20 messages par jour"):
        by_mail(collected, email="de-trop@exemple.fr", **more)
    assert by_mail(collected, email="", **more)[1] is None, "a link can still be handed over"
    Invitation.objects.update(created_at=timezone.now() - timedelta(days=1))
    assert by_mail(collected, email="demain@exemple.fr", **more)[1] is not None


def test_the_link_that_stops_messages_opens_nothing(collected: Campaign) -> None:
    invitation, other = guest(collected, OWN, "a@exemple.fr"), guest(collected, OTHER, "b@exemple.fr")
    send_invitation(by=None, invitation=invitation, site=SITE, on=DAY)
    (message,) = posted()
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    way_out = message.extra_headers["List-Unsubscribe"].strip("<>")
    assert way_out in message.body
    token = way_out.rstrip("/").rpartition("/")[2]
    assert invitation.token not in way_out
    with pytest.raises(UnknownLinkError):
        find_invitation(token, now=timezone.now())
    assert find_opt_out(token) == invitation
    assert find_opt_out(invitation.token) == invitation, "that of the messages sent before"
    for wrong in (f"{other.pk}.{token.partition('.')[2]}", f"{invitation.pk}.", "12.x", "x.y", f"{'9' * 30}.x", ""):
        with pytest.raises(UnknownLinkError):
            find_opt_out(wrong)


def by_mail(campaign: Campaign, *, siren: str = OWN, email: str = "a@exemple.fr", **more):
    end = timezone.now() + timedelta(days=10)
    fields = {"campaign": campaign, "siren": siren, "name": "Camille", "email": email, "expires_at": end}
    return invite_by_email(by=None, site=SITE, **(fields | more))


def invitees(campaign: Campaign):
    return list_invitees(view_campaign(campaign.slug), now=timezone.now(), today=DAY)


def test_reminders_are_sent_by_the_coordination_while_the_campaign_is_open(collected: Campaign, people: Cast) -> None:
    guest(collected, OWN, "a@exemple.fr")
    view = view_campaign(collected.slug)
    with pytest.raises(RuleError):
        send_reminders(by=people.officer, view=view, site=SITE, on=DAY)
    with pytest.raises(RuleError):
        send_reminders(by=people.coordinator, view=view, site=SITE, on=date(2013, 7, 1))
    take(CAMPAIGN, "close_campaign", collected, by=people.coordinator, at=timezone.now())
    with pytest.raises(RuleError):
        send_reminders(by=people.coordinator, view=view_campaign(collected.slug), site=SITE, on=DAY)
    assert mail.outbox == []


def test_an_invitation_says_who_is_asked_and_is_sent_once_a_day(collected: Campaign) -> None:
    invitation = guest(collected, OWN, "a@exemple.fr", role=InvitationRole.CONTRIBUTOR, sections=["first"])
    assert send_invitation(by=None, invitation=invitation, site=SITE, on=DAY) is not None
    assert send_invitation(by=None, invitation=invitation, site=SITE, on=DAY) is None
    (message,) = posted()
    assert "Première partie" in message.body
    assert "Ce réseau est inventé" in message.body


def test_a_link_survives_a_change_of_the_secret_key(collected: Campaign) -> None:
    invitation = guest(collected, OWN, "a@exemple.fr")
    with override_settings(SECRET_KEY="une-autre-cle-secrete-tout-aussi-longue-que-la-premiere"):
        send_invitation(by=None, invitation=invitation, site=SITE, on=DAY)
        (message,) = posted()
    link = next(line for line in message.body.splitlines() if "/enquetes/lien/" in line)
    assert find_invitation(link.rstrip("/").rpartition("/")[2], now=timezone.now()) == invitation


def test_a_letter_that_stays_here_can_be_read(collected: Campaign, tmp_path: Path) -> None:
    """Its links are copied from the file: no line of it is broken, no accent is ciphered."""
    invitation = guest(collected, OWN, "a@exemple.fr")
    kept = {"BACKEND": "django.core.mail.backends.filebased.EmailBackend", "OPTIONS": {"file_path": str(tmp_path)}}
    site = "https://energie.un-nom-de-domaine-assez-long-pour-passer-la-ligne.exemple.fr"
    with override_settings(MAILERS={"default": kept}):
        send_invitation(by=None, invitation=invitation, site=site, on=DAY)
        posted()
    (file,) = tmp_path.iterdir()
    written = file.read_text()
    assert "Vous êtes la personne référente" in written
    assert any(line.startswith(f"{site}/enquetes/lien/") and line.endswith("/") for line in written.splitlines())


@pytest.mark.django_db
def test_the_address_to_unsubscribe_leaves_whole(collected: Campaign) -> None:
    invitation = guest(collected, OWN, "a@exemple.fr")
    send_invitation(by=None, invitation=invitation, site="https://energie.un-nom-de-domaine-assez-long.exemple.fr")
    sent = posted()[-1].message().as_bytes().decode()
    line = next(line for line in sent.splitlines() if line.startswith("List-Unsubscribe:"))
    assert line == f"List-Unsubscribe: {mail.outbox[-1].extra_headers['List-Unsubscribe']}"
    assert all(len(line) <= 998 for line in sent.splitlines())
