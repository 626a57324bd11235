"""Personal links: their roles, their states, and what is stored of their tokens."""

import hashlib
from datetime import datetime
from enum import StrEnum

from autan.evidence.core.texts import Text


class InvitationRole(StrEnum):
    """What the holder of a link does for the territory."""

    LEAD = "lead"
    CONTRIBUTOR = "contributor"

    @property
    def label(self) -> Text:
        """Wording on screen."""
        return _ROLE_LABELS[self]


class EmailStatus(StrEnum):
    """What is known of an address."""

    OK = "ok"
    BOUNCED = "bounced"
    OPTED_OUT = "opted_out"

    @property
    def label(self) -> Text:
        """Wording on screen."""
        return _STATUS_LABELS[self]


class LinkState(StrEnum):
    """Whether a personal link may be used."""

    LIVE = "live"
    EXPIRED = "expired"
    REVOKED = "revoked"


def link_state(*, expires_at: datetime, revoked_at: datetime | None, now: datetime) -> LinkState:
    """Say whether a personal link is valid at a given time.

    >>> from datetime import UTC
    >>> end = datetime(2026, 5, 1, tzinfo=UTC)
    >>> link_state(expires_at=end, revoked_at=None, now=datetime(2026, 4, 30, tzinfo=UTC)).value
    'live'
    >>> link_state(expires_at=end, revoked_at=None, now=end).value
    'expired'
    """
    if revoked_at is not None:
        return LinkState.REVOKED
    return LinkState.LIVE if now < expires_at else LinkState.EXPIRED


def digest_token(token: str) -> str:
    """Return what is stored of a token: its SHA-256 digest, in hexadecimal. The token cannot be found from it.

    >>> digest_token("jeton")[:12]
    '91d2b106a383'
    """
    return hashlib.sha256(token.encode()).hexdigest()


_ROLE_LABELS = {
    InvitationRole.LEAD: Text("référent·e de la collectivité", "lead for the authority"),
    InvitationRole.CONTRIBUTOR: Text("contribution à certaines rubriques", "contributor to some sections"),
}
_STATUS_LABELS = {
    EmailStatus.OK: Text("adresse valable", "valid address"),
    EmailStatus.BOUNCED: Text("adresse en échec", "address that bounces"),
    EmailStatus.OPTED_OUT: Text("ne souhaite plus de message", "wants no more messages"),
}
