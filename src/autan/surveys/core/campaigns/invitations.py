"""What a personal link may be, and until when it holds."""

import hashlib
from dataclasses import dataclass
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
    """Whether a link opens the door."""

    LIVE = "live"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkLife:
    """The dates of a link. `revoked_at` is None while nobody revoked it."""

    expires_at: datetime
    revoked_at: datetime | None

    def state(self, now: datetime) -> LinkState:
        """Say whether the link opens the door at a given time.

        >>> from datetime import UTC
        >>> life = LinkLife(expires_at=datetime(2026, 5, 1, tzinfo=UTC), revoked_at=None)
        >>> life.state(datetime(2026, 4, 30, tzinfo=UTC)).value, life.state(datetime(2026, 5, 1, tzinfo=UTC)).value
        ('live', 'expired')
        """
        if self.revoked_at is not None:
            return LinkState.REVOKED
        return LinkState.LIVE if now < self.expires_at else LinkState.EXPIRED


def digest_token(token: str) -> str:
    """Return what is kept of a token (SHA-256, hexadecimal): it can be recognised, and never found again.

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
