"""One line for each write: who, when, what; and remarks that people make on any object."""

from django.db import models

from autan.people.individuals.models import Individual, SignedRow
from autan.people.journal.core import FieldChange


class JournalEntry(SignedRow):
    """One act that changed something. It names its object without a foreign key, so that it outlives it.

    Invariant: never updated, never deleted by the product, except that names of people may be erased.
    """

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    act = models.CharField(max_length=60)
    room = models.CharField(max_length=30)
    kind = models.CharField(max_length=40)
    object_id = models.CharField(max_length=120)
    network = models.CharField(max_length=60, blank=True, db_index=True)
    summary = models.CharField(max_length=300)
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ("-at", "-id")
        indexes = (models.Index(fields=["room", "kind", "object_id"], name="journal_object"),)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.by_name}: {self.summary}"

    @property
    def changes(self) -> tuple[FieldChange, ...]:
        """Fields that the act changed, where it said them."""
        return tuple(FieldChange(**change) for change in self.details.get("changes", ()))


class Remark(SignedRow):
    """What somebody says about an object, or in answer to another remark on it.

    Invariants: `text` is not empty; a reply is on the same object as the remark that it answers; a withdrawn remark
    keeps its line, without its text on screen.

    `mentioned`: whom it is meant for, who are told of it.
    """

    room = models.CharField(max_length=30)
    kind = models.CharField(max_length=40)
    object_id = models.CharField(max_length=120)
    place = models.CharField(max_length=60, blank=True)
    text = models.TextField()
    reply_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="replies")
    at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    mentioned = models.ManyToManyField(Individual, related_name="+", blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("at", "id")
        indexes = (models.Index(fields=["room", "kind", "object_id"], name="journal_remark_object"),)

    def __str__(self) -> str:
        return f"{self.by_name}: {self.text[:60]}"
