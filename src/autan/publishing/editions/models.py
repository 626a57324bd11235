"""Editions of a synthesis, and what was frozen each time one was published."""

from django.conf import settings
from django.db import models

from autan.ground.texts.core.texts import TextColumns
from autan.people.individuals.models import NameOf, PersonKey, SignedRow
from autan.publishing.edition_files.core import FrozenFigure
from autan.publishing.editions.core.reviews import EditionState

_STATES = [(state.value, state.value) for state in EditionState]


class Edition(models.Model):
    """One synthesis of one network: the living text as its author last recorded it.

    Invariants: the text has been read without a fault; whether its figures hold is asked each time. `withdrawn_on` and
    `withdrawal_reason` come together: what was published of it is no longer shown to the public.
    """

    slug = models.SlugField(max_length=60, unique=True)
    network = models.SlugField(max_length=60)
    title_fr = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    title = TextColumns()
    language = models.CharField(max_length=8, default="fr")
    file = models.CharField(max_length=200)
    source = models.TextField()
    state = models.CharField(max_length=12, choices=_STATES, default=EditionState.DRAFT)
    recorded_at = models.DateTimeField(auto_now=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawal_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("-slug",)

    def __str__(self) -> str:
        return self.title_fr


class Publication(models.Model):
    """One act of publication: the text and the hash of everything printed on that day.

    Invariant: never changed; a later publication of the same edition is another row, an erratum, whose note says what
    changed.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="publications")
    published_on = models.DateField()
    published_at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    source = models.TextField()
    content_hash = models.CharField(max_length=32)
    formats = models.JSONField(default=list)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("-published_at", "-id")

    def __str__(self) -> str:
        return f"{self.edition_id} {self.published_on}"


class PublishedFigure(models.Model):
    """One figure as it was printed, with its trace on that day; never changed."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="figures")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=80)
    figure_id = models.CharField(max_length=160)
    printed = models.CharField(max_length=120)
    content_hash = models.CharField(max_length=16)
    trace = models.JSONField()

    class Meta:
        ordering = ("number", "id")

    def __str__(self) -> str:
        return f"{self.name} = {self.printed}"

    def as_core(self) -> FrozenFigure:
        """The same, as a value."""
        return FrozenFigure(
            name=self.name, figure_id=self.figure_id, printed=self.printed, content_hash=self.content_hash
        )


class TextVersion(SignedRow):
    """The text of an edition as somebody left it; what the same person writes in a row is one version.

    Invariant: the text was read without a fault.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="versions")
    source = models.TextField()
    at = models.DateTimeField()
    what = models.CharField(max_length=200)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.edition_id} {self.what}"


class UnreadSection(models.Model):
    """What somebody typed in a part of an edition and that could not be recorded: faults, or another writer.

    Invariant: one for each part and person; taken away once the part is recorded or given up.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="unread")
    section = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    text = models.TextField()
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["edition", "section", "by"], name="one_unread_section_a_person"),
        )

    def __str__(self) -> str:
        return f"{self.edition_id} {self.section}"


class Review(models.Model):
    """One round of review of the text of an edition, as it was submitted.

    Invariants: the text and the members that it names never change; `replies_until` is set once the referent agrees;
    `closed_at` is set when the text is published or the round is given up.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="reviews")
    source = models.TextField()
    submitted_by = PersonKey()
    submitted_by_name = NameOf("submitted_by")
    submitted_at = models.DateTimeField()
    referent = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    reply_days = models.PositiveSmallIntegerField()
    replies_until = models.DateField(null=True, blank=True)
    named = models.JSONField(default=list)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=["edition"], condition=models.Q(closed_at__isnull=True), name="one_open_review_an_edition"
            ),
        )

    def __str__(self) -> str:
        return f"{self.edition_id} {self.submitted_at:%Y-%m-%d}"


class ReviewOpinion(SignedRow):
    """What the referent or a member thinks of a submitted text, and what the coordinator answers.

    Invariant: one for the referent (`siren` empty) and one for each member.
    """

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="opinions")
    siren = models.CharField(max_length=9, blank=True)
    opinion = models.CharField(max_length=12)
    text = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["review", "siren"], name="one_opinion_a_reviewer"),)

    def __str__(self) -> str:
        return f"{self.review_id} {self.siren} {self.opinion}"
