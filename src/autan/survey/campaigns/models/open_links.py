"""The open link of a campaign, and what was received by it: no answer before a territory confirms it."""

import secrets

from django.db import models
from django.db.models import Q
from django.utils import timezone

from autan.ground.wordings import Text
from autan.survey.campaigns.core.campaigns import refuse_open_link
from autan.survey.campaigns.models.campaigns import Campaign
from autan.territories.networks.models import Territory


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
