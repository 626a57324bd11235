"""Who holds which link in a campaign, and does a link open the door?"""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet

from autan.errors import DomainError
from autan.surveys.core.invitations import LinkLife, LinkState, digest_token
from autan.surveys.models import Campaign, Invitation


class UnknownLinkError(DomainError):
    """No link was ever given with this token."""


class DeadLinkError(DomainError):
    """A link was given, and no longer opens the door.

    Attributes:
        state: expired or revoked.
    """

    def __init__(self, state: LinkState) -> None:
        self.state = state
        super().__init__(f"link is {state}")


def find_invitation(token: str, *, now: datetime) -> Invitation:
    """Return the invitation of a token. One query.

    Raises:
        UnknownLinkError: nobody was given this token.
        DeadLinkError: it was revoked, or has expired.
    """
    found = _links().filter(token_sha256=digest_token(token)).first()
    return _require_live(found, now)


def standing_invitation(pk: int, *, now: datetime) -> Invitation:
    """Return the invitation that a session remembers. One query.

    Raises:
        UnknownLinkError: there is none any more.
        DeadLinkError: it was revoked, or has expired, since it was followed.
    """
    return _require_live(_links().filter(pk=pk).first(), now)


def invitations_of(campaign: Campaign, siren: str = "") -> Sequence[Invitation]:
    """Return the links given in a campaign, for one territory or for all, in the order given. One query."""
    found = Invitation.objects.filter(campaign=campaign).select_related("territory", "created_by")
    return list(found.filter(territory_id=siren) if siren else found)


def _links() -> QuerySet[Invitation]:
    return Invitation.objects.select_related("campaign__network", "campaign__questionnaire", "territory")


def _require_live(invitation: Invitation | None, now: datetime) -> Invitation:
    if invitation is None:
        raise UnknownLinkError("no such link")
    state = LinkLife(expires_at=invitation.expires_at, revoked_at=invitation.revoked_at).state(now)
    if state is not LinkState.LIVE:
        raise DeadLinkError(state)
    return invitation
