"""Who is to be reminded today, and who is left alone, for which reason?"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from autan.evidence.core.texts import Text
from autan.surveys.core.campaigns.invitations import EmailStatus, LinkState


class MessageKind(StrEnum):
    """What an e-mail to the holder of a link is for."""

    INVITATION = "invitation"
    REMINDER = "reminder"

    @property
    def label(self) -> Text:
        """Wording on screen."""
        return _KIND_LABELS[self]


class MessageStatus(StrEnum):
    """What became of an e-mail. `SENDING` stays when the product stopped in between: it may have left."""

    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"

    @property
    def label(self) -> Text:
        """Wording on screen."""
        return _STATUS_LABELS[self]


class ReminderVerdict(StrEnum):
    """Whether the holder of a link is reminded, or the reason why not."""

    DUE = "due"
    COMPLETE = "complete"
    TOO_SOON = "too_soon"
    NO_ADDRESS = "no_address"
    BOUNCED = "bounced"
    OPTED_OUT = "opted_out"
    DEAD_LINK = "dead_link"

    @property
    def label(self) -> Text:
        """Wording on screen."""
        return _VERDICT_LABELS[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """What is known of the holder of a link when a reminder is weighed.

    Attributes:
        email: address; may be empty.
        email_status: what is known of it.
        link: whether the link opens the door.
        remaining: how many questions remain for this holder.
        last_message: day of the last e-mail that left or may have left, or None.
    """

    email: str
    email_status: EmailStatus
    link: LinkState
    remaining: int
    last_message: date | None


def judge_reminder(holder: Holder, *, today: date, delay_days: int) -> ReminderVerdict:
    """Say whether a holder is reminded today.

    Args:
        holder: what is known.
        today: the day.
        delay_days: days that must pass after one e-mail before the next.

    >>> holder = Holder(email="a@exemple.fr", email_status=EmailStatus.OK, link=LinkState.LIVE, remaining=3,
    ...                 last_message=date(2026, 3, 1))
    >>> judge_reminder(holder, today=date(2026, 3, 7), delay_days=7).value
    'too_soon'
    >>> judge_reminder(holder, today=date(2026, 3, 8), delay_days=7).value
    'due'
    """
    if holder.remaining == 0:
        return ReminderVerdict.COMPLETE
    if holder.link is not LinkState.LIVE:
        return ReminderVerdict.DEAD_LINK
    if not holder.email:
        return ReminderVerdict.NO_ADDRESS
    if holder.email_status is not EmailStatus.OK:
        return ReminderVerdict(holder.email_status.value)
    if holder.last_message is not None and (today - holder.last_message).days < delay_days:
        return ReminderVerdict.TOO_SOON
    return ReminderVerdict.DUE


_KIND_LABELS = {
    MessageKind.INVITATION: Text("invitation", "invitation"),
    MessageKind.REMINDER: Text("rappel", "reminder"),
}
_STATUS_LABELS = {
    MessageStatus.SENDING: Text("départ non confirmé", "not known to have left"),
    MessageStatus.SENT: Text("envoyé", "sent"),
    MessageStatus.FAILED: Text("échec de l’envoi", "could not be sent"),
}
_VERDICT_LABELS = {
    ReminderVerdict.DUE: Text("à relancer", "to be reminded"),
    ReminderVerdict.COMPLETE: Text("a tout rempli", "has answered everything"),
    ReminderVerdict.TOO_SOON: Text("déjà contacté récemment", "contacted recently"),
    ReminderVerdict.NO_ADDRESS: Text("sans adresse électronique", "no e-mail address"),
    ReminderVerdict.BOUNCED: Text("adresse en échec", "address that bounces"),
    ReminderVerdict.OPTED_OUT: Text("ne souhaite plus de message", "wants no more messages"),
    ReminderVerdict.DEAD_LINK: Text("lien révoqué ou expiré", "link revoked or expired"),
}
