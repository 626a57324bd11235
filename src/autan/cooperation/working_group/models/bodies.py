"""Bodies, and the seats in them from one day to another."""

import uuid
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from autan.cooperation.working_group.core.bodies import BodyKind, SeatRole, SeatTerm
from autan.ground.wordings import Text
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
    purpose_fr = models.TextField(blank=True)
    purpose_en = models.TextField(blank=True)
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
    def name(self) -> Text:
        """Name in both languages."""
        return Text(self.name_fr, self.name_en)

    @property
    def purpose(self) -> Text:
        """Return the purpose of the body in both languages."""
        return Text(self.purpose_fr, self.purpose_en)

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
        """Return the name of who holds the seat, or of the authority when nobody is named."""
        return self.name or (self.territory.short_name if self.territory else "")

    def as_core(self) -> SeatTerm:
        """The same as a value; its territory is read if it is not at hand."""
        return SeatTerm(key=self.pk, name=self.shown_name, has_vote=self.has_vote, since=self.since, until=self.until)
