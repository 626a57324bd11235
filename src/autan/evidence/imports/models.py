"""Files that wait for somebody to confirm what they would write."""

from django.conf import settings
from django.db import models

from autan.evidence.imports.core import Upload


class PendingImport(models.Model):
    """A file that somebody gave, kept between its preview and its confirmation; a day at most."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(db_index=True)
    kind = models.CharField(max_length=120)
    file = models.CharField(max_length=255)
    content = models.BinaryField()
    options = models.JSONField(default=dict)
    companion_file = models.CharField(max_length=255, blank=True)
    companion = models.BinaryField(default=bytes, blank=True)

    class Meta:
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.kind}: {self.file}"

    @property
    def upload(self) -> Upload:
        """The file as it was given."""
        attachment = (self.companion_file, bytes(self.companion)) if self.companion_file else None
        return Upload(file=self.file, data=bytes(self.content), options=self.options, companion=attachment)
