"""Keys of the API: what a program shows to ask more often, or to write for somebody; and what they wrote."""

from datetime import date

from django.db import models

from autan.people.individuals.models import PersonKey


class ReadKey(models.Model):
    """A key given to somebody who reads the API often, or to a program that writes for its holder.

    Invariants: only the digest of the key is kept; a revoked key is never given back. A key without holder writes
    nothing; one that has a holder has a network, a table and a last day, and opens nothing else.

    Attributes:
        act: name of the `WritableTable` that it writes.
        expires_on: day from which it opens nothing any more.
        used_on: last day on which it was shown; None until then.
    """

    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    holder = PersonKey()
    network = models.CharField(max_length=80, blank=True)
    act = models.CharField(max_length=60, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    used_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name

    def is_open(self, today: date) -> bool:
        """Say whether it opens anything on a day."""
        return self.revoked_at is None and (self.expires_on is None or today < self.expires_on)


class WrittenBatch(models.Model):
    """What a request that named itself was answered, so that the same one sent again writes nothing and is told so."""

    key = models.ForeignKey(ReadKey, on_delete=models.CASCADE, related_name="batches")
    token = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    answer = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["key", "token"], name="api_one_batch_of_a_token"),)

    def __str__(self) -> str:
        return self.token
