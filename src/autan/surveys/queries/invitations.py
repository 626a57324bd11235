"""The readers of personal links: those of a campaign, and the one of a token."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from autan.errors import DomainError, UnknownError
from autan.surveys.core.campaigns.invitations import LinkState, digest_token
from autan.surveys.models import Campaign, Invitation

_DAYS_AFTER_CLOSING = 90
_DAYS_WITHOUT_CLOSING = 365


class UnknownLinkError(UnknownError):
    """No link was ever given with this token."""


class DeadLinkError(DomainError):
    """A link was given, and may no longer be used.

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


def invitation_followed(pk: int, *, now: datetime) -> Invitation:
    """Return the invitation that a session remembers. One query.

    Raises:
        UnknownLinkError: there is none any more.
        DeadLinkError: it was revoked, or has expired, since it was followed.
    """
    return _require_live(_links().filter(pk=pk).first(), now)


def link_end(campaign: Campaign, *, today: date) -> datetime:
    """Return until when a link given today may be used: some time after the campaign, for the right of reply."""
    last = max(campaign.closed_on, today) if campaign.closed_on else None
    days = timedelta(days=_DAYS_AFTER_CLOSING if last else _DAYS_WITHOUT_CLOSING)
    return timezone.make_aware(datetime.combine((last or today) + days, time(23, 59)))


def invitations_of(campaign: Campaign, siren: str = "") -> Sequence[Invitation]:
    """Return the links given in a campaign, for one territory or for all, in the order given. One query."""
    found = Invitation.objects.filter(campaign=campaign).select_related("territory", "created_by")
    return list(found.filter(territory_id=siren) if siren else found)


def invitation_in(campaign: Campaign, pk: int) -> Invitation:
    """Return a link of this campaign, by its number. One query.

    Raises:
        UnknownLinkError: there is none.
    """
    found = _links().filter(campaign=campaign, pk=pk).first()
    if found is None:
        raise UnknownLinkError(str(pk))
    return found


def _links() -> QuerySet[Invitation]:
    return Invitation.objects.select_related("campaign__network", "campaign__questionnaire", "territory")


def _require_live(invitation: Invitation | None, now: datetime) -> Invitation:
    if invitation is None:
        raise UnknownLinkError("no such link")
    state = invitation.state(now)
    if state is not LinkState.LIVE:
        raise DeadLinkError(state)
    return invitation
