"""Who answers for this instance: what its legal notices, its page of contact and its page of accessibility state."""

from django.db import models

ONLY_ROW = 1


class OperatorNotice(models.Model):
    """What who runs the instance states of itself.

    Invariants: one row at most, `ONLY_ROW`; an empty text was not filled in, and no page puts another in its place.
    """

    publisher = models.CharField(max_length=200, blank=True)
    publisher_address = models.CharField(max_length=400, blank=True)
    director = models.CharField(max_length=200, blank=True)
    host = models.CharField(max_length=200, blank=True)
    host_address = models.CharField(max_length=400, blank=True)
    contact_email = models.EmailField(blank=True)
    contact_address = models.CharField(max_length=400, blank=True)
    accessibility_email = models.EmailField(blank=True)
    accessibility_plan = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.publisher
