"""How a campaign goes: open or closed, who holds a link, how far each territory is, who is reminded."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.notation import date_text
from autan.ground.wordings import Sentence, Text
from autan.people.journal.core import ObjectRef
from autan.territories.networks.core.invitations import digest_token as digest_token

# Personal links: their roles and states, what is stored of their tokens, whose holders are reminded by e-mail.


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
    VALIDATED = "validated", "a validé ses réponses", "has validated its answers"
    TOO_SOON = "too_soon", "déjà contacté récemment", "contacted recently"
    NO_ADDRESS = "no_address", "sans adresse électronique", "no e-mail address"
    BOUNCED = "bounced", "adresse en échec", "address that bounces"
    OPTED_OUT = "opted_out", "ne souhaite plus de message", "wants no more messages"
    DEAD_LINK = "dead_link", "lien révoqué ou expiré", "link revoked or expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """What is known of the holder of a link when a reminder is decided.

    Attributes:
        is_validated: True when what this recipient is asked was validated, with or without questions left.
        last_message: day of the last e-mail that was not given up, or None.
    """

    email: str
    email_status: EmailStatus
    link: PersonalLinkState
    remaining: int
    last_message: date | None
    is_validated: bool = False


def decide_reminder(recipient: Recipient, *, today: date, delay_days: int) -> ReminderDecision:
    """Decide whether the holder of a link is reminded today.

    >>> recipient = Recipient(email="a@exemple.fr", email_status=EmailStatus.OK, link=PersonalLinkState.LIVE,
    ...                 remaining=3, last_message=date(2026, 3, 1))
    >>> decide_reminder(recipient, today=date(2026, 3, 7), delay_days=7).value
    'too_soon'
    >>> decide_reminder(recipient, today=date(2026, 3, 8), delay_days=7).value
    'due'
    """
    if recipient.remaining == 0 or recipient.is_validated:
        return ReminderDecision.VALIDATED if recipient.remaining else ReminderDecision.COMPLETE
    if recipient.link is not PersonalLinkState.LIVE:
        return ReminderDecision.DEAD_LINK
    if not recipient.email:
        return ReminderDecision.NO_ADDRESS
    if recipient.email_status is not EmailStatus.OK:
        return ReminderDecision(recipient.email_status.value)
    if recipient.last_message is not None and (today - recipient.last_message).days < delay_days:
        return ReminderDecision.TOO_SOON
    return ReminderDecision.DUE


# When a campaign takes answers, and the words that say why it takes none.


RESERVED_SLUGS = frozenset({"lien", "ouvert", "sans-message"})
"""Words that stand in the addresses of pages where the slug of a campaign would: no campaign may take them."""


def refuse_open_link(*, is_closed: bool, closes_on: date | None, is_full: bool, today: date) -> Text | None:
    """Return why an open link takes no reply on a day, in words; None when it does.

    >>> refuse_open_link(is_closed=False, closes_on=date(2026, 6, 30), is_full=False, today=date(2026, 6, 30))
    >>> refuse_open_link(is_closed=False, closes_on=date(2026, 6, 30), is_full=False, today=date(2026, 7, 1)).en
    'this link has been closed since 30 June 2026'
    >>> refuse_open_link(is_closed=True, closes_on=None, is_full=True, today=date(2026, 7, 1)).en
    'this link is closed'
    >>> refuse_open_link(is_closed=False, closes_on=None, is_full=True, today=date(2026, 7, 1)).en
    'the number of replies that was wanted is reached'
    """
    if is_closed:
        return Sentence("ce lien est fermé")
    if closes_on is not None and today > closes_on:
        return date_text(closes_on, "ce lien est fermé depuis le {}", "this link has been closed since {}")
    if is_full:
        return Sentence("le nombre de réponses attendu est atteint")
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """The time during which a campaign takes answers. `closed_on`: last day, which is open; None when it has none."""

    opened_on: date | None
    closed_on: date | None
    closed_at: datetime | None = None

    def is_over(self, today: date) -> bool:
        """Say whether it was closed, by hand or by its last day.

        >>> Opening(opened_on=date(2026, 4, 1), closed_on=date(2026, 6, 30)).is_over(date(2026, 7, 1))
        True
        """
        return self.closed_at is not None or (self.closed_on is not None and today > self.closed_on)

    def refusal(self, today: date) -> Text | None:
        """Return why no answer is taken on a day, in words; None when the campaign is open.

        >>> Opening(opened_on=date(2026, 4, 1), closed_on=date(2026, 6, 30)).refusal(date(2026, 6, 30)) is None
        True
        """
        if self.opened_on and today < self.opened_on:
            french = "cette campagne n’est pas encore ouverte\u00a0: elle s’ouvre le {}"
            return date_text(self.opened_on, french, "this campaign opens on {}")
        closed = self.closed_at.date() if self.closed_at else self.closed_on
        if closed is None or not self.is_over(today):
            return None
        return date_text(closed, "cette campagne est close depuis le {}", "this campaign has been closed since {}")


# Objects of this room that the journal and the remarks are about.
ROOM = "surveys"
ANSWERS = "answers"


def campaign_object(campaign: str) -> ObjectRef:
    """Return the reference of a campaign, by its slug."""
    return ObjectRef(ROOM, "campaign", campaign)


def answers_object(campaign: str, siren: str) -> ObjectRef:
    """Return the reference of all that one territory answers to one campaign.

    >>> answers_object("enquete", "200072635").key
    'enquete/200072635'
    """
    return ObjectRef(ROOM, ANSWERS, f"{campaign}/{siren}")


def invitation_object(number: int) -> ObjectRef:
    """Return the reference of a personal link, by its number."""
    return ObjectRef(ROOM, "invitation", str(number))
