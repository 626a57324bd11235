"""The readers of personal links: those of a campaign, the one of a token, those given to somebody."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from autan.ground.errors import DomainError, UnknownError
from autan.ground.extension_points import DataSubject
from autan.people.mail.core import MessageStatus
from autan.survey.campaigns.core.campaigns import InvitationRole, PersonalLinkState, digest_token
from autan.survey.campaigns.models import Answer, Campaign, Invitation

_DAYS_AFTER_CLOSING = 90
_DAYS_WITHOUT_CLOSING = 365


class UnknownLinkError(UnknownError):
    """No link was ever given with this token."""


class DeadLinkError(DomainError):
    """A link was given, and may no longer be used."""

    def __init__(self, state: PersonalLinkState) -> None:
        self.state = state
        super().__init__(f"link is {state}")


def find_invitation(token: str, *, now: datetime) -> Invitation:
    """Return the invitation of a token. One query. Raises DeadLinkError when it was revoked, or has expired."""
    link = _links().filter(token_sha256=digest_token(token)).first()
    return _require_live(link, now)


def invitation_followed(pk: int, *, now: datetime) -> Invitation:
    """Return the invitation that a session remembers. One query.

    Raises DeadLinkError when it was revoked, or has expired, since it was followed.
    """
    return _require_live(_links().filter(pk=pk).first(), now)


def find_opt_out(token: str) -> Invitation:
    """Return the invitation whose holder asks for no more messages. One query.

    Messages sent before these tokens stood apart hold the token of the link itself.
    """
    number, _, secret = token.partition(".")
    link = _links().filter(pk=int(number)).first() if secret and number.isdecimal() and len(number) < 19 else None
    if link is not None and constant_time_compare(token, link.opt_out_token):
        return link
    earlier = _links().filter(token_sha256=digest_token(token)).first()
    if earlier is None:
        raise UnknownLinkError("no such link")
    return earlier


def count_contributors_of_day(campaign: Campaign, siren: str, now: datetime) -> int:
    """Return how many contributors of a territory were given a link with an address since midnight. One query."""
    since = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    invitations = Invitation.objects.filter(
        campaign=campaign, territory_id=siren, role=InvitationRole.CONTRIBUTOR.value
    )
    return invitations.filter(created_at__gte=since).exclude(email="").count()


def link_end(campaign: Campaign, *, today: date) -> datetime:
    """Return until when a link given today may be used: some time after the campaign, for the right of reply."""
    last = max(campaign.closed_on, today) if campaign.closed_on else None
    days = timedelta(days=_DAYS_AFTER_CLOSING if last else _DAYS_WITHOUT_CLOSING)
    return timezone.make_aware(datetime.combine((last or today) + days, time(23, 59)))


def invitations_of(campaign: Campaign, sirens: Collection[str]) -> Sequence[Invitation]:
    """Return the links given in a campaign for some territories, in the order given. One query."""
    invitations = Invitation.objects.filter(campaign=campaign, territory_id__in=sirens)
    return list(invitations.select_related("territory", "created_by", "holder"))


def invitation_in(campaign: Campaign, pk: int) -> Invitation:
    """Return a link of this campaign, by its number. One query."""
    link = _links().filter(campaign=campaign, pk=pk).first()
    if link is None:
        raise UnknownLinkError(str(pk))
    return link


def _links() -> QuerySet[Invitation]:
    return Invitation.objects.select_related(
        "campaign__network", "campaign__questionnaire", "territory", "replaced_by", "holder"
    )


def _require_live(invitation: Invitation | None, now: datetime) -> Invitation:
    if invitation is None:
        raise UnknownLinkError("no such link")
    state = PersonalLinkState.REVOKED if _is_replaced(invitation) else invitation.state(now)
    if state is not PersonalLinkState.LIVE:
        raise DeadLinkError(state)
    return invitation


def _is_replaced(invitation: Invitation) -> bool:
    """True once the link that replaces this one was used, or its message has left. No query for a link that stands."""
    next_one = invitation.replaced_by
    if next_one is None:
        return False
    statuses = [MessageStatus.SENT.value, MessageStatus.WRITTEN.value]
    return next_one.first_used_at is not None or next_one.messages.filter(outgoing__status__in=statuses).exists()


def invitations_to(subject: DataSubject) -> QuerySet[Invitation]:
    """Return the links given to the address of somebody."""
    return Invitation.objects.filter(email__iexact=subject.email)


def invitations_ended(before: datetime) -> QuerySet[Invitation]:
    """Return the links that ended before a moment and still hold an address."""
    ended = Q(expires_at__lt=before) | Q(revoked_at__lt=before)
    return Invitation.objects.filter(ended).exclude(email="")


def export_invitations(subject: DataSubject) -> Sequence[Mapping[str, Any]]:
    """Return the links given to somebody, with what was answered through each. One query more for each link."""
    return [
        {
            "campaign": link.campaign.slug,
            "siren": link.territory_id,
            "role": link.role,
            "name": link.name,
            "created_at": link.created_at,
            "expires_at": link.expires_at,
            "revoked_at": link.revoked_at,
            "first_used_at": link.first_used_at,
            "email_status": link.email_status,
            "answers": list(Answer.objects.filter(invitation=link).values("question", "revision", "state", "at")),
        }
        for link in invitations_to(subject).select_related("campaign")
    ]
