"""Campaigns on a network, every answer ever recorded, and what a publication states of a campaign."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from autan.ground.descriptions.core.documents import from_columns
from autan.ground.texts.core.periods import Period
from autan.ground.texts.core.texts import TextColumns
from autan.ground.wordings import Text
from autan.people.individuals.models import NameOf, PersonKey
from autan.survey.campaigns.core.campaigns import Opening
from autan.survey.campaigns.core.documented.published import (
    DocumentedRespondent,
    MemberState,
    PublishedResult,
    RespondentState,
)
from autan.survey.questionnaires.models import QuestionnaireVersion
from autan.territories.networks.models import Network, Territory


class Campaign(models.Model):
    """One questionnaire put to the members of one network.

    Invariants: answers are about the version that was asked; a documented campaign never opens for answers; results
    of a collected campaign stay among the network until `results_are_public`; answers that are not validated stay
    with their territory and the coordination until it closes, unless `shares_unvalidated`; an archived one is closed,
    read by the coordination alone, and in no list.
    """

    slug = models.SlugField(max_length=60, unique=True)
    network = models.ForeignKey(Network, to_field="slug", on_delete=models.PROTECT, related_name="campaigns")
    questionnaire = models.ForeignKey(QuestionnaireVersion, on_delete=models.PROTECT, related_name="campaigns")
    title_fr = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    title = TextColumns()
    note_fr = models.TextField(blank=True)
    note_en = models.TextField(blank=True)
    note = TextColumns()
    period = models.CharField(max_length=20)
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    is_documented = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)
    results_are_public = models.BooleanField(default=False)
    shares_unvalidated = models.BooleanField(default=False)
    reminder_delay_days = models.PositiveSmallIntegerField(default=7)

    class Meta:
        ordering = ("-period", "slug")

    def __str__(self) -> str:
        return self.title_fr

    @property
    def names_year(self) -> int | None:
        """Year of the names that territories bear here: that of a documented campaign, None for those of today."""
        end = Period.parse(self.period).end if self.is_documented else None
        return end.year if end else None

    @property
    def opening(self) -> Opening:
        """The time during which it takes answers; a closing by hand falls on the day of the local clock."""
        closed_at = timezone.localtime(self.closed_at) if self.closed_at else None
        return Opening(opened_on=self.opened_on, closed_on=self.closed_on, closed_at=closed_at)

    @property
    def has_public_results(self) -> bool:
        """True when anybody may read the results: documented, invented, or given to all by the coordination."""
        is_open_to_read = self.network.is_invented or self.results_are_public
        return self.is_documented or (is_open_to_read and self.archived_at is None)

    def hides_unvalidated(self, today: date) -> bool:
        """True while answers that are not validated are read by their territory and the coordination alone."""
        is_open_to_read = self.is_documented or self.network.is_invented or self.shares_unvalidated
        return not is_open_to_read and not self.opening.is_over(today)


class Answer(models.Model):
    """One recorded answer of one territory to one question; a changed answer is a new row.

    Invariants: rows are never edited, except that `is_current` falls when a later revision is recorded; one
    current row a question and a territory; no row at all means « not documented », or not yet answered. `change`
    is the identifier that a device without network gave to what was typed: what it sends twice is written once.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="answers")
    territory = models.ForeignKey(Territory, to_field="siren", on_delete=models.PROTECT, related_name="answers")
    question = models.CharField(max_length=40)
    revision = models.PositiveIntegerField(default=1)
    is_current = models.BooleanField(default=True)
    state = models.CharField(max_length=20)
    value = models.JSONField(null=True, blank=True)
    is_partial = models.BooleanField(default=False)
    facts = models.JSONField(default=list)
    note_fr = models.TextField(blank=True)
    note_en = models.TextField(blank=True)
    source_document = models.CharField(max_length=300, blank=True)
    confidence = models.CharField(max_length=12, blank=True)
    by = PersonKey()
    invitation = models.ForeignKey(
        "surveys.Invitation", null=True, blank=True, on_delete=models.PROTECT, related_name="answers"
    )
    by_name = NameOf("by")
    is_on_behalf = models.BooleanField(default=False)
    change = models.UUIDField(null=True, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        # the order of recording: that of the questionnaire is the business of whoever reads
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["campaign", "territory", "question", "revision"], name="surveys_one_row_a_revision"
            ),
            models.UniqueConstraint(
                fields=["campaign", "territory", "question"],
                condition=Q(is_current=True),
                name="surveys_one_current_answer",
            ),
        )

    def __str__(self) -> str:
        return f"{self.territory_id} {self.question} (révision {self.revision})"


class CampaignRespondent(models.Model):
    """What sources say of one territory that a documented campaign asked: member and respondent are two things."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="documented_respondents")
    territory = models.ForeignKey(Territory, to_field="siren", on_delete=models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField()
    body_fr = models.CharField(max_length=160)
    body_en = models.CharField(max_length=160)
    body = TextColumns()
    member_state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in MemberState])
    member_facts = models.JSONField(default=list)
    respondent_state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in RespondentState])
    respondent_facts = models.JSONField(default=list)

    class Meta:
        ordering = ("campaign", "rank")
        constraints = (models.UniqueConstraint(fields=["campaign", "territory"], name="surveys_one_line_a_respondent"),)

    def __str__(self) -> str:
        return self.body_fr

    def as_core(self) -> DocumentedRespondent:
        """The same line as a value."""
        return from_columns(DocumentedRespondent, self, siren=str(self.territory_id))


_SAME = (
    "question", "code", "value", "low", "high", "unit", "period", "covers_members", "known", "is_lower_bound",
    "measure",
)  # fmt: skip
"""Columns of a published number that its value names alike."""


class PublishedNumber(models.Model):
    """One number, or one range, that a publication states of a campaign. Never used in place of a recomputed one."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="published_numbers")
    rank = models.PositiveSmallIntegerField()
    question = models.CharField(max_length=40, blank=True)
    code = models.CharField(max_length=60, blank=True)
    label_fr = models.CharField(max_length=300)
    label_en = models.CharField(max_length=300)
    value = models.FloatField(null=True, blank=True)
    low = models.FloatField(null=True, blank=True)
    high = models.FloatField(null=True, blank=True)
    unit = models.CharField(max_length=40)
    period = models.CharField(max_length=20, blank=True)
    covers_members = models.BooleanField(default=False)
    territories = models.JSONField(default=list)
    known = models.PositiveIntegerField(null=True, blank=True)
    is_lower_bound = models.BooleanField(default=False)
    facts = models.JSONField(default=list)
    note_fr = models.TextField(blank=True)
    note_en = models.TextField(blank=True)
    measure = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("campaign", "rank")
        constraints = (
            models.UniqueConstraint(fields=["campaign", "question", "code"], name="surveys_one_published_address"),
            models.CheckConstraint(
                condition=Q(value__isnull=False, low__isnull=True, high__isnull=True)
                | Q(value__isnull=True, low__isnull=False, high__isnull=False),
                name="surveys_a_value_or_a_range",
            ),
        )

    def __str__(self) -> str:
        return self.label_fr

    def as_core(self) -> PublishedResult:
        """The same result as a value."""
        note = Text(self.note_fr, self.note_en) if self.note_fr else None
        return PublishedResult(
            label=Text(self.label_fr, self.label_en),
            note=note,
            facts=tuple(self.facts),
            territories=tuple(self.territories),
            **{name: getattr(self, name) for name in _SAME},
        )


class PublishedFinding(models.Model):
    """One fact, without a number, that a publication states of the members together under one question."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="published_findings")
    question = models.CharField(max_length=40)
    rank = models.PositiveSmallIntegerField()
    fact = models.CharField(max_length=12)

    class Meta:
        ordering = ("campaign", "question", "rank")
        constraints = (
            models.UniqueConstraint(fields=["campaign", "question", "fact"], name="surveys_one_finding_a_fact"),
        )

    def __str__(self) -> str:
        return f"{self.question}: {self.fact}"


def columns_of(result: PublishedResult) -> dict[str, Any]:
    """Return the columns of `PublishedNumber` that hold a published result."""
    note = result.note or Text("", "")
    return {
        **{name: getattr(result, name) for name in _SAME},
        "label_fr": result.label.fr,
        "label_en": result.label.en,
        "territories": list(result.territories),
        "facts": list(result.facts),
        "note_fr": note.fr,
        "note_en": note.en,
    }
