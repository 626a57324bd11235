"""Personal links given to those who answer and their e-mails; the open link, and what was received by it."""

import base64
import secrets
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from autan.ground.wordings import Text
from autan.people.individuals.models import NameOf, NamingRow, PersonKey
from autan.people.mail.core import MessageStatus
from autan.people.mail.models import OutgoingMessage
from autan.survey.campaigns.core.campaigns import (
    EmailStatus,
    InvitationRole,
    MessageKind,
    PersonalLinkState,
    digest_token,
    link_state,
    refuse_open_link,
)
from autan.survey.campaigns.models.campaigns import Campaign
from autan.territories.networks.models import Territory

_PURPOSE = "autan.survey.campaigns.links"
_OPT_OUT = "autan.survey.campaigns.opt_out"
_TOKEN_BYTES = 24


class Invitation(NamingRow):
    """A personal link by which somebody answers for one territory in one campaign.

    Invariants: the token is never stored, only its digest and the salt from which it is made again; one live lead
    link a territory and a campaign, beside those that wait for the message of the next one to leave (`replaced_by`);
    a lead link opens every section, a contributor’s only those it names.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="invitations")
    territory = models.ForeignKey(Territory, to_field="siren", on_delete=models.PROTECT, related_name="invitations")
    role = models.CharField(max_length=12, choices=[(role.value, role.value) for role in InvitationRole])
    sections = models.JSONField(default=list, blank=True)
    holder = PersonKey()
    name = NameOf("holder")
    email = models.EmailField(blank=True)
    token_sha256 = models.CharField(max_length=64, unique=True)
    token_salt = models.CharField(max_length=40)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    replaced_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="replaces")
    first_used_at = models.DateTimeField(null=True, blank=True)
    email_status = models.CharField(max_length=12, default=EmailStatus.OK.value)
    email_status_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["campaign", "territory"],
                condition=Q(role=InvitationRole.LEAD.value, revoked_at__isnull=True, replaced_by__isnull=True),
                name="surveys_one_live_lead_link",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.territory_id})"

    @property
    def is_lead(self) -> bool:
        """True for the link of the one who answers for the whole territory."""
        return self.role == InvitationRole.LEAD

    @property
    def token(self) -> str:
        """Token of the link, 32 characters, made from the salt and the secret key of the instance.

        The key is not in the database: whoever reads the database alone can make no link.
        """
        return self._secret(_PURPOSE)

    @property
    def opt_out_token(self) -> str:
        """Token that stops the messages and opens nothing: programs that read mail follow it, and pass it on."""
        return f"{self.pk}.{self._secret(_OPT_OUT)}"

    def _secret(self, purpose: str) -> str:
        digest = salted_hmac(purpose, self.token_salt, algorithm="sha256").digest()
        return base64.urlsafe_b64encode(digest[:_TOKEN_BYTES]).decode()

    def renew_digest(self) -> bool:
        """Set the digest of the token; False when it is set already, True after a change of the secret key."""
        digest = digest_token(self.token)
        is_changed, self.token_sha256 = digest != self.token_sha256, digest
        return is_changed

    def state(self, now: datetime) -> PersonalLinkState:
        """Say whether the link may be used at a given time."""
        return link_state(expires_at=self.expires_at, revoked_at=self.revoked_at, now=now)

    def opens(self, section: str) -> bool:
        """Say whether this link gives a section to answer."""
        return self.is_lead or section in self.sections


class Message(models.Model):
    """One e-mail to the holder of a link, and what became of it. Invariant: one of a kind a day, whatever restarts."""

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=12)
    day = models.DateField()
    outgoing = models.OneToOneField(OutgoingMessage, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ("-day", "-id")
        constraints = (
            models.UniqueConstraint(fields=["invitation", "kind", "day"], name="surveys_one_message_of_a_kind_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.day}"

    @property
    def kind_label(self) -> Text:
        """Purpose of the message, in both languages."""
        return MessageKind(self.kind).label

    @property
    def status(self) -> MessageStatus:
        """Status of the message, as the queue tells it."""
        return MessageStatus(self.outgoing.status)


def _draw_token() -> str:
    return secrets.token_urlsafe(16)


class OpenLink(models.Model):
    """The one address by which anybody may answer a campaign in the name of a territory.

    Its token is no secret: it is posted, printed, projected. What comes by it waits for the territory.
    """

    campaign = models.OneToOneField(Campaign, on_delete=models.CASCADE, related_name="open_link")
    token = models.CharField(max_length=40, unique=True, default=_draw_token)
    closes_on = models.DateField(null=True, blank=True)
    quota = models.PositiveIntegerField(null=True, blank=True)
    thanks = models.TextField()
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.token}"

    def refusal(self) -> Text | None:
        """Say why no reply is taken today, or None. One query where there is a quota."""
        today = timezone.localdate()
        return self.campaign.opening.refusal(today) or refuse_open_link(
            is_closed=self.closed_at is not None,
            closes_on=self.closes_on,
            is_full=self.quota is not None and self.replies.count() >= self.quota,
            today=today,
        )


class OpenReply(models.Model):
    """What somebody without an account answered for a territory by the open link. Nothing here is an answer.

    Invariants: nobody is named; once settled it holds no value, as these are answers or were put aside.
    """

    link = models.ForeignKey(OpenLink, on_delete=models.CASCADE, related_name="replies")
    territory = models.ForeignKey(Territory, to_field="siren", on_delete=models.PROTECT, related_name="+")
    values = models.JSONField(default=dict)
    receipt_sha256 = models.CharField(max_length=64, unique=True)
    received_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, outcome="") | Q(settled_at__isnull=False) & ~Q(outcome=""),
                name="surveys_a_settled_reply_has_an_outcome",
            ),
        )

    def __str__(self) -> str:
        return f"{self.territory_id} {self.received_at:%Y-%m-%d}"
