"""What is stored beside the answers while they are collected: validations, proposals, entries not recorded, files."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from autan.people.individuals.models import NameOf, PersonKey, SignedRow
from autan.survey.campaigns.models.campaigns import Campaign
from autan.territories.networks.models import Territory


class SectionValidation(SignedRow):
    """The lead of a territory validates a section, or the whole questionnaire when `section` is empty.

    Invariant: one standing validation a section; it is withdrawn, never deleted, when an answer changes after it.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="validations")
    territory = models.ForeignKey(Territory, to_field="siren", on_delete=models.PROTECT, related_name="+")
    section = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["campaign", "territory", "section"],
                condition=Q(withdrawn_at__isnull=True),
                name="surveys_one_standing_validation",
            ),
        )

    def __str__(self) -> str:
        return f"{self.territory_id} {self.section or 'ensemble'}"


class UnsavedEntry(models.Model):
    """What somebody typed and that was not recorded as an answer, kept so that nothing is lost.

    Invariants: `text` is what was typed, to the letter; `reason` is an `UnsavedReason`; `settled_at` is set when its
    author recorded it or gave it up.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="unsaved_entries")
    territory = models.ForeignKey(Territory, to_field="siren", on_delete=models.PROTECT, related_name="+")
    question = models.CharField(max_length=40)
    text = models.TextField()
    value = models.JSONField(null=True, blank=True)
    reason = models.CharField(max_length=12)
    at = models.DateTimeField(default=timezone.now)
    by = PersonKey()
    invitation = models.ForeignKey(
        "surveys.Invitation", null=True, blank=True, on_delete=models.PROTECT, related_name="unsaved_entries"
    )
    by_name = NameOf("by")
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.territory_id} {self.question} ({self.reason})"


class Proposal(models.Model):
    """An answer proposed from what is already known, which the territory confirms, changes or dismisses.

    Invariants: a proposal is not an answer, and no figure uses it; `outcome` is set exactly when it is settled.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="proposals")
    territory = models.ForeignKey(Territory, to_field="siren", on_delete=models.PROTECT, related_name="+")
    question = models.CharField(max_length=40)
    value = models.JSONField()
    origin_fr = models.CharField(max_length=300)
    origin_en = models.CharField(max_length=300)
    evidence = models.JSONField(default=list)
    is_partial = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["campaign", "territory", "question"],
                condition=Q(settled_at__isnull=True),
                name="surveys_one_open_proposal",
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, outcome="") | Q(settled_at__isnull=False) & ~Q(outcome=""),
                name="surveys_a_settled_proposal_has_an_outcome",
            ),
        )

    def __str__(self) -> str:
        return f"{self.territory_id} {self.question}"


class Attachment(models.Model):
    """A file that a territory joins to its answer to one question, kept as it was received; a photo is drawn again.

    Invariants: read only by whoever may answer for the territory; an answer names it by its digest, and one that no
    answer nor entry kept apart names any more is erased.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="attachments")
    territory = models.ForeignKey(Territory, to_field="siren", on_delete=models.PROTECT, related_name="+")
    question = models.CharField(max_length=40)
    name = models.CharField(max_length=160)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    at = models.DateTimeField(default=timezone.now)
    by = PersonKey()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["campaign", "territory", "question", "sha256"], name="surveys_one_attachment_of_a_content"
            ),
        )

    def __str__(self) -> str:
        return f"{self.territory_id} {self.question} {self.name}"
