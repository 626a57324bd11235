"""Plans, their lines as they were typed, what is stated complete or decided of proposals, what is known of duties."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from autan.evidence.figures.core.sources import evidence_refs
from autan.people.individuals.models import NameOf, NamingRow, PersonKey
from autan.plans.plans.core.plans import PlanHeading, PlanKind, PlanScope
from autan.territories.networks.models import Network, Territory


class Plan(models.Model):
    """One plan, of territories or of a network itself.

    Invariants: at most one plan succeeds another, and succession never loops; `digest` is what `digest_plan` gives of
    the lines, computed again at each change, or of an older version of it.
    """

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in PlanKind])
    scope = models.CharField(max_length=10, blank=True, choices=[(scope.value, scope.value) for scope in PlanScope])
    subjects = models.ManyToManyField(Territory, related_name="plans", blank=True)
    network = models.ForeignKey(Network, null=True, blank=True, on_delete=models.PROTECT, related_name="plans")
    carrier = models.CharField(max_length=200, blank=True)
    follows = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by")
    is_published = models.BooleanField(default=False)
    evidence = models.JSONField(default=list, blank=True)
    note = models.TextField(blank=True)
    digest = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(condition=~Q(follows=models.F("id")), name="plans_no_plan_follows_itself"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_invented(self) -> bool:
        """True when it is about an invented territory or network: its pages are marked by this alone."""
        return self.as_core().is_invented

    def as_core(self) -> PlanHeading:
        """The plan as a value; its subjects, its network and the plan before are read if they are not at hand."""
        subjects = list(self.subjects.all())
        return PlanHeading(
            slug=self.slug,
            title=self.title,
            kind=PlanKind(self.kind),
            scope=PlanScope(self.scope) if self.scope else None,
            sirens=tuple(territory.siren for territory in subjects),
            network=self.network.slug if self.network else "",
            carrier=self.carrier,
            follows=self.follows.slug if self.follows else "",
            is_published=self.is_published,
            is_invented=any(t.is_invented for t in subjects) or bool(self.network and self.network.is_invented),
            evidence=evidence_refs(self.evidence),
            note=self.note,
        )


class PlanLine(NamingRow):
    """One line of a plan: what was typed in its fields, as it was typed.

    Invariants: one line of a key in a section; `revision` grows at each change.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="lines")
    section = models.CharField(max_length=30)
    key = models.CharField(max_length=60)
    rank = models.PositiveSmallIntegerField(default=0)
    typed = models.JSONField(default=dict)
    evidence = models.JSONField(default=list, blank=True)
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = PersonKey()
    changed_by_name = NameOf("changed_by")

    class Meta:
        ordering = ("plan_id", "section", "rank", "id")
        constraints = (models.UniqueConstraint(fields=["plan", "section", "key"], name="plans_one_line_of_a_key"),)

    def __str__(self) -> str:
        return f"{self.plan} · {self.section}/{self.key}"


class CompletenessStatement(models.Model):
    """A source, or a person on a day, states that there is nothing else in a section of a plan, or among the plans.

    Invariants: it is about a section of a plan, or about the plans of a territory (`PLANS`, without plan); one a
    section. A line that comes or goes withdraws it.
    """

    plan = models.ForeignKey(Plan, null=True, blank=True, on_delete=models.CASCADE, related_name="complete_sections")
    territory = models.ForeignKey(
        Territory, null=True, blank=True, on_delete=models.CASCADE, related_name="complete_sections"
    )
    section = models.CharField(max_length=30)
    stated_on = models.DateField()
    evidence = models.JSONField(default=list, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(plan__isnull=False, territory__isnull=True) | Q(plan__isnull=True, territory__isnull=False),
                name="plans_complete_section_of_one_thing",
            ),
            models.UniqueConstraint(fields=["plan", "section"], name="plans_one_statement_a_section"),
            models.UniqueConstraint(fields=["territory", "section"], name="plans_one_statement_a_territory"),
        )

    def __str__(self) -> str:
        return f"{self.plan or self.territory} · {self.section} : complet au {self.stated_on}"


class ProposalDecision(models.Model):
    """What somebody decided of a line proposed to a plan; never asked again."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="decisions")
    proposal = models.CharField(max_length=160)
    is_accepted = models.BooleanField()
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-id",)
        constraints = (models.UniqueConstraint(fields=["plan", "proposal"], name="plans_one_decision_a_proposal"),)

    def __str__(self) -> str:
        return f"{self.proposal} : {'acceptée' if self.is_accepted else 'refusée'}"


class DutyRecord(models.Model):
    """What sources say of an authority that a rule may bind: its populations, since when it exists, its acts."""

    siren = models.CharField(max_length=9, unique=True)
    populations = models.JSONField(default=list)
    existed_since = models.DateField(null=True, blank=True)
    created_on = models.DateField(null=True, blank=True)
    existence_evidence = models.JSONField(default=list)
    has_air_protection_plan = models.BooleanField(null=True, blank=True)
    acts = models.JSONField(default=list)

    class Meta:
        ordering = ("siren",)

    def __str__(self) -> str:
        return self.siren


class ActTableRecord(models.Model):
    """The table that a network took the acts of a duty from last: its columns, its file, its day."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="act_tables")
    rule = models.CharField(max_length=30)
    content = models.JSONField(default=dict)

    class Meta:
        ordering = ("rule",)
        constraints = (models.UniqueConstraint(fields=["network", "rule"], name="plans_one_table_of_acts"),)

    def __str__(self) -> str:
        return f"{self.rule} · {self.network}"


class StatedDuty(models.Model):
    """What a source says of an obligation: of an authority, or of a network as a whole when `siren` is empty."""

    rule = models.CharField(max_length=30)
    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="stated_duties")
    siren = models.CharField(max_length=9, blank=True)
    says = models.CharField(max_length=10, choices=[(word, word) for word in ("bound", "voluntary", "none")])
    evidence = models.JSONField(default=list)

    class Meta:
        ordering = ("rule", "siren", "id")
        constraints = (
            models.UniqueConstraint(fields=["rule", "network", "siren", "says"], name="plans_one_statement"),
        )

    def __str__(self) -> str:
        return f"{self.rule} · {self.siren or self.network} : {self.says}"


class StatedCompetence(NamingRow):
    """What a person stated of a competence of a territory, with a source; it stands over the national base."""

    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="stated_competences")
    competence = models.CharField(max_length=40)
    holding = models.CharField(max_length=12, choices=[(word, word) for word in ("held", "not_held", "not_declared")])
    source = models.CharField(max_length=300)
    stated_at = models.DateTimeField(auto_now=True)
    stated_by = PersonKey()
    stated_by_name = NameOf("stated_by")

    class Meta:
        ordering = ("territory", "competence")
        constraints = (models.UniqueConstraint(fields=["territory", "competence"], name="plans_one_stated_competence"),)

    def __str__(self) -> str:
        return f"{self.territory} · {self.competence} : {self.holding}"
