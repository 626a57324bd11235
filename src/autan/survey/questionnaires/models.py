"""Questionnaires: dated versions, which never change once asked, and drafts being written."""

from django.conf import settings
from django.db import models

from autan.territories.networks.models import Network


class QuestionnaireVersion(models.Model):
    """One dated version of a questionnaire, kept as the document it was read from.

    Invariant: a version is never edited once a campaign asks it; another document is another version.
    """

    slug = models.SlugField(max_length=80)
    version = models.DateField()
    title_fr = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    document = models.TextField()
    sha256 = models.CharField(max_length=64)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("slug", "-version")
        constraints = (
            models.UniqueConstraint(fields=["slug", "version"], name="questionnaires_one_document_a_version"),
        )

    def __str__(self) -> str:
        return f"{self.slug} ({self.version})"


class QuestionnaireDraft(models.Model):
    """A questionnaire being written, before it becomes a version.

    Invariants: `revision` grows with each change, so that two authors never overwrite each other; those who
    coordinate `network` read and write it, those of any network when it has none; `document_before` is what it was
    when the last change took a part away, and empty otherwise.
    """

    slug = models.SlugField(max_length=80, unique=True)
    network = models.ForeignKey(
        Network, to_field="slug", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    title_fr = models.CharField(max_length=200)
    document = models.TextField()
    document_before = models.TextField(blank=True, default="")
    based_on = models.ForeignKey(
        QuestionnaireVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    revision = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("-updated_at",)

    def __str__(self) -> str:
        return f"{self.slug} (brouillon)"
