"""Personal links: their roles, their states, and what is stored of their tokens."""

from datetime import datetime
from enum import StrEnum

from autan.evidence.core.texts import Text
from autan.territories.core.invitations import digest_token as digest_token


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


_ROLE_LABELS = {
    InvitationRole.LEAD: Text("référent·e de la collectivité", "lead for the authority"),
    InvitationRole.CONTRIBUTOR: Text("contribution à certaines rubriques", "contributor to some sections"),
}
_STATUS_LABELS = {
    EmailStatus.OK: Text("adresse valable", "valid address"),
    EmailStatus.BOUNCED: Text("adresse en échec", "address that bounces"),
    EmailStatus.OPTED_OUT: Text("ne souhaite plus de message", "wants no more messages"),
}
