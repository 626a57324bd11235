"""Files asked for, and how far their making is."""

import uuid
from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils import timezone

from autan.ground.texts.core.texts import TextColumns
from autan.people.prepared_files.core import FileState


class PreparedFile(models.Model):
    """One large file that somebody asked for.

    Invariants: only `by` is given it; `asked` is what its maker takes, `scope` what `by` could read when it was asked
    for. Its bytes, `size` of them, are at `path` once it is ready.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="prepared_files")
    kind = models.CharField(max_length=60)
    asked = models.JSONField(default=dict)
    scope = models.CharField(max_length=200)
    title_fr = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300)
    title = TextColumns()
    name = models.CharField(max_length=200)
    state = models.CharField(max_length=10, default=FileState.WAITING.value)
    size = models.PositiveBigIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    reported_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=["by", "asked_at"], name="prepared_files_own"),)

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> Path:
        """Where its bytes are."""
        return files_folder() / self.key.hex

    @property
    def progress_path(self) -> Path:
        """Where its making tells how far it is.

        Not a row: SQLite lets nobody write while the same connection still reads the answers that go in the file.
        """
        return self.path.with_suffix(".told")


def answers_folder() -> Path:
    """Return the folder of the answers kept for whoever reads as anybody, one folder for each state of the data."""
    return Path(settings.AUTAN_CACHE) / "answers"


def files_folder() -> Path:
    """Return the folder of the bytes."""
    return Path(settings.AUTAN_HOME) / "prepared"
