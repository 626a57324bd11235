"""The actions that send e-mails to those who hold a personal link: invitations and reminders, once a day at most."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from autan.ground.errors import RuleError
from autan.people.accounts.models import Person
from autan.people.accounts.renderers import PersonalEmail
from autan.people.journal.actions import acting, require_right
from autan.people.mail.actions import queue_message
from autan.people.mail.connectors import Sender
from autan.people.mail.core import MessageStatus
from autan.survey.campaigns.actions.invitations import invite
from autan.survey.campaigns.core.campaigns import EmailStatus, MessageKind, ReminderDecision, invitation_object
from autan.survey.campaigns.models import Campaign, Invitation, Message
from autan.survey.campaigns.presenters import opt_out_link
from autan.survey.campaigns.queries.campaigns import CampaignView
from autan.survey.campaigns.queries.tracking import Invitee, list_invitees
from autan.survey.campaigns.renderers import render_invitation, render_reminder


@dataclass(frozen=True, slots=True, kw_only=True)
class SentReminder:
    """What was done for one holder of a link when reminders were sent.

    `message`: the e-mail that was queued, or None when none was due or one of the day stands.
    """

    invitee: Invitee
    message: Message | None


@transaction.atomic
def invite_by_email(
    *, by: Person | None, site: str, expires_at: datetime, **fields: Any
) -> tuple[Invitation, Message | None]:
    """Give a personal link and queue the message that tells it, together or not at all.

    A former lead link stays good until that message has left. Without an address the link is to be handed over.

    Raises:
        InvalidInvitationError: with every problem.
        RuleError: its holder wants no more messages, or the link would lead nowhere from another machine.
    """
    is_sent = bool(str(fields.get("email", "")).strip())
    invitation = invite(by=by, expires_at=expires_at, keeps_former=is_sent, **fields)
    return invitation, send_invitation(by=by, invitation=invitation, site=site) if is_sent else None


@transaction.atomic
def invite_members(
    *, by: Person | None, site: str, campaign: Campaign, expires_at: datetime, contacts: Sequence[Mapping[str, str]]
) -> list[tuple[Invitation, Message | None]]:
    """Give its link to the lead of several territories, all or none; see `invite_by_email`."""
    return [
        invite_by_email(by=by, site=site, campaign=campaign, expires_at=expires_at, **contact) for contact in contacts
    ]


def send_invitation(*, by: Person | None, invitation: Invitation, site: str, on: date | None = None) -> Message | None:
    """Queue the personal link for its holder; a second time the same day sends nothing.

    The lead of a territory may invite contributors through the lead link: the right to invite was asked when the
    link was made.

    Raises RuleError when there is no address, its holder wants no more messages, or the link would lead nowhere.
    """
    if not invitation.email:
        raise RuleError("cette personne n’a pas d’adresse électronique\u202f; remettez-lui le lien autrement")
    if invitation.email_status != EmailStatus.OK:
        raise RuleError("cette adresse est en échec, ou sa titulaire ne souhaite plus de message")
    render = partial(render_invitation, invitation, site=site)
    return _send(by, invitation, MessageKind.INVITATION, on or timezone.localdate(), site, render)


def send_reminders(
    *, by: Person | None, view: CampaignView, site: str, only: Collection[int] | None = None, on: date | None = None
) -> tuple[SentReminder, ...]:
    """Remind those who have something left to answer, each at most once a day, whatever restarts.

    All are queued together; what becomes of each is on the page of tracking. `only` gives the numbers of the links
    whose holders are reminded.
    """
    today, campaign = on or timezone.localdate(), view.record
    refusal = "seule la coordination du réseau envoie des rappels"
    require_right(by, "surveys.run_campaign", on=campaign, refusal=refusal)
    if campaign.is_documented or campaign.opening.refusal(today):
        message = "la campagne «\u202f{title_fr}\u202f» n’est pas ouverte\u00a0: personne n’est relancé"
        raise RuleError(message, title_fr=campaign.title_fr)
    invitees = list_invitees(view, now=timezone.now(), today=today)
    chosen = [invitee for invitee in invitees if only is None or invitee.invitation.pk in only]
    with transaction.atomic():
        return tuple(_remind(by, view, invitee, site, today) for invitee in chosen)


def _remind(by: Person | None, view: CampaignView, invitee: Invitee, site: str, today: date) -> SentReminder:
    if invitee.decision is not ReminderDecision.DUE:
        return SentReminder(invitee=invitee, message=None)
    render = partial(render_reminder, view.record, invitee, site=site, on=today)
    message = _send(by, invitee.invitation, MessageKind.REMINDER, today, site, render)
    return SentReminder(invitee=invitee, message=message)


def _send(
    by: Person | None,
    invitation: Invitation,
    kind: MessageKind,
    day: date,
    site: str,
    render: Callable[..., PersonalEmail],
) -> Message | None:
    """Queue a message; None when one of that kind and day left, or will. One that was given up is queued again."""
    with acting(by=by, act="send_email") as act:
        Invitation.objects.select_for_update().get(pk=invitation.pk)  # one at a time for one holder
        message = (
            Message.objects.filter(invitation=invitation, kind=kind.value, day=day).select_related("outgoing").first()
        )
        if message is not None and message.status is not MessageStatus.FAILED:
            return None
        if invitation.renew_digest():  # the secret key has changed since the link was given
            invitation.save(update_fields=["token_sha256"])
        email, network = render(token=invitation.token), invitation.campaign.network
        outgoing = queue_message(
            kind=f"surveys.{kind.value}",
            to=invitation.email,
            subject=email.subject,
            body=email.body,
            network=invitation.campaign.network_id,
            unsubscribe=opt_out_link(invitation, site=site),
            sender=Sender(name=network.sender_name, reply_to=network.reply_to),
            key=f"surveys:{invitation.pk}:{kind.value}:{day}",
        )
        summary = f"{kind.label.fr.capitalize()} pour {invitation.territory.marked_name}\u00a0: message en file"
        act.record(invitation_object(invitation.pk), summary=summary, network=invitation.campaign.network_id)
        if message is not None:
            message.outgoing = outgoing
            return message
        return Message.objects.create(invitation=invitation, kind=kind.value, day=day, outgoing=outgoing)
