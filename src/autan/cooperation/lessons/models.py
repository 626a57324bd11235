"""Lessons and their versions, adoption, use where work is done; needs, answers, offers and decisions of matching."""

from django.db import models
from django.db.models import Q

from autan.cooperation.lessons.core.adoption import AdoptionStage, AdoptionStep
from autan.cooperation.lessons.core.lessons import LessonContent
from autan.cooperation.lessons.core.needs import NeedInput, NeedKind, NeedRecord, NeedResult
from autan.cooperation.workshops.models import Workshop
from autan.ground.descriptions.core.documents import from_columns, from_json
from autan.ground.wordings import Text
from autan.people.individuals.models import NameOf, NamingRow, PersonKey, SignedRow
from autan.plans.projects.models import Project
from autan.territories.networks.models import Network, Territory


class Lesson(NamingRow):
    """What was learnt at a site of a territory, in its current version.

    Invariants: `content` is that of the version `version`; a published lesson has no gap (`publication_gaps`); `title`,
    `search_text` and `themes` are read of the content; `revision` grows at each change.
    """

    slug = models.SlugField(max_length=120, unique=True)
    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="lessons")
    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="lessons")
    project = models.ForeignKey(Project, null=True, blank=True, on_delete=models.SET_NULL, related_name="lessons")
    workshop = models.ForeignKey(Workshop, null=True, blank=True, on_delete=models.SET_NULL, related_name="lessons")
    content = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    revision = models.PositiveIntegerField(default=1)
    is_published = models.BooleanField(default=False)
    published_on = models.DateField(null=True, blank=True)
    confirmed_on = models.DateField(null=True, blank=True)
    author = PersonKey()
    author_name = NameOf("author")
    changed_at = models.DateTimeField(auto_now=True)
    # what was read, for lists and searches
    title = models.CharField(max_length=300)
    search_text = models.TextField(blank=True)
    themes = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("title", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(is_published=False) | Q(published_on__isnull=False, confirmed_on__isnull=False),
                name="lessons_published_on_a_day",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def parsed_content(self) -> LessonContent:
        """Return the content of the lesson as a value."""
        return from_json(LessonContent, self.content)


class LessonVersion(SignedRow):
    """A lesson as it was said, by whom and why; never changed once kept, except the name of somebody erased."""

    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    at = models.DateTimeField(auto_now_add=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("lesson_id", "number")
        constraints = (models.UniqueConstraint(fields=["lesson", "number"], name="lessons_one_version_of_a_number"),)

    def __str__(self) -> str:
        return f"{self.lesson_id} · {self.number}"


class LessonUse(models.Model):
    """How many times a lesson shown where work is done was opened from there, in one month."""

    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="uses")
    place = models.CharField(max_length=60)
    month = models.CharField(max_length=7)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("month", "place")
        constraints = (models.UniqueConstraint(fields=["lesson", "place", "month"], name="lessons_one_use_a_month"),)

    def __str__(self) -> str:
        return f"{self.lesson_id} · {self.place} · {self.month}"


class Adoption(models.Model):
    """A lesson taken up by a territory that is not its host; its steps say how far."""

    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="adoptions")
    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="adoptions")

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["lesson", "territory"], name="lessons_one_adoption_a_territory"),
        )

    def __str__(self) -> str:
        return f"{self.lesson_id} · {self.territory_id}"


class AdoptionStepRecord(NamingRow):
    """One step of an adoption, as it was declared."""

    adoption = models.ForeignKey(Adoption, on_delete=models.CASCADE, related_name="steps")
    rank = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=20, choices=[(stage.value, stage.value) for stage in AdoptionStage])
    on = models.DateField()
    adapted = models.TextField(blank=True)
    result = models.TextField(blank=True)
    evidence = models.TextField(blank=True)
    done_by = PersonKey()
    person = NameOf("done_by")
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = PersonKey()
    recorded_by_name = NameOf("recorded_by")

    class Meta:
        ordering = ("adoption_id", "rank")
        constraints = (models.UniqueConstraint(fields=["adoption", "rank"], name="lessons_one_step_of_a_rank"),)

    def __str__(self) -> str:
        return f"{self.adoption_id} · {self.stage}"

    def as_core(self) -> AdoptionStep:
        """The same step as a value."""
        return from_columns(AdoptionStep, self)


class Need(NamingRow):
    """What a territory, or a network as a whole, expects of the others; its life is told by its answers and closing."""

    slug = models.SlugField(max_length=120, unique=True)
    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="needs")
    territory = models.ForeignKey(Territory, null=True, blank=True, on_delete=models.CASCADE, related_name="needs")
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in NeedKind])
    title = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    words = models.TextField(blank=True)
    themes = models.CharField(max_length=300, blank=True)
    period = models.CharField(max_length=20, blank=True)
    asked_on = models.DateField(null=True, blank=True)
    asked_by = PersonKey()
    asked_by_name = NameOf("asked_by")
    is_published = models.BooleanField(default=False)
    evidence = models.JSONField(default=list, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closed_by = PersonKey()
    closed_by_name = NameOf("closed_by")
    result = models.CharField(
        max_length=20, blank=True, choices=[(choice.value, choice.value) for choice in NeedResult]
    )
    result_words = models.TextField(blank=True)

    class Meta:
        ordering = (models.F("asked_on").desc(nulls_last=True), "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, result="") | (Q(closed_on__isnull=False) & ~Q(result="")),
                name="lessons_closed_with_a_result",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def content(self) -> NeedInput:
        """Return what the need says as a value."""
        return from_columns(NeedInput, self)

    @property
    def heading(self) -> Text:
        """Return the title of the need in both languages."""
        return Text(self.title, self.title_en)

    def as_core(self) -> NeedRecord:
        """The need as counts read it; asks its answers, which are fetched with it."""
        content, days = self.content, [answer.on for answer in self.answers.all()]
        return NeedRecord(
            slug=self.slug,
            title=content.title,
            kind=content.kind,
            asked_on=content.asked_on,
            answered_on=min(days, default=None),
            closed_on=self.closed_on,
            result=NeedResult(self.result) if self.result else None,
            siren=self.territory.siren if self.territory else "",
            evidence=content.evidence,
            is_invented=self.network.is_invented,
        )


class NeedAnswer(SignedRow):
    """An answer to a need: by whom, when, and what it leads to."""

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="answers")
    territory = models.ForeignKey(Territory, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    on = models.DateField()
    words = models.TextField()

    class Meta:
        ordering = ("need_id", "on", "id")

    def __str__(self) -> str:
        return f"{self.need_id} · {self.on}"


class MatchDecision(SignedRow):
    """What somebody decided of something matched with a need: kept beside it, or shown no more."""

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="decisions")
    key = models.CharField(max_length=160)
    is_accepted = models.BooleanField()
    score = models.FloatField()
    at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["need", "key"], name="lessons_one_decision_a_match"),)

    def __str__(self) -> str:
        return f"{self.need_id} · {self.key}"


class Offer(SignedRow):
    """What a member, or an organisation outside the network, offers to the members; withdrawn, it is kept."""

    slug = models.SlugField(max_length=120, unique=True)
    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="offers")
    territory = models.ForeignKey(Territory, null=True, blank=True, on_delete=models.CASCADE, related_name="offers")
    organisation = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in NeedKind])
    title = models.CharField(max_length=300)
    words = models.TextField(blank=True)
    themes = models.CharField(max_length=300, blank=True)
    offered_on = models.DateField()
    is_published = models.BooleanField(default=False)
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("-offered_on", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(territory__isnull=False) | ~Q(organisation=""), name="lessons_offer_of_somebody"
            ),
        )

    def __str__(self) -> str:
        return self.title
