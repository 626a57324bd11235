"""Own quantities of starting states, workshops around the table with the mixes of their groups, kept scenarios."""

from django.db import models

from autan.foresight.engine.core.levers import Diffusion
from autan.foresight.starting_states.core.reference_curves import OffsetCause
from autan.people.individuals.models import NameOf, NamingRow, PersonKey
from autan.plans.projects.models import ActionSheet
from autan.territories.networks.models import Network, Territory


class OwnQuantity(models.Model):
    """A quantity of its starting state that a territory gave: it takes the place of what is found elsewhere.

    Invariants: one value of a kind and code in a territory; the value is not negative, except a carbon sink.
    """

    class Kind(models.TextChoices):
        """Kinds of quantities; the code says which one of its kind."""

        ENERGY = "energy", "énergie finale"
        EMISSIONS = "emissions", "émissions observées"
        PRODUCTION = "production", "production renouvelable"
        SINK = "sink", "carbone absorbé"
        PIVOT = "pivot", "population, logements et autres grandeurs"

    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="own_quantities")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    code = models.CharField(max_length=80)
    value = models.FloatField()
    year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200)
    given_by = PersonKey()
    given_by_name = NameOf("given_by")
    given_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("territory_id", "kind", "code")
        constraints = (
            models.UniqueConstraint(fields=["territory", "kind", "code"], name="foresight_one_own_quantity"),
        )

    def __str__(self) -> str:
        return f"{self.territory_id} {self.kind}/{self.code}"


class OffsetReason(models.Model):
    """Why what a territory observes of a sector is not what the national curve gives there, as its people say.

    Invariants: one reason of a sector in a territory.
    """

    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="+")
    sector = models.CharField(max_length=40)
    ground = models.CharField(max_length=12, choices=[(cause.value, cause.label.fr) for cause in OffsetCause])
    text = models.CharField(max_length=400)
    given_by = PersonKey()
    given_by_name = NameOf("given_by")
    given_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("territory_id", "sector")
        constraints = (models.UniqueConstraint(fields=["territory", "sector"], name="foresight_one_offset_reason"),)

    def __str__(self) -> str:
        return f"{self.territory_id} {self.sector}"


class TableWorkshop(models.Model):
    """A workshop in which groups compose their mixes of cards.

    Invariants: on a network or on a territory, never both; the cards are those of the day it was opened, so that a
    mix keeps its meaning; the converged mix is empty until the room has agreed.
    """

    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=160)
    network = models.ForeignKey(Network, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    territory = models.ForeignKey(Territory, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    held_on = models.DateField()
    horizon = models.PositiveSmallIntegerField(default=2050)
    cards = models.JSONField(default=dict)
    block_mwh = models.FloatField()
    converged = models.JSONField(default=dict, blank=True)
    dissent = models.TextField(blank=True)
    is_published = models.BooleanField(default=False)
    is_closed = models.BooleanField(default=False)
    workshop_url = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-held_on", "slug")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(network__isnull=True) ^ models.Q(territory__isnull=True),
                name="foresight_workshop_of_one_place",
            ),
        )

    def __str__(self) -> str:
        return self.slug

    @property
    def place_code(self) -> str:
        """Slug of its network, or SIREN of its territory."""
        return self.network.slug if self.network else self.territory.siren if self.territory else ""


class TableGroup(models.Model):
    """A group of a workshop: what it guessed before it saw, what it played, and who did not agree.

    Invariants: one name in a workshop; `key` is the secret of its address, given to its phone alone.
    """

    workshop = models.ForeignKey(TableWorkshop, on_delete=models.CASCADE, related_name="groups")
    name = models.CharField(max_length=80)
    key = models.CharField(max_length=24, unique=True)
    guess = models.PositiveSmallIntegerField(null=True, blank=True)
    mix = models.JSONField(default=dict, blank=True)
    dissent = models.TextField(blank=True)
    authors = models.CharField(max_length=300, blank=True)
    typed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["workshop", "name"], name="foresight_one_group_of_a_name"),)

    def __str__(self) -> str:
        return f"{self.workshop_id} {self.name}"


class KeptScenario(NamingRow):
    """A scenario that somebody kept: what was chosen, by whom, what it gave and with which versions.

    Invariants: on a network or on a territory, never both; `document` is a scenario as files hold it; `results` holds
    the numbers of the day it was kept, computed with the versions of `versions`, of which `key` is the sum, so that a
    later reader opens the same numbers and knows what has changed since; `revision` grows at each change. It is signed
    by whoever kept it, or by what a group typed in `authors`.
    """

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=160)
    network = models.ForeignKey(Network, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    territory = models.ForeignKey(Territory, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    workshop = models.ForeignKey(
        TableWorkshop, null=True, blank=True, on_delete=models.SET_NULL, related_name="scenarios"
    )
    document = models.JSONField()
    results = models.JSONField(default=dict, blank=True)
    versions = models.JSONField(default=dict, blank=True)
    key = models.CharField(max_length=16)
    kept_by = PersonKey()
    kept_by_name = NameOf("kept_by")
    authors = models.CharField(max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=1)
    note = models.TextField(blank=True)
    is_published = models.BooleanField(default=False)
    kept_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-kept_at", "slug")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(network__isnull=True) ^ models.Q(territory__isnull=True),
                name="foresight_scenario_of_one_place",
            ),
        )

    def __str__(self) -> str:
        return self.slug

    @property
    def signature(self) -> str:
        """Who signs it: what was typed, else the name of whoever kept it."""
        return self.authors or self.kept_by_name

    @property
    def place_code(self) -> str:
        """Slug of its network, or SIREN of its territory."""
        return self.network.slug if self.network else self.territory.siren if self.territory else ""


class ActionLever(models.Model):
    """What an action sheet does, in units of a lever: « 200 dwellings renovated between 2024 and 2030 ».

    Invariants: one line of a kind in a sheet; the end comes after the start.
    """

    sheet = models.ForeignKey(ActionSheet, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)
    quantity = models.FloatField()
    start = models.PositiveSmallIntegerField()
    end = models.PositiveSmallIntegerField()
    diffusion = models.CharField(
        max_length=10, default=Diffusion.LINEAR.value, choices=[(choice.value, choice.label.fr) for choice in Diffusion]
    )
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("sheet_id", "id")
        constraints = (
            models.UniqueConstraint(fields=["sheet", "kind"], name="foresight_one_lever_of_a_kind"),
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="foresight_lever_ends_later"),
            models.CheckConstraint(condition=models.Q(quantity__gte=0), name="foresight_lever_not_negative"),
        )

    def __str__(self) -> str:
        return f"{self.sheet_id} · {self.kind}"
