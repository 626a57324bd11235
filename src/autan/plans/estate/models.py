"""Assets of an estate as they are kept: the document whole, beside what lists read."""

from typing import ClassVar

from django.db import models

from autan.ground.descriptions.core.documents import from_json
from autan.plans.estate.core.assets import EstateAsset
from autan.territories.networks.models import Territory


class EstateRecord(models.Model):
    """One asset of an authority."""

    slug = models.SlugField(max_length=120, unique=True)
    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="estate")
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    content = models.JSONField(default=dict)
    is_published = models.BooleanField(default=False)
    published_on = models.DateField(null=True, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[models.Manager["EstateRecord"]] = models.Manager()

    class Meta:
        ordering = ("kind", "name", "id")
        constraints = (models.UniqueConstraint(fields=("territory", "kind", "name"), name="one_good_of_a_name"),)

    def __str__(self) -> str:
        return self.name

    @property
    def document(self) -> EstateAsset:
        """Return the document as a value."""
        return from_json(EstateAsset, {"kind": self.kind, "name": self.name, **self.content})
