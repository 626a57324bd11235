"""Bodies and seats, meetings and who answers and comes, decisions, annual objectives, and who does what by when."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from autan.evidence.core.sources import EvidenceRef
from autan.evidence.core.texts import Text
from autan.plans.models import evidence_refs
from autan.territories.models import Network, Territory
from autan.working_group.core.agenda import AgendaKind, AgendaPoint
from autan.working_group.core.bodies import BodyKind, SeatRole, SeatTerm
from autan.working_group.core.decisions import DecisionMode, Reservation, Vote
from autan.working_group.core.figures import ObjectiveState
from autan.working_group.core.mail_answers import GOOD_FOR, Attendance, MeetingAnswer
from autan.working_group.core.meeting_times import MeetingSlot, MeetingState
from autan.working_group.core.progress import LinkKind


def _choices(kind: Sequence[str]) -> list[tuple[str, str]]:
    return [(str(code), str(code)) for code in kind]


class Body(models.Model):
    """One body of a network: who sits there, by which quorum it decides, in which time zone it meets.

    Invariant: `quorum` counts voices; None when the body has set none.
    """

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="bodies")
    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=12, choices=_choices(list(BodyKind)))
    name_fr = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160)
    purpose_fr = models.TextField(blank=True)
    purpose_en = models.TextField(blank=True)
    quorum = models.PositiveSmallIntegerField(null=True, blank=True)
    time_zone = models.CharField(max_length=60, default="Europe/Paris")
    is_public = models.BooleanField(default=False)
    evidence = models.JSONField(default=list, blank=True)
    feed_key = models.UUIDField(default=uuid.uuid4, editable=False)

    class Meta:
        """In the order in which they were made."""

        ordering = ("network_id", "id")

    def __str__(self) -> str:
        return self.name_fr

    @property
    def name(self) -> Text:
        """Name in both languages."""
        return Text(self.name_fr, self.name_en)

    @property
    def purpose(self) -> Text:
        """What it is for, in both languages."""
        return Text(self.purpose_fr, self.purpose_en)

    @property
    def zone(self) -> ZoneInfo:
        """Time zone of its meetings."""
        return ZoneInfo(self.time_zone)

    @property
    def evidence_refs(self) -> tuple[EvidenceRef, ...]:
        """What states that it exists."""
        return evidence_refs(self.evidence)


class Seat(models.Model):
    """Somebody in a body, or an authority whose person is not named, from one day to another.

    Invariants: a name or a territory; it does not end before it begins. A seat is ended, never deleted.
    """

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="seats")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="seats"
    )
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    territory = models.ForeignKey(Territory, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=12, choices=_choices(list(SeatRole)), default=SeatRole.MEMBER.value)
    has_vote = models.BooleanField(default=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    evidence = models.JSONField(default=list, blank=True)

    class Meta:
        """In the order in which they were given."""

        ordering = ("body_id", "id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(name="") | Q(territory__isnull=False), name="working_group_seat_of_somebody"
            ),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=F("since")),
                name="working_group_seat_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.shown_name

    @property
    def shown_name(self) -> str:
        """Who holds it, or the authority when nobody is named."""
        return self.name or (self.territory.short_name if self.territory else "")

    def as_core(self) -> SeatTerm:
        """The same as a value; its territory is read if it is not at hand."""
        return SeatTerm(key=self.pk, name=self.shown_name, has_vote=self.has_vote, since=self.since, until=self.until)


class Meeting(models.Model):
    """One meeting of a body.

    Invariants: `uid` never changes and `sequence` grows at each change of time, place or state (RFC 5545); both hours
    are known or neither; a cancelled meeting is kept.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    slug = models.SlugField(max_length=100, unique=True)
    title_fr = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    day = models.DateField(db_index=True)
    begins_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    time_zone = models.CharField(max_length=60)
    place = models.CharField(max_length=300, blank=True)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=_choices(list(MeetingState)), default=MeetingState.PLANNED.value)
    cancelled_for = models.CharField(max_length=300, blank=True)
    is_public = models.BooleanField(default=False)
    guests = models.CharField(max_length=500, blank=True)
    evidence = models.JSONField(default=list, blank=True)
    agenda_revision = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        """Newest first."""

        ordering = ("-day", "-id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(begins_at__isnull=True, ends_at__isnull=True) | Q(ends_at__gt=F("begins_at")),
                name="working_group_meeting_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.title_fr

    @property
    def title(self) -> Text:
        """Title in both languages."""
        return Text(self.title_fr, self.title_en)

    @property
    def zone(self) -> ZoneInfo:
        """Time zone of its place."""
        return ZoneInfo(self.time_zone)

    @property
    def slot(self) -> MeetingSlot:
        """When it is, in the time of its place."""
        if self.begins_at is None or self.ends_at is None:
            return MeetingSlot(day=self.day)
        return MeetingSlot(
            day=self.day, begins_at=self.begins_at.astimezone(self.zone), ends_at=self.ends_at.astimezone(self.zone)
        )

    @property
    def evidence_refs(self) -> tuple[EvidenceRef, ...]:
        """What states that it was held."""
        return evidence_refs(self.evidence)


class AgendaItem(models.Model):
    """One point of the agenda of a meeting, in order."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    rank = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16, choices=_choices(list(AgendaKind)))
    key = models.CharField(max_length=160, blank=True)
    title = models.CharField(max_length=300)
    lead = models.CharField(max_length=120, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        """In the order of the meeting."""

        ordering = ("meeting_id", "rank", "id")

    def __str__(self) -> str:
        return self.title

    def as_core(self) -> AgendaPoint:
        """The same as a value."""
        return AgendaPoint(
            kind=AgendaKind(self.kind), key=self.key, title=self.title, lead=self.lead, minutes=self.minutes
        )


class Participation(models.Model):
    """What a seat answered to the invitation of a meeting, and whether it was there."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="participations")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="participations")
    invited_on = models.DateField(null=True, blank=True)
    invited_sequence = models.PositiveIntegerField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)
    answer = models.CharField(max_length=12, blank=True, choices=_choices(list(MeetingAnswer)))
    answered_at = models.DateTimeField(null=True, blank=True)
    attendance = models.CharField(max_length=12, blank=True, choices=_choices(list(Attendance)))
    represented_by = models.CharField(max_length=120, blank=True)

    class Meta:
        """One for a seat and a meeting."""

        ordering = ("meeting_id", "seat_id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["meeting", "seat"], name="working_group_one_participation"),
        ]

    def __str__(self) -> str:
        return f"{self.seat} : {self.meeting}"


class Decision(models.Model):
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
    mode = models.CharField(max_length=10, choices=_choices(list(DecisionMode)))
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
    link = models.CharField(max_length=12, choices=_choices(list(LinkKind)), default=LinkKind.NONE.value)
    link_key = models.CharField(max_length=120, blank=True)
    evidence = models.JSONField(default=list, blank=True)
    is_public = models.BooleanField(default=False)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_for = models.CharField(max_length=300, blank=True)
    reminded_on = models.DateField(null=True, blank=True)
    recorded_by_name = models.CharField(max_length=120, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Newest first; one number in a network."""

        ordering = ("-decided_on", "-id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["network", "number"], name="working_group_one_decision_of_a_number"),
        ]

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
        """What members reserved."""
        return tuple(Reservation(seat=seat, text=text) for seat, text in self.reservations)

    @property
    def evidence_refs(self) -> tuple[EvidenceRef, ...]:
        """What it rests on."""
        return evidence_refs(self.evidence)


class Objective(models.Model):
    """An annual objective of a network, with what states it and what is documented since."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="objectives")
    year = models.PositiveSmallIntegerField()
    rank = models.PositiveSmallIntegerField(default=1)
    text_fr = models.TextField()
    text_en = models.TextField()
    state = models.CharField(max_length=10, choices=_choices(list(ObjectiveState)), default=ObjectiveState.OPEN.value)
    settled_on = models.DateField(null=True, blank=True)
    settled_for = models.CharField(max_length=300, blank=True)
    evidence = models.JSONField(default=list, blank=True)
    since = models.JSONField(default=list, blank=True)

    class Meta:
        """Newest year first, in order."""

        ordering = ("-year", "rank", "id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["network", "year", "rank"], name="working_group_one_objective_of_a_rank"),
        ]

    def __str__(self) -> str:
        return self.text_fr

    @property
    def text(self) -> Text:
        """Its words, in both languages."""
        return Text(self.text_fr, self.text_en)

    @property
    def evidence_refs(self) -> tuple[EvidenceRef, ...]:
        """What states it."""
        return evidence_refs(self.evidence)

    @property
    def documented_since(self) -> tuple[EvidenceRef, ...]:
        """What is documented since that bears on it."""
        return evidence_refs(self.since)


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
        """The first due first."""

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
        """Newest first; about one thing."""

        ordering = ("-id",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(participation__isnull=False, decision__isnull=True, task__isnull=True)
                | Q(participation__isnull=True, decision__isnull=False, task__isnull=True)
                | Q(participation__isnull=True, decision__isnull=True, task__isnull=False),
                name="working_group_link_about_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"lien {self.pk}"

    @property
    def expires_on(self) -> date:
        """Day on which it expires."""
        return timezone.localtime(self.sent_at + GOOD_FOR).date()
