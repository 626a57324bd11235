"""What is held of somebody who answers through a personal link."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from autan.extension_points import DataSubject
from autan.surveys.models import Answer, Invitation


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
