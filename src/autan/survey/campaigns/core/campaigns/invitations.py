"""Personal links: their roles and states, what is stored of their tokens, whose holders are reminded by e-mail."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from autan.ground.texts.core.labelled import Labelled
from autan.territories.networks.core.invitations import digest_token as digest_token


class InvitationRole(Labelled):
    """What the holder of a link does for the territory."""

    LEAD = "lead", "référent·e de la collectivité", "lead for the authority"
    CONTRIBUTOR = "contributor", "contribution à certaines rubriques", "contributor to some sections"


class EmailStatus(Labelled):
    """What is known of an address."""

    OK = "ok", "adresse valable", "valid address"
    BOUNCED = "bounced", "adresse en échec", "address that bounces"
    OPTED_OUT = "opted_out", "ne souhaite plus de message", "wants no more messages"


class PersonalLinkState(StrEnum):
    """Whether a personal link may be used."""

    LIVE = "live"
    EXPIRED = "expired"
    REVOKED = "revoked"


def link_state(*, expires_at: datetime, revoked_at: datetime | None, now: datetime) -> PersonalLinkState:
    """Say whether a personal link is valid at a given time.

    >>> from datetime import UTC
    >>> end = datetime(2026, 5, 1, tzinfo=UTC)
    >>> link_state(expires_at=end, revoked_at=None, now=datetime(2026, 4, 30, tzinfo=UTC)).value
    'live'
    >>> link_state(expires_at=end, revoked_at=None, now=end).value
    'expired'
    """
    if revoked_at is not None:
        return PersonalLinkState.REVOKED
    return PersonalLinkState.LIVE if now < expires_at else PersonalLinkState.EXPIRED


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
