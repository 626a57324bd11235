"""One line for each write: who, when, what. Append-only, without foreign keys to what it tells about."""

from django.conf import settings
from django.db import models


class Entry(models.Model):
    """One act that changed something.

    Invariant: never updated, never deleted by the product.
    """

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=120)
    act = models.CharField(max_length=60)
    room = models.CharField(max_length=30)
    kind = models.CharField(max_length=40)
    object_id = models.CharField(max_length=120)
    summary = models.CharField(max_length=300)
    details = models.JSONField(default=dict)

    class Meta:
        """Newest first; one object's history is found by its room, kind and id."""

        ordering = ("-at", "-id")
        indexes = (models.Index(fields=["room", "kind", "object_id"], name="journal_object"),)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.by_name}: {self.summary}"
