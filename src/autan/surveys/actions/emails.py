"""The actions that send e-mails to those who hold a personal link: invitations and reminders, once a day at most."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from autan.accounts.models import Person
from autan.errors import RuleError
from autan.journal.actions import acting, require_right
from autan.surveys.connectors.email import CampaignEmail, send_email
from autan.surveys.core.campaigns.invitations import EmailStatus
from autan.surveys.core.campaigns.reminders import MessageKind, MessageStatus, ReminderDecision
from autan.surveys.core.objects import invitation_object
from autan.surveys.models import Invitation, Message
from autan.surveys.queries.campaigns import CampaignView
from autan.surveys.queries.tracking import Invitee, list_invitees
from autan.surveys.renderers.emails import render_invitation, render_reminder


@dataclass(frozen=True, slots=True, kw_only=True)
class SentReminder:
    """What was done for one holder of a link when reminders were sent.

    Attributes:
        invitee: the holder of the link.
        message: the e-mail, or None when none was due or another process sent it first.
    """

    invitee: Invitee
    message: Message | None


def send_invitation(*, by: Person | None, invitation: Invitation, site: str, on: date | None = None) -> Message | None:
    """Send the personal link to its holder; a second time the same day sends nothing.

    The lead of a territory may invite contributors through the lead link: the right to invite was asked when the
    link was made.

    Raises:
        RuleError: there is no address, or its holder wants no more messages.
    """
    if not invitation.email:
        raise RuleError("cette personne n’a pas d’adresse électronique ; remettez-lui le lien autrement")
    if invitation.email_status != EmailStatus.OK:
        raise RuleError("cette adresse est en échec, ou sa titulaire ne souhaite plus de message")
    day = on or timezone.localdate()

    def render(token: str) -> CampaignEmail:
        return render_invitation(invitation, site=site, token=token)

    return _send(by, invitation, MessageKind.INVITATION, day, render)


def send_reminders(
    *, by: Person | None, view: CampaignView, site: str, only: Collection[int] | None = None, on: date | None = None
) -> tuple[SentReminder, ...]:
    """Remind those who have something left to answer, each at most once a day, whatever restarts.

    A message is stored before it is sent: if the product stops in between, it is shown as not known to have left, and
    is not sent again that day.

    Args:
        by: who reminds; None for the product itself.
        view: the campaign.
        site: address that links begin with.
        only: links whose holders are reminded, by number; every link unless given.
        on: the day; today unless given.

    Raises:
        NotAllowedError: `by` does not coordinate the network.
        RuleError: the campaign is not open that day.
    """
    today, campaign = on or timezone.localdate(), view.record
    refusal = "seule la coordination du réseau envoie des rappels"
    require_right(by, "surveys.run_campaign", on=campaign, refusal=refusal)
    if campaign.is_documented or campaign.opening.refusal(today):
        message = f"la campagne « {campaign.title_fr} » n’est pas ouverte : personne n’est relancé"
        raise RuleError(message)
    invitees = list_invitees(view, now=timezone.now(), today=today)
    chosen = [invitee for invitee in invitees if only is None or invitee.invitation.pk in only]
    return tuple(_remind(by, view, invitee, site, today) for invitee in chosen)


def _remind(by: Person | None, view: CampaignView, invitee: Invitee, site: str, today: date) -> SentReminder:
    if invitee.decision is not ReminderDecision.DUE:
        return SentReminder(invitee=invitee, message=None)

    def render(token: str) -> CampaignEmail:
        return render_reminder(view.record, invitee, site=site, token=token, on=today)

    return SentReminder(invitee=invitee, message=_send(by, invitee.invitation, MessageKind.REMINDER, today, render))


def _send(
    by: Person | None, invitation: Invitation, kind: MessageKind, day: date, render: Callable[[str], CampaignEmail]
) -> Message | None:
    """Store a message, send it, then note what became of it; None when one left, or may have left, that day."""
    message = _reserve(invitation, kind, day)
    if message is None:
        return None
    if invitation.renew_digest():  # the secret key has changed since the link was given
        invitation.save(update_fields=["token_sha256"])
    error = send_email(render(invitation.token))
    with acting(by=by, act="send_email") as act:
        message.status = (MessageStatus.FAILED if error else MessageStatus.SENT).value
        message.error = error[:300]
        message.sent_at = timezone.now()
        message.save(update_fields=["status", "error", "sent_at"])
        state = MessageStatus(message.status).label.fr
        summary = f"{kind.label.fr.capitalize()} pour {invitation.territory.marked_name}\u00a0: {state}"
        act.record(invitation_object(invitation.pk), summary=summary, network=invitation.campaign.network_id)
    return message


def _reserve(invitation: Invitation, kind: MessageKind, day: date) -> Message | None:
    """Store the message before it is sent; None when there is one that day already. One that failed is sent again."""
    try:
        with transaction.atomic():
            return Message.objects.create(
                invitation=invitation, kind=kind.value, day=day, status=MessageStatus.SENDING.value
            )
    except IntegrityError:
        same = Message.objects.filter(invitation=invitation, kind=kind.value, day=day)
        retaken = same.filter(status=MessageStatus.FAILED.value).update(status=MessageStatus.SENDING.value)
        return same.get() if retaken else None
