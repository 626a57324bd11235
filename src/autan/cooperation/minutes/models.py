"""Minutes of a meeting, their versions, the amendments asked for, and the passages withdrawn."""

from django.db import models

from autan.cooperation.minutes.core import AmendmentState, MinutesPhase
from autan.people.individuals.models import NameOf, PersonKey, SignedRow
from autan.people.journal.core import ObjectRef
from autan.territories.networks.models import Network


class Minutes(models.Model):
    """The minutes of one meeting; what was held is named as the journal names it.

    Invariants: one meeting has one; the phase never goes back; `content_hash` is that of the text once published;
    `revision` grows at each change.
    """

    slug = models.SlugField(max_length=160, unique=True)
    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="minutes")
    room = models.CharField(max_length=30)
    kind = models.CharField(max_length=40)
    object_id = models.CharField(max_length=120)
    title = models.CharField(max_length=300)
    heading = models.JSONField(default=list)
    text = models.TextField()
    phase = models.CharField(max_length=12, default=MinutesPhase.DRAFT)
    amendments_until = models.DateField(null=True, blank=True)
    settled_on = models.DateField(null=True, blank=True)
    published_on = models.DateField(null=True, blank=True)
    content_hash = models.CharField(max_length=64, blank=True)
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["room", "kind", "object_id"], name="minutes_one_of_a_meeting"),)

    def __str__(self) -> str:
        return self.title

    @property
    def current_phase(self) -> MinutesPhase:
        """Return the phase of the minutes."""
        return MinutesPhase(self.phase)

    @property
    def ref(self) -> ObjectRef:
        """Return the reference of the minutes in the journal."""
        return ObjectRef("minutes", "minutes", self.slug)

    @property
    def meeting(self) -> ObjectRef:
        """Return the meeting as the journal names it."""
        return ObjectRef(self.room, self.kind, self.object_id)


class MinutesVersion(SignedRow):
    """A text of the minutes, as it was after one change; a passage withdrawn is withdrawn from all of them."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    phase = models.CharField(max_length=12)
    reason = models.CharField(max_length=500, blank=True)
    content_hash = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("minutes_id", "number")
        constraints = (models.UniqueConstraint(fields=["minutes", "number"], name="minutes_one_version_of_a_number"),)

    def __str__(self) -> str:
        return f"{self.minutes} ({self.number})"


class Amendment(SignedRow):
    """A change that somebody who attended asks for, with the reason; accepted or refused with an answer.

    `passage` is empty for an addition at the end; `replacement` is empty for words to be left out.
    """

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="amendments")
    passage = models.TextField(blank=True)
    replacement = models.TextField(blank=True)
    reason = models.TextField()
    state = models.CharField(max_length=10, default=AmendmentState.PROPOSED)
    answer = models.TextField(blank=True)
    behalf = PersonKey()
    on_behalf_of = NameOf("behalf")
    at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = PersonKey()
    decided_by_name = NameOf("decided_by")

    class Meta:
        ordering = ("minutes_id", "id")

    def __str__(self) -> str:
        return f"{self.minutes}: {self.reason[:60]}"

    @property
    def author(self) -> str:
        """Return the name of whoever asks: the person named, or who typed it."""
        return self.on_behalf_of or self.by_name


class PassageWithdrawal(SignedRow):
    """The trace of words taken out of every version of minutes: when, by whom, why; the words themselves are gone."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="withdrawals")
    reason = models.CharField(max_length=500)
    characters = models.PositiveIntegerField()
    previous_hash = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("minutes_id", "id")

    def __str__(self) -> str:
        return f"{self.minutes}: {self.reason[:60]}"
