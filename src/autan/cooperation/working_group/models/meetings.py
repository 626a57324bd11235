"""Meetings, their agenda, and who answers and comes."""

import uuid
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q

from autan.cooperation.working_group.core.agenda import AgendaKind, AgendaPoint
from autan.cooperation.working_group.core.mail_answers import Attendance, MeetingAnswer
from autan.cooperation.working_group.core.meeting_times import MeetingSlot, MeetingState
from autan.cooperation.working_group.models.bodies import Body, Seat, choices_of
from autan.ground.wordings import Text
from autan.people.individuals.models import NameOf, NamesTogether, PersonKey


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
    state = models.CharField(max_length=10, choices=choices_of(MeetingState), default=MeetingState.PLANNED.value)
    cancelled_for = models.CharField(max_length=300, blank=True)
    is_public = models.BooleanField(default=False)
    guests = models.CharField(max_length=500, blank=True)
    evidence = models.JSONField(default=list, blank=True)
    agenda_revision = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("-day", "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(begins_at__isnull=True, ends_at__isnull=True) | Q(ends_at__gt=F("begins_at")),
                name="working_group_meeting_ends_after_it_begins",
            ),
        )

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
        """Return the day and hours of the meeting, in the time zone of its place."""
        if self.begins_at is None or self.ends_at is None:
            return MeetingSlot(day=self.day)
        return MeetingSlot(
            day=self.day, begins_at=self.begins_at.astimezone(self.zone), ends_at=self.ends_at.astimezone(self.zone)
        )


class AgendaItem(models.Model):
    """One point of the agenda of a meeting, in order."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    rank = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16, choices=choices_of(AgendaKind))
    key = models.CharField(max_length=160, blank=True)
    title = models.CharField(max_length=300)
    lead = models.CharField(max_length=120, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
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
    answer = models.CharField(max_length=12, blank=True, choices=choices_of(MeetingAnswer))
    answered_at = models.DateTimeField(null=True, blank=True)
    attendance = models.CharField(max_length=12, blank=True, choices=choices_of(Attendance))
    representative = PersonKey()
    represented_by = NameOf("representative")

    objects = NamesTogether()

    class Meta:
        ordering = ("meeting_id", "seat_id")
        constraints = (models.UniqueConstraint(fields=["meeting", "seat"], name="working_group_one_participation"),)

    def __str__(self) -> str:
        return f"{self.seat} : {self.meeting}"
