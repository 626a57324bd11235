"""Invitations of people: how long a link is good, how many leave in a day, and what is stored of its token."""

import hashlib
from datetime import datetime, timedelta
from enum import StrEnum

GOOD_FOR = timedelta(days=7)
MOST_A_DAY = 20
"""Invitations that a network sends in twenty-four hours: beyond, a stolen account would send mail to strangers."""


class InvitationState(StrEnum):
    """Whether the link of an invitation may be used."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


def invitation_state(
    *, expires_at: datetime, accepted_at: datetime | None, withdrawn_at: datetime | None, now: datetime
) -> InvitationState:
    """Say whether a link may be used at a given time.

    >>> from datetime import UTC
    >>> end, before = datetime(2026, 5, 8, tzinfo=UTC), datetime(2026, 5, 7, tzinfo=UTC)
    >>> invitation_state(expires_at=end, accepted_at=None, withdrawn_at=None, now=before).value
    'waiting'
    >>> invitation_state(expires_at=end, accepted_at=None, withdrawn_at=None, now=end).value
    'expired'
    >>> invitation_state(expires_at=end, accepted_at=before, withdrawn_at=None, now=end).value
    'accepted'
    >>> invitation_state(expires_at=end, accepted_at=None, withdrawn_at=before, now=before).value
    'withdrawn'
    """
    if accepted_at is not None:
        return InvitationState.ACCEPTED
    if withdrawn_at is not None:
        return InvitationState.WITHDRAWN
    return InvitationState.WAITING if now < expires_at else InvitationState.EXPIRED


def digest_token(token: str) -> str:
    """Return what is stored of a token: its SHA-256 digest, in hexadecimal. The token cannot be found from it.

    >>> digest_token("jeton")[:12]
    '91d2b106a383'
    """
    return hashlib.sha256(token.encode()).hexdigest()
