"""Read keys of the API: what a program shows to ask more often."""

from django.db import models


class ReadKey(models.Model):
    """A key given to somebody who reads the API often; it opens nothing that others may not read.

    Invariants: only the digest of the key is kept; a revoked key is never given back.
    """

    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name
