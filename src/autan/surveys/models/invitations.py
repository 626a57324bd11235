"""Who is asked, by which personal link, and what was written to them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from autan.evidence.core.texts import Text
from autan.surveys.core.answers.authors import Author
from autan.surveys.core.campaigns.invitations import EmailStatus, InvitationRole
from autan.surveys.core.campaigns.reminders import MessageKind, MessageStatus
from autan.surveys.models.campaigns import Campaign
from autan.territories.models import Territory


class Invitation(models.Model):
    """A personal link by which somebody answers for one territory in one campaign.

    Invariants: the token itself is never kept, only its digest, and the salt from which the secret key of the
    instance makes it again (see `links`); one live lead link a territory and a campaign; a lead link opens every
    section, a contributor’s only those it names.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="invitations")
    territory = models.ForeignKey(Territory, to_field="siren", on_delete=models.PROTECT, related_name="invitations")
    role = models.CharField(max_length=12, choices=[(role.value, role.value) for role in InvitationRole])
    sections = models.JSONField(default=list, blank=True)
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    token_sha256 = models.CharField(max_length=64, unique=True)
    token_salt = models.CharField(max_length=40)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    first_used_at = models.DateTimeField(null=True, blank=True)
    email_status = models.CharField(max_length=12, default=EmailStatus.OK.value)
    email_status_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """In the order of invitation."""

        ordering = ("id",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["campaign", "territory"],
                condition=Q(role=InvitationRole.LEAD.value, revoked_at__isnull=True),
                name="surveys_one_live_lead_link",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.territory_id})"

    @property
    def is_lead(self) -> bool:
        """True for the link of the one who answers for the whole territory."""
        return self.role == InvitationRole.LEAD

    @property
    def author(self) -> Author:
        """The holder of the link, as the author of what is written through it."""
        return Author(name=self.name, invitation_id=self.pk)

    def opens(self, section: str) -> bool:
        """Say whether this link gives a section to answer."""
        return self.is_lead or section in self.sections


class Message(models.Model):
    """One e-mail sent to the holder of a link. Invariant: one of a kind a day, whatever restarts."""

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=12)
    day = models.DateField()
    sent_at = models.DateTimeField(default=timezone.now)
    status = models.CharField(max_length=10)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        """Latest first."""

        ordering = ("-day", "-id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["invitation", "kind", "day"], name="surveys_one_message_of_a_kind_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.day} ({self.status})"

    @property
    def kind_label(self) -> Text:
        """What it is for, in both languages."""
        return MessageKind(self.kind).label

    @property
    def status_label(self) -> Text:
        """What became of it, in both languages."""
        return MessageStatus(self.status).label
