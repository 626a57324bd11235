"""Messages on their way, and what became of them."""

from django.db import models
from django.utils import timezone

from autan.people.mail.core import MessageStatus


class Delivery(models.Model):
    """What is sent to another machine, by the queue, until it is taken or given up."""

    status = models.CharField(max_length=10, choices=[(status.value, status.value) for status in MessageStatus])
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    queued_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


class OutgoingMessage(Delivery):
    """One e-mail to one address.

    Invariants: `content` is sealed by the secret key of the site, since it may hold a personal link, and is emptied
    once the message has left; `message_id` stays the same at each attempt, so that a mail program shows one message.

    `key` keeps a message from being sent twice; `network` is the slug of the network whose coordination reads what
    became of it, empty when it concerns its reader alone.
    """

    key = models.CharField(max_length=200, unique=True, null=True, blank=True)
    kind = models.CharField(max_length=60)
    network = models.CharField(max_length=60, blank=True, db_index=True)
    to = models.EmailField()
    subject = models.CharField(max_length=300)
    content = models.TextField(blank=True)
    message_id = models.CharField(max_length=200)

    class Meta:
        ordering = ("-queued_at", "-id")
        indexes = (models.Index(fields=["status", "due_at"], name="mail_message_due"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.queued_at:%Y-%m-%d %H:%M} ({self.status})"
