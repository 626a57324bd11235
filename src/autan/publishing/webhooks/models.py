"""Addresses that are told of what changes in a network, and the messages to them."""

from django.db import models

from autan.people.mail.models import Delivery


class Webhook(models.Model):
    """An address that a network tells of what changes in it.

    Invariants: `secret` is sealed by the secret key of the site, and shown once, when it is drawn; one that is stopped
    is told nothing more, and keeps its messages.

    Attributes:
        network: slug of the network, whose coordination sees it and stops it.
        events: codes of `WebhookEvent`.
    """

    network = models.CharField(max_length=80, db_index=True)
    name = models.CharField(max_length=120)
    url = models.CharField(max_length=500)
    secret = models.TextField()
    events = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    stopped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.name


class WebhookDelivery(Delivery):
    """One message to one address.

    Invariants: the same `key` is told once to an address; `body` is sent as it stands, at each attempt and replay,
    under the same identifier, so that who receives it twice sees that it is one.

    `answered`: status of the last answer; None when nothing was answered.
    """

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    key = models.CharField(max_length=200)
    event = models.CharField(max_length=40)
    body = models.TextField()
    answered = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=["status", "due_at"], name="webhooks_due"),)
        constraints = (models.UniqueConstraint(fields=["webhook", "key"], name="webhooks_told_once"),)

    def __str__(self) -> str:
        return f"{self.event} {self.queued_at:%Y-%m-%d %H:%M} ({self.status})"
