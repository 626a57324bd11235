"""Decisions on alerts, own values, choices between values, the innovation layer, mappings, runs that ask services.

Decisions on alerts, own values of a territory and the choice between two values are registers that only grow: a row is
written once, never changed, never removed; the last one counts.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from autan.evidence.figures.core.states import GIVEN_STATES, ValueState
from autan.ground.descriptions.core.documents import from_json
from autan.ground.errors import RuleError
from autan.opendata.data_quality.core.alerts import DecisionKind
from autan.opendata.observatory.core.innovation_kinds import InnovationKind
from autan.opendata.observatory.core.refresh_states import RefreshState
from autan.opendata.sources.core.file_mappings import FileMapping
from autan.territories.networks.models import Network, Territory


class AppendOnlyRow(models.Model):
    """A row of a register that only grows: who wrote it, when, and why.

    Invariant: never updated, never deleted by the product.
    """

    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new row."""
        if not self._state.adding:
            message = "une ligne de ce registre ne se modifie pas ; écrivez-en une nouvelle"
            raise RuleError(message)
        super().save(*args, **kwargs)


class OwnValue(AppendOnlyRow):
    """The value that a territory gives for a measure, beside that of the provider.

    The value is kept in the unit of the measure; what was typed, and its unit, stay beside it.
    """

    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="own_values")
    measure = models.CharField(max_length=80)
    date = models.CharField(max_length=10)
    value = models.FloatField()
    unit = models.CharField(max_length=30)
    given_value = models.FloatField()
    given_unit = models.CharField(max_length=30)
    state = models.CharField(
        max_length=20, choices=[(s.value, s.value) for s in GIVEN_STATES], default=ValueState.OBSERVED
    )
    document = models.CharField(max_length=400)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=["territory", "measure", "date"], name="observatory_own_value"),)

    def __str__(self) -> str:
        return f"{self.territory}, {self.measure} {self.date} : {self.given_value} {self.given_unit}"


class ChosenSource(AppendOnlyRow):
    """Which value of a measure is used for a territory at a date: one of its own, or the provider's when none."""

    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="chosen_sources")
    measure = models.CharField(max_length=80)
    date = models.CharField(max_length=10)
    own_value = models.ForeignKey(OwnValue, null=True, blank=True, on_delete=models.PROTECT, related_name="choices")

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=["territory", "measure", "date"], name="observatory_chosen_source"),)

    def __str__(self) -> str:
        return f"{self.territory}, {self.measure} {self.date} : {'valeur propre' if self.own_value_id else 'source'}"


class AlertDecision(AppendOnlyRow):
    """What a person decided on an alert, and the value that the alert was about on that day.

    The key of an alert stays the same from one edition to the next; its value may not.
    """

    key = models.CharField(max_length=400, db_index=True)
    territory = models.ForeignKey(
        Territory, null=True, blank=True, on_delete=models.PROTECT, related_name="alert_decisions"
    )
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in DecisionKind])
    found_fr = models.TextField()
    found_en = models.TextField()
    own_value = models.ForeignKey(OwnValue, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions")

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(kind=DecisionKind.CORRECTED, own_value__isnull=False)
                | (~Q(kind=DecisionKind.CORRECTED) & Q(own_value__isnull=True)),
                name="observatory_correction_has_its_value",
            ),
        )

    def __str__(self) -> str:
        return f"{self.key} : {self.kind}"


class EnergyChainRecord(models.Model):
    """One energy chain of a network, in the order of the legend, with the facts that list the chains."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="energy_chains")
    code = models.SlugField(max_length=40)
    label_fr = models.CharField(max_length=120)
    label_en = models.CharField(max_length=120)
    facts = models.JSONField(default=list)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["network", "code"], name="observatory_one_chain_a_code"),)

    def __str__(self) -> str:
        return f"{self.network} : {self.label_fr}"


class InvolvedMember(models.Model):
    """A member that a fact names among those involved in the energy chains of its network."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="involved_members")
    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="+")
    fact = models.CharField(max_length=40)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.territory}, {self.fact}"


class InnovationPlaceRecord(models.Model):
    """A site or a cluster of a network, with the facts that state it.

    Invariant: a cluster has neither territory nor chain; a site has both.
    """

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="innovation_places")
    kind = models.CharField(max_length=15, choices=[(kind.value, kind.value) for kind in InnovationKind])
    label_fr = models.CharField(max_length=200)
    label_en = models.CharField(max_length=200)
    territory = models.ForeignKey(Territory, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    commune = models.CharField(max_length=5, blank=True)
    chain = models.ForeignKey(EnergyChainRecord, null=True, blank=True, on_delete=models.CASCADE, related_name="places")
    since = models.PositiveSmallIntegerField(null=True, blank=True)
    until = models.PositiveSmallIntegerField(null=True, blank=True)
    facts = models.JSONField(default=list)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(kind=InnovationKind.CLUSTER, territory__isnull=True, chain__isnull=True)
                | (~Q(kind=InnovationKind.CLUSTER) & Q(territory__isnull=False, chain__isnull=False)),
                name="observatory_site_has_its_member_and_chain",
            ),
        )

    def __str__(self) -> str:
        return self.label_fr


class FileMappingRecord(models.Model):
    """How a network says that the files of an observatory are laid out, to read those to come."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="file_mappings")
    name = models.CharField(max_length=120)
    content = models.JSONField(default=dict)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("name", "id")
        constraints = (models.UniqueConstraint(fields=["network", "name"], name="observatory_one_mapping_of_a_name"),)

    def __str__(self) -> str:
        return self.name

    @property
    def document(self) -> FileMapping:
        """The mapping as a value."""
        return from_json(FileMapping, {"name": self.name, **self.content})


class RefreshRun(models.Model):
    """A run that asks services for new editions, source after source, beside the pages.

    Invariant: a network has one run at most that has not ended.
    """

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="refresh_runs")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    started_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["network"], condition=Q(ended_at__isnull=True), name="observatory_one_open_refresh"
            ),
        )

    def __str__(self) -> str:
        return f"{self.network}, {self.started_at:%Y-%m-%d %H:%M}"


class RefreshStep(models.Model):
    """One source of a run: where it stands, what came in, what it gave."""

    run = models.ForeignKey(RefreshRun, on_delete=models.CASCADE, related_name="steps")
    source = models.CharField(max_length=80)
    state = models.CharField(
        max_length=12, choices=[(s.value, s.value) for s in RefreshState], default=RefreshState.WAITING.value
    )
    is_accepted = models.BooleanField(default=False)
    lines = models.JSONField(default=list, blank=True)
    progress = models.CharField(max_length=200, blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["run", "source"], name="observatory_one_step_a_source"),)

    def __str__(self) -> str:
        return f"{self.run}, {self.source} : {self.state}"
