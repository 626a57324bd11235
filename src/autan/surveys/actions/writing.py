"""The writers of e-mails to those who hold a personal link: the invitation, and reminders, each at most once a day."""

import smtplib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils import timezone

from autan.accounts.models import Person
from autan.errors import RuleError
from autan.journal.actions import record_entry
from autan.questionnaires.queries.versions import parse_questionnaire
from autan.surveys.core.campaigns.invitations import EmailStatus, digest_token
from autan.surveys.core.campaigns.reminders import MessageKind, MessageStatus, ReminderVerdict
from autan.surveys.letters import Letter
from autan.surveys.links import link_of, make_token, opt_out_link_of
from autan.surveys.models import Campaign, Invitation, Message
from autan.surveys.queries.campaigns import CampaignView
from autan.surveys.queries.tracking import Guest, guests_due

_NO_TOKEN = "lien-personnel"  # noqa: S105 - stands for the token of a link that is not shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch:
    """What became of one guest when reminders were sent.

    Attributes:
        guest: the holder of the link, as weighed.
        message: the e-mail, or None when none was due or another process wrote it first.
    """

    guest: Guest
    message: Message | None


def write_invitation(*, by: Person | None, invitation: Invitation, site: str, on: date | None = None) -> Message | None:
    """Send the personal link to its holder; a second time the same day sends nothing.

    The lead of a territory may invite contributors through the lead link: the right to invite was checked when the
    link was made.

    Raises:
        RuleError: there is no address, or its holder wants no more messages.
    """
    if not invitation.email:
        raise RuleError("cette personne n’a pas d’adresse électronique ; remettez-lui le lien autrement")
    if invitation.email_status != EmailStatus.OK:
        raise RuleError("cette adresse est en échec, ou sa titulaire ne souhaite plus de message")
    day = on or timezone.localdate()
    return _write(by, invitation, MessageKind.INVITATION, day, site, {"sections": _titles(invitation)})


def write_reminders(
    *, by: Person | None, view: CampaignView, site: str, only: Collection[int] | None = None, on: date | None = None
) -> tuple[Dispatch, ...]:
    """Remind those who have something left to answer, each at most once a day, whatever restarts.

    A message is noted before it leaves: if the product stops in between, it is shown as not known to have left, and
    is not sent again that day.

    Args:
        by: who reminds; None for the product itself.
        view: the campaign.
        site: address that links begin with.
        only: links whose holders are reminded, by number; every link unless given.
        on: the day; today unless given.

    Raises:
        RuleError: `by` does not coordinate the network, or the campaign is not open that day.
    """
    today = on or timezone.localdate()
    _require_coordination(by, view.record)
    _require_open(view.record, today)
    dispatches = []
    for guest in guests_due(view, now=timezone.now(), today=today):
        if only is not None and guest.invitation.pk not in only:
            continue
        is_due = guest.verdict is ReminderVerdict.DUE
        sent = _remind(by, view, guest, site, today) if is_due else None
        dispatches.append(Dispatch(guest=guest, message=sent))
    return tuple(dispatches)


def preview_reminder(view: CampaignView, guest: Guest, *, site: str, on: date) -> tuple[str, str]:
    """Return the subject and the words of a reminder as it would leave, its personal link left out."""
    letter = _compose(guest.invitation, MessageKind.REMINDER, site, _NO_TOKEN, _reminder_words(view, guest, on))
    return str(letter.subject), str(letter.body)


def _titles(invitation: Invitation) -> list[str]:
    asked = invitation.campaign.questionnaire
    sections = parse_questionnaire(asked.document, asked.slug).sections
    return [section.title.fr for section in sections if section.code in invitation.sections]


def _remind(by: Person | None, view: CampaignView, guest: Guest, site: str, today: date) -> Message | None:
    return _write(by, guest.invitation, MessageKind.REMINDER, today, site, _reminder_words(view, guest, today))


def _reminder_words(view: CampaignView, guest: Guest, today: date) -> dict[str, object]:
    parts = [part for part in guest.progress.sections if part.remaining]
    remaining = guest.progress.asked - guest.progress.settled
    return {"parts": parts, "remaining": remaining, "days_left": _days_left(view.record, today)}


def _days_left(campaign: Campaign, today: date) -> int | None:
    return (campaign.closed_on - today).days if campaign.closed_on else None


def _require_coordination(by: Person | None, campaign: Campaign) -> None:
    if by is not None and not by.has_perm("surveys.run_campaign", campaign):
        raise RuleError("seule la coordination du réseau envoie des rappels")


def _require_open(campaign: Campaign, today: date) -> None:
    if campaign.is_documented or campaign.opening.refusal(today):
        message = f"la campagne « {campaign.title_fr} » n’est pas ouverte : personne n’est relancé"
        raise RuleError(message)


def _write(
    by: Person | None, invitation: Invitation, kind: MessageKind, day: date, site: str, context: dict[str, object]
) -> Message | None:
    message = _reserve(invitation, kind, day)
    if message is None:
        return None
    token = _token_of(invitation)
    email = _compose(invitation, kind, site, token, context)
    error = _send(email)
    message.status = (MessageStatus.FAILED if error else MessageStatus.SENT).value
    message.error = error[:300]
    message.sent_at = timezone.now()
    message.save(update_fields=["status", "error", "sent_at"])
    state = MessageStatus(message.status).label.fr
    summary = f"{kind.label.fr.capitalize()} pour {invitation.territory.marked_name}\u00a0: {state}"
    record_entry(by=by, act="write", room="surveys", kind="invitation", object_id=invitation.pk, summary=summary)
    return message


def _reserve(invitation: Invitation, kind: MessageKind, day: date) -> Message | None:
    """Note the message before it leaves; None when one left, or may have, today. A failed one is tried again."""
    try:
        with transaction.atomic():
            return Message.objects.create(
                invitation=invitation, kind=kind.value, day=day, status=MessageStatus.SENDING.value
            )
    except IntegrityError:
        same = Message.objects.filter(invitation=invitation, kind=kind.value, day=day)
        retaken = same.filter(status=MessageStatus.FAILED.value).update(status=MessageStatus.SENDING.value)
        return same.get() if retaken else None


def _token_of(invitation: Invitation) -> str:
    """Make the token again; when the secret key has changed since, the link is renewed."""
    token = make_token(invitation.token_salt)
    if digest_token(token) != invitation.token_sha256:
        invitation.token_sha256 = digest_token(token)
        invitation.save(update_fields=["token_sha256"])
    return token


def _compose(invitation: Invitation, kind: MessageKind, site: str, token: str, context: dict[str, object]) -> Letter:
    campaign = invitation.campaign
    opt_out = opt_out_link_of(token, site=site)
    words = {
        "invitation": invitation,
        "campaign": campaign,
        "territory": invitation.territory,
        "link": link_of(token, site=site),
        "opt_out": opt_out,
        **context,
    }
    subject, _, body = render_to_string(f"surveys/mail/{kind.value}.txt", words).partition("\n")
    headers = {"List-Unsubscribe": f"<{opt_out}>", "Auto-Submitted": "auto-generated"}
    return Letter(subject=subject.strip(), body=body.strip() + "\n", to=[invitation.email], headers=headers)


def _send(email: Letter) -> str:
    """Send it; return why it could not be, or nothing."""
    try:
        email.send()
    except (smtplib.SMTPException, OSError) as error:
        return str(error) or type(error).__name__
    return ""
