"""Calls and funds as they are kept: the document whole, beside what lists read."""

from typing import ClassVar

from django.db import models

from autan.ground.descriptions.core.documents import from_json
from autan.plans.funding.core.calls import FundingCall
from autan.territories.networks.models import Network


class FundingCallRecord(models.Model):
    """One call or fund that a network keeps."""

    slug = models.SlugField(max_length=120, unique=True)
    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="funding_calls")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    closes_on = models.DateField(null=True, blank=True)
    content = models.JSONField(default=dict)
    is_published = models.BooleanField(default=False)
    changed_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[models.Manager["FundingCallRecord"]] = models.Manager()

    class Meta:
        ordering = (models.F("closes_on").asc(nulls_last=True), "name", "id")
        constraints = (models.UniqueConstraint(fields=("network", "name"), name="one_call_of_a_name"),)

    def __str__(self) -> str:
        return self.name

    @property
    def document(self) -> FundingCall:
        """Return the document as a value."""
        return from_json(FundingCall, {"kind": self.kind, "name": self.name, **self.content})
