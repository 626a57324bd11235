"""The only readers of invitations of people."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from autan.ground.errors import known
from autan.territories.networks.core.invitations import digest_token
from autan.territories.networks.models import Network, PersonInvitation


def find_invitation(token: str) -> PersonInvitation:
    """Return the invitation of a link, whether it may still be used or not. One query."""
    invitation = _invitations().filter(token_sha256=digest_token(token)).first()
    return known(invitation, "aucune invitation n’a ce lien")


def invitation_of(network: Network, key: int) -> PersonInvitation:
    """Return one invitation of a network. One query."""
    invitation = _invitations().filter(network=network, pk=key).first()
    return known(invitation, "aucune invitation {key} dans ce réseau", key=key)


def unused_invitations(network: Network) -> list[PersonInvitation]:
    """Return the invitations that nobody used or withdrew, expired or not, newest first. One query."""
    return list(_invitations().filter(network=network, accepted_at__isnull=True, withdrawn_at__isnull=True))


def waiting_invitations(network: Network) -> QuerySet[PersonInvitation]:
    """Invitations whose link may be used now."""
    unused = PersonInvitation.objects.filter(network=network, accepted_at__isnull=True, withdrawn_at__isnull=True)
    return unused.filter(expires_at__gt=timezone.now())


def sent_since(network: Network, since: datetime) -> int:
    """Count the invitations that a network sent from a moment on, withdrawn or used ones included. One query."""
    return PersonInvitation.objects.filter(network=network, created_at__gte=since).count()


def _invitations() -> QuerySet[PersonInvitation]:
    return PersonInvitation.objects.select_related("network", "territory", "created_by", "outgoing")
