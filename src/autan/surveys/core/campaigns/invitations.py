"""Personal links: their roles, their states, and what is stored of their tokens."""

from datetime import datetime
from enum import StrEnum

from autan.evidence.core.labelled import Labelled
from autan.territories.core.invitations import digest_token as digest_token


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
