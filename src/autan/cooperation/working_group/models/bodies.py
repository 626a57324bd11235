"""Bodies, the seats in them from one day to another, their meetings with the agenda, and who answers and comes."""

import uuid
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from autan.cooperation.working_group.core.bodies import (
    AgendaKind,
    AgendaPoint,
    BodyKind,
    MeetingSlot,
    MeetingState,
    SeatRole,
    SeatTerm,
)
from autan.cooperation.working_group.core.mail_answers import Attendance, MeetingAnswer
from autan.ground.texts.core.texts import TextColumns
from autan.people.individuals.models import NameOf, NamingRow, PersonKey
from autan.territories.networks.models import Network, Territory


def choices_of(kind: Iterable[str]) -> list[tuple[str, str]]:
    """Return the codes of a closed list as a column takes them."""
    return [(str(code), str(code)) for code in kind]


class Body(models.Model):
    """One body of a network: who sits there, by which quorum it decides, in which time zone it meets.

    Invariants: `quorum` counts voices, None when the body has set none; `reminds` says whether reminders leave by
    themselves, each day.
    """

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="bodies")
    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=12, choices=choices_of(BodyKind))
    name_fr = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160)
    name = TextColumns()
    purpose_fr = models.TextField(blank=True)
    purpose_en = models.TextField(blank=True)
    purpose = TextColumns()
    quorum = models.PositiveSmallIntegerField(null=True, blank=True)
    time_zone = models.CharField(max_length=60, default="Europe/Paris")
    is_public = models.BooleanField(default=False)
    reminds = models.BooleanField(default=True)
    evidence = models.JSONField(default=list, blank=True)
    feed_key = models.UUIDField(default=uuid.uuid4, editable=False)

    class Meta:
        ordering = ("network_id", "id")

    def __str__(self) -> str:
        return self.name_fr

    @property
    def zone(self) -> ZoneInfo:
        """Time zone of its meetings."""
        return ZoneInfo(self.time_zone)


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
    role = models.CharField(max_length=12, choices=choices_of(SeatRole), default=SeatRole.MEMBER.value)
    has_vote = models.BooleanField(default=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    evidence = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ("body_id", "id")
        constraints = (
            models.CheckConstraint(
                condition=~Q(name="") | Q(territory__isnull=False), name="working_group_seat_of_somebody"
            ),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=F("since")),
                name="working_group_seat_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return self.shown_name

    @property
    def shown_name(self) -> str:
        """Return the name of whoever holds the seat, or of the authority when nobody is named."""
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
    title = TextColumns()
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


class Participation(NamingRow):
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

    class Meta:
        ordering = ("meeting_id", "seat_id")
        constraints = (models.UniqueConstraint(fields=["meeting", "seat"], name="working_group_one_participation"),)

    def __str__(self) -> str:
        return f"{self.seat} : {self.meeting}"
