"""Equipment as it is kept: its document whole, beside what lists read."""

from typing import ClassVar

from django.db import models

from autan.ground.descriptions.core.documents import from_json
from autan.people.individuals.models import PersonKey
from autan.territories.networks.models import Network, Territory
from tests.equipment.core import Equipment


class EquipmentRecord(models.Model):
    """One piece of equipment of a member."""

    slug = models.SlugField(max_length=120, unique=True)
    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="+")
    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="+")
    author = PersonKey()
    content = models.JSONField()
    title = models.CharField(max_length=300)
    search_text = models.TextField(blank=True)
    kind = models.CharField(max_length=20, blank=True)
    is_published = models.BooleanField(default=False)
    published_on = models.DateField(null=True)  # type: ignore[misc]  # the plugin reads installed rooms alone

    objects: ClassVar[models.Manager["EquipmentRecord"]] = models.Manager()

    class Meta:
        ordering = ("title", "id")

    @property
    def document(self) -> Equipment:
        """Return the document as a value."""
        return from_json(Equipment, self.content)
