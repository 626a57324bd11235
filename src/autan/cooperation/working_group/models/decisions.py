"""Decisions, annual objectives, who does what by when, and the links of messages, good for one act."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone

from autan.cooperation.working_group.core.decisions import DecisionMode, Reservation, Vote
from autan.cooperation.working_group.core.figures import ObjectiveState
from autan.cooperation.working_group.core.mail_answers import GOOD_FOR
from autan.cooperation.working_group.core.progress import LinkKind
from autan.cooperation.working_group.models.bodies import Body, Meeting, Participation, Seat, choices_of
from autan.ground.texts.core.texts import TextColumns
from autan.people.individuals.models import NameOf, NamingRow, PersonKey
from autan.territories.networks.models import Network


class Decision(NamingRow):
    """What a body decided: never deleted, withdrawn with a reason; its progress is read, not kept.

    Invariants: voices are given for a vote alone; `link_key` is the slug of an action sheet or of an indicator.
    """

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="decisions")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="decisions")
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions")
    slug = models.SlugField(max_length=100, unique=True)
    number = models.CharField(max_length=12)
    title = models.CharField(max_length=200)
    text = models.TextField()
    decided_on = models.DateField(db_index=True)
    mode = models.CharField(max_length=10, choices=choices_of(DecisionMode))
    in_favour = models.PositiveSmallIntegerField(null=True, blank=True)
    against = models.PositiveSmallIntegerField(null=True, blank=True)
    abstained = models.PositiveSmallIntegerField(null=True, blank=True)
    not_taking_part = models.PositiveSmallIntegerField(null=True, blank=True)
    present = models.PositiveSmallIntegerField(null=True, blank=True)
    quorum = models.PositiveSmallIntegerField(null=True, blank=True)
    reservations = models.JSONField(default=list, blank=True)
    owner = models.ForeignKey(Seat, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions")
    due_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    link = models.CharField(max_length=12, choices=choices_of(LinkKind), default=LinkKind.NONE.value)
    link_key = models.CharField(max_length=120, blank=True)
    evidence = models.JSONField(default=list, blank=True)
    is_public = models.BooleanField(default=False)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_for = models.CharField(max_length=300, blank=True)
    reminded_on = models.DateField(null=True, blank=True)
    recorded_by = PersonKey()
    recorded_by_name = NameOf("recorded_by")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-decided_on", "-id")
        constraints = (
            models.UniqueConstraint(fields=["network", "number"], name="working_group_one_decision_of_a_number"),
        )

    def __str__(self) -> str:
        return f"{self.number} : {self.title}"

    @property
    def vote(self) -> Vote | None:
        """Voices; None by consensus."""
        if self.mode != DecisionMode.VOTE:
            return None
        return Vote(
            in_favour=self.in_favour or 0,
            against=self.against or 0,
            abstained=self.abstained or 0,
            not_taking_part=self.not_taking_part or 0,
        )

    @property
    def reserved(self) -> tuple[Reservation, ...]:
        """Return the reservations of members."""
        return tuple(Reservation(seat=seat, text=text) for seat, text in self.reservations)


class Objective(models.Model):
    """An annual objective of a network, with what states it and what is documented since."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="objectives")
    year = models.PositiveSmallIntegerField()
    rank = models.PositiveSmallIntegerField(default=1)
    text_fr = models.TextField()
    text_en = models.TextField()
    text = TextColumns()
    state = models.CharField(max_length=10, choices=choices_of(ObjectiveState), default=ObjectiveState.OPEN.value)
    settled_on = models.DateField(null=True, blank=True)
    settled_for = models.CharField(max_length=300, blank=True)
    evidence = models.JSONField(default=list, blank=True)
    since = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ("-year", "rank", "id")
        constraints = (
            models.UniqueConstraint(fields=["network", "year", "rank"], name="working_group_one_objective_of_a_rank"),
        )

    def __str__(self) -> str:
        return self.text_fr


class Task(models.Model):
    """Who does what by when: what a meeting or a decision gave somebody to do."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="group_tasks")
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks")
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks")
    what = models.CharField(max_length=300)
    owner = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="tasks")
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("due_on", "id")

    def __str__(self) -> str:
        return self.what

    def is_late(self, today: date) -> bool:
        """Say whether it is past its date and not done."""
        return self.done_on is None and self.due_on < today


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
