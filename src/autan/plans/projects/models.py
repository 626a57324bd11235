"""Action sheets as they were typed, their tree, their successions; decisions about similar actions; projects."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from autan.evidence.figures.core.sources import evidence_refs
from autan.ground.descriptions.core.documents import from_columns
from autan.ground.errors import DomainError
from autan.ground.texts.core.texts import TextColumns
from autan.ground.wordings import Text
from autan.people.individuals.models import NameOf, PersonKey
from autan.plans.plans.models import Plan
from autan.plans.projects.core.projects import ProjectHeading, ProjectLine, ProjectState, ProjectTopic, StateKind
from autan.territories.networks.models import Network, Territory


def keep_plan_of_actions(_collector: Any, _field: Any, sub_objs: Any, _using: Any) -> None:
    """Refuse the deletion of a plan while it has action sheets."""
    if sub_objs:
        message = "ce plan a des fiches-actions\u00a0: retirez-les, ou placez-les dans un autre plan, avant"
        raise DomainError(message)


class Axis(models.Model):
    """One axis of a plan, at the top of its tree or under another axis of the same plan.

    Invariants: no axis stands under itself; `key` tells it from the others of its plan.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="axes")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="below")
    title = models.CharField(max_length=500)
    key = models.CharField(max_length=1500)
    rank = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("plan_id", "rank", "id")
        constraints = (
            models.UniqueConstraint(fields=["plan", "key"], name="projects_one_axis_of_a_key"),
            models.CheckConstraint(condition=~Q(parent=models.F("id")), name="projects_no_axis_under_itself"),
        )

    def __str__(self) -> str:
        return self.title


class ActionSheet(models.Model):
    """One action: what was typed of it, as it was typed, and what lists and counts read of it.

    Invariants: `typed` and `lines` hold what was typed; every column from `title` on is what `digest_sheet` gives of
    them, computed again at each change; a sheet stands in the plan of its axis; `revision` grows at each change;
    plans of other territories that show it (`also_in`) count nothing of it.
    """

    slug = models.SlugField(max_length=120, unique=True)
    plan = models.ForeignKey(Plan, null=True, blank=True, on_delete=keep_plan_of_actions, related_name="action_sheets")
    axis = models.ForeignKey(Axis, null=True, blank=True, on_delete=models.SET_NULL, related_name="sheets")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    also_in = models.ManyToManyField(Plan, related_name="shared_sheets", blank=True)
    carriers = models.ManyToManyField(Territory, related_name="action_sheets")
    typed = models.JSONField(default=dict)
    lines = models.JSONField(default=dict, blank=True)
    disclosures = models.JSONField(default=dict, blank=True)
    evidence = models.JSONField(default=list, blank=True)
    is_published = models.BooleanField(default=True)
    replaced_on = models.DateField(null=True, blank=True)
    rank = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = PersonKey()
    changed_by_name = NameOf("changed_by")
    # what was read, for lists and counts
    title = models.CharField(max_length=300)
    search_text = models.TextField(blank=True)
    status = models.CharField(max_length=20, blank=True, db_index=True)
    priority = models.CharField(max_length=10, blank=True)
    scope = models.CharField(max_length=10, blank=True)
    themes = models.CharField(max_length=300, blank=True)
    is_theme_stated = models.BooleanField(default=False)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    budget_low_eur = models.FloatField(null=True, blank=True)
    budget_high_eur = models.FloatField(null=True, blank=True)
    budget_basis = models.CharField(max_length=12, blank=True)
    completeness_pct = models.PositiveSmallIntegerField(default=0)
    problem_count = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("plan_id", "rank", "id")

    def __str__(self) -> str:
        return self.title

    @property
    def is_invented(self) -> bool:
        """True when it exists only to try the product; its territories are read if they are not at hand."""
        return any(territory.is_invented for territory in self.carriers.all())


class ActionSuccession(models.Model):
    """One action that took the place of another: merged with others, or split from it. Both are kept."""

    before = models.ForeignKey(ActionSheet, on_delete=models.CASCADE, related_name="became")
    after = models.ForeignKey(ActionSheet, on_delete=models.CASCADE, related_name="came_from")
    on = models.DateField()

    class Meta:
        ordering = ("on", "id")
        constraints = (models.UniqueConstraint(fields=["before", "after"], name="projects_one_succession"),)

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class SimilarityDecision(models.Model):
    """What somebody decided of an action suggested as similar; never asked again of the same pair."""

    sheet = models.ForeignKey(ActionSheet, on_delete=models.CASCADE, related_name="similarity_decisions")
    suggested = models.CharField(max_length=160)
    is_accepted = models.BooleanField()
    score = models.FloatField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-id",)
        constraints = (models.UniqueConstraint(fields=["sheet", "suggested"], name="projects_one_decision_a_pair"),)

    def __str__(self) -> str:
        return f"{self.sheet} ~ {self.suggested}"


class ColumnMapping(models.Model):
    """What a heading of a network’s own files stands for, or a word of them in a closed list; empty for nothing.

    `of_field`: field whose choice the word is; empty for a heading.
    """

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="action_columns")
    heading = models.CharField(max_length=200)
    of_field = models.CharField(max_length=30, blank=True)
    field = models.CharField(max_length=30, blank=True)

    class Meta:
        ordering = ("network_id", "of_field", "heading")
        constraints = (
            models.UniqueConstraint(
                fields=["network", "of_field", "heading"], name="projects_one_meaning_of_a_heading"
            ),
        )

    def __str__(self) -> str:
        return f"{self.heading} → {self.field}"


class SavedView(models.Model):
    """Choices of the list of a network that a person keeps under a name, as an address says them; hers alone."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=500)

    class Meta:
        ordering = ("name", "id")
        constraints = (
            models.UniqueConstraint(fields=["person", "network", "name"], name="projects_one_view_of_a_name"),
        )

    def __str__(self) -> str:
        return self.name


class Project(models.Model):
    """A place and an ambition that several actions serve; `lines` tell its origin, partners, studies, dimensions."""

    slug = models.SlugField(max_length=80, unique=True)
    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="projects")
    carriers = models.ManyToManyField(Territory, related_name="projects")
    name_fr = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    name = TextColumns()
    ambition_fr = models.TextField(blank=True)
    ambition_en = models.TextField(blank=True)
    ambition = TextColumns()
    commune = models.CharField(max_length=5, blank=True)
    lines = models.JSONField(default=list, blank=True)
    sheets = models.ManyToManyField(ActionSheet, related_name="projects", blank=True)
    evidence = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name_fr

    @property
    def wordings(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """Name and ambition in French, then in English."""
        return (self.name_fr, self.ambition_fr), (self.name_en, self.ambition_en)

    def as_core(self) -> ProjectHeading:
        """The project as a value; its territories and states are read if they are not at hand."""
        return from_columns(
            ProjectHeading,
            self,
            slug=self.slug,
            commune=self.commune,
            sirens=tuple(territory.siren for territory in self.carriers.all()),
            lines=tuple(
                ProjectLine(
                    topic=ProjectTopic(line["topic"]),
                    text=Text(line.get("fr", ""), line.get("en", "")),
                    evidence=evidence_refs(line.get("evidence", [])),
                )
                for line in self.lines
            ),
            states=tuple(state.as_core() for state in self.states.all()),
        )


class ProjectStateRecord(models.Model):
    """One state of a project, or of one of its parts, from a year on; what another state replaced is kept."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="states")
    rank = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in StateKind])
    since = models.PositiveSmallIntegerField(null=True, blank=True)
    until = models.PositiveSmallIntegerField(null=True, blank=True)
    label_fr = models.CharField(max_length=300)
    label_en = models.CharField(max_length=300)
    label = TextColumns()
    chain = models.CharField(max_length=40, blank=True)
    evidence = models.JSONField(default=list)

    class Meta:
        ordering = ("project_id", "rank", "id")

    def __str__(self) -> str:
        return self.label_fr

    def as_core(self) -> ProjectState:
        """Return the state as a value of the core."""
        return from_columns(ProjectState, self)
