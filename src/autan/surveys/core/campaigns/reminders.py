"""Decides who is reminded by e-mail on a day, and why the others are not."""

from dataclasses import dataclass
from datetime import date

from autan.evidence.core.labelled import Labelled
from autan.surveys.core.campaigns.invitations import EmailStatus, PersonalLinkState


class MessageKind(Labelled):
    """What an e-mail to the holder of a link is for."""

    INVITATION = "invitation", "invitation", "invitation"
    REMINDER = "reminder", "rappel", "reminder"


class ReminderDecision(Labelled):
    """Whether the holder of a link is reminded, or the reason why not."""

    DUE = "due", "à relancer", "to be reminded"
    COMPLETE = "complete", "a tout rempli", "has answered everything"
    TOO_SOON = "too_soon", "déjà contacté récemment", "contacted recently"
    NO_ADDRESS = "no_address", "sans adresse électronique", "no e-mail address"
    BOUNCED = "bounced", "adresse en échec", "address that bounces"
    OPTED_OUT = "opted_out", "ne souhaite plus de message", "wants no more messages"
    DEAD_LINK = "dead_link", "lien révoqué ou expiré", "link revoked or expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """What is known of the holder of a link when a reminder is decided.

    Attributes:
        remaining: how many questions remain for this recipient.
        last_message: day of the last e-mail that was not given up, or None.
    """

    email: str
    email_status: EmailStatus
    link: PersonalLinkState
    remaining: int
    last_message: date | None


def decide_reminder(recipient: Recipient, *, today: date, delay_days: int) -> ReminderDecision:
    """Decide whether the holder of a link is reminded today.

    >>> recipient = Recipient(email="a@exemple.fr", email_status=EmailStatus.OK, link=PersonalLinkState.LIVE,
    ...                 remaining=3, last_message=date(2026, 3, 1))
    >>> decide_reminder(recipient, today=date(2026, 3, 7), delay_days=7).value
    'too_soon'
    >>> decide_reminder(recipient, today=date(2026, 3, 8), delay_days=7).value
    'due'
    """
    if recipient.remaining == 0:
        return ReminderDecision.COMPLETE
    if recipient.link is not PersonalLinkState.LIVE:
        return ReminderDecision.DEAD_LINK
    if not recipient.email:
        return ReminderDecision.NO_ADDRESS
    if recipient.email_status is not EmailStatus.OK:
        return ReminderDecision(recipient.email_status.value)
    if recipient.last_message is not None and (today - recipient.last_message).days < delay_days:
        return ReminderDecision.TOO_SOON
    return ReminderDecision.DUE
