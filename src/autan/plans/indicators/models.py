"""Indicators that territories follow, the values that were given of them, and what was decided of findings."""

from typing import Any

from django.db import models

from autan.ground.wordings import Text
from autan.people.individuals.models import NameOf, NamingRow, PersonKey, SignedRow
from autan.plans.indicators.core.findings import IndicatorStatus
from autan.plans.indicators.core.values import Reliability, TargetPoint, YearValue
from autan.plans.plans.models import Plan
from autan.territories.networks.models import Territory


class Indicator(models.Model):
    """An indicator that a territory follows: a definition of the catalogue, or one of its own.

    Invariants: one indicator of a code in a territory; `series` holds the current values, `found` what `find_lasting`
    says of them and `last_year` the year of the last known one: all three are computed again at each change.
    """

    slug = models.SlugField(max_length=80, unique=True)
    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="indicators")
    plan = models.ForeignKey(Plan, null=True, blank=True, on_delete=models.SET_NULL, related_name="indicators")
    code = models.CharField(max_length=60)
    own_definition = models.JSONField(default=dict, blank=True)
    owner = PersonKey()
    owner_name = NameOf("owner")
    months = models.PositiveSmallIntegerField(default=12)
    why = models.TextField(blank=True)
    action = models.CharField(max_length=200, blank=True)
    action_began = models.PositiveSmallIntegerField(null=True, blank=True)
    chain = models.TextField(blank=True)
    chain_confidence = models.CharField(
        max_length=10, blank=True, choices=[(word.value, word.value) for word in Reliability]
    )
    is_key = models.BooleanField(default=False)
    is_published = models.BooleanField(default=False)
    reads_measure = models.BooleanField(default=False)
    preferred_source = models.CharField(max_length=120, blank=True)
    followed_since = models.DateField()
    targets = models.JSONField(default=list, blank=True)
    series = models.JSONField(default=list, blank=True)
    found = models.JSONField(default=list, blank=True)
    last_year = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("territory_id", "id")
        constraints = (models.UniqueConstraint(fields=["territory", "code"], name="indicators_one_of_a_code"),)
        indexes = (models.Index(fields=["code"], name="indicators_by_code"),)

    def __str__(self) -> str:
        return self.slug

    @property
    def values(self) -> tuple[YearValue, ...]:
        """Current values, oldest first."""
        return tuple(YearValue.from_json(row) for row in self.series)

    def values_in(self, year: int) -> tuple[YearValue, ...]:
        """Current values of one year, the others left unread."""
        return tuple(YearValue.from_json(row) for row in self.series if row[0] == year)

    @property
    def target_points(self) -> tuple[TargetPoint, ...]:
        """Targets and limits."""
        return tuple(TargetPoint(**target) for target in self.targets)


class RecordedValue(NamingRow):
    """A value as it was given; a later one of the same year and source takes its place, and both are kept."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="recorded")
    year = models.PositiveSmallIntegerField()
    on = models.CharField(max_length=10, blank=True)
    value = models.FloatField(null=True, blank=True)
    state = models.CharField(max_length=20)
    source = models.CharField(max_length=120, blank=True)
    method = models.CharField(max_length=200, blank=True)
    reliability = models.CharField(max_length=10)
    comment = models.TextField(blank=True)
    given_at = models.DateTimeField(auto_now_add=True)
    given_by = PersonKey()
    given_by_name = NameOf("given_by")
    is_current = models.BooleanField(default=True)

    class Meta:
        ordering = ("indicator_id", "year", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["indicator", "year", "on", "source"],
                condition=models.Q(is_current=True),
                name="indicators_one_current_value",
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator_id} · {self.year} : {self.value}"


class FindingReview(SignedRow):
    """What somebody decided of a finding, with the reason; a later one takes its place, and both are kept."""

    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=40)
    subject = models.CharField(max_length=80)
    fingerprint = models.CharField(max_length=16)
    is_accepted = models.BooleanField()
    reason = models.TextField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.subject} · {self.code}"


def status_of(row: dict[str, Any], *, is_owner_gone: bool) -> IndicatorStatus:
    """Return where an indicator stands from the columns of `STATUS_COLUMNS`."""
    return IndicatorStatus(
        slug=row["slug"],
        siren=row["territory__siren"],
        created=row["followed_since"],
        plan=row["plan__slug"] or "",
        is_owned=bool(row["owner"]),
        is_owner_gone=is_owner_gone,
        months=row["months"],
        action=row["action"],
        is_key=row["is_key"],
        last_year=row["last_year"],
        found=tuple((code, Text(fr, en)) for code, fr, en in row["found"]),
    )


STATUS_COLUMNS = (
    "slug",
    "territory__siren",
    "followed_since",
    "plan__slug",
    "owner",
    "owner__person",
    "territory",
    "months",
    "action",
    "is_key",
    "last_year",
    "found",
    "reads_measure",
    "code",
)
"""What the health check reads of an indicator."""
