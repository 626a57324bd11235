"""Links of messages, good for one act."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone

from autan.cooperation.working_group.core.mail_answers import GOOD_FOR
from autan.cooperation.working_group.models.bodies import Seat
from autan.cooperation.working_group.models.decisions import Decision, Task
from autan.cooperation.working_group.models.meetings import Participation


class MailLink(models.Model):
    """A link of a message, good for one act and fourteen days: answer an invitation, tell of a decision or a task.

    Invariants: the address holds its number and its nonce under the signature of the site; it serves once.
    """

    participation = models.ForeignKey(
        Participation, null=True, blank=True, on_delete=models.CASCADE, related_name="links"
    )
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.CASCADE, related_name="links")
    task = models.ForeignKey(Task, null=True, blank=True, on_delete=models.CASCADE, related_name="links")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="+")
    nonce = models.UUIDField(default=uuid.uuid4, editable=False)
    sent_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(participation__isnull=False, decision__isnull=True, task__isnull=True)
                | Q(participation__isnull=True, decision__isnull=False, task__isnull=True)
                | Q(participation__isnull=True, decision__isnull=True, task__isnull=False),
                name="working_group_link_about_one_thing",
            ),
        )

    def __str__(self) -> str:
        return f"lien {self.pk}"

    @property
    def expires_on(self) -> date:
        """Day on which it expires."""
        return timezone.localtime(self.sent_at + GOOD_FOR).date()
