"""What people made of the plans read across: alignments, second readings, decisions, proposals, recommendations."""

from django.db import models

from autan.cooperation.crossreading.core.contradictions import ReviewStatus
from autan.cooperation.crossreading.core.findings import Addressee
from autan.cooperation.crossreading.core.recommendations import (
    ProposalOrigin,
    ProposalStatus,
    RecommendationStatus,
    ScaleReason,
)
from autan.ground.texts.core.labelled import Labelled
from autan.people.individuals.models import NameOf, PersonKey, SignedRow
from autan.territories.networks.models import Network, Territory


def _choices(kind: type[Labelled]) -> list[tuple[str, str]]:
    return [(choice.value, choice.value) for choice in kind]


class FrameVersion(SignedRow):
    """Domains and themes that a network adds to the frame that ships, from a day on; each version adds to the last."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="frame_versions")
    rank = models.PositiveSmallIntegerField()
    since = models.DateField()
    domains = models.JSONField(default=list, blank=True)
    themes = models.JSONField(default=list, blank=True)
    reason = models.TextField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("network_id", "rank")
        constraints = (models.UniqueConstraint(fields=["network", "rank"], name="crossreading_one_version_of_a_rank"),)

    def __str__(self) -> str:
        return self.version

    @property
    def version(self) -> str:
        """Return the name of the version: its day and its rank."""
        return f"{self.since:%Y-%m-%d}/{self.rank}"


class Alignment(SignedRow):
    """What somebody decided of one passage: the cells of the frame that it is put on, or none.

    Invariants: one decision a passage in a network, whose earlier ones the journal keeps; `text` is what the passage
    said then; `revision` grows at each change. A passage is named, not linked: it may be withdrawn.
    """

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="alignments")
    passage = models.CharField(max_length=220)
    plan = models.CharField(max_length=80, blank=True)
    text = models.TextField()
    fingerprint = models.CharField(max_length=12)
    frame_version = models.CharField(max_length=20)
    domains = models.JSONField(default=list, blank=True)
    theme = models.CharField(max_length=40, blank=True)
    is_accepted = models.BooleanField()
    suggestion = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField(auto_now=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("network_id", "plan", "id")
        constraints = (
            models.UniqueConstraint(fields=["network", "passage"], name="crossreading_one_decision_a_passage"),
        )

    def __str__(self) -> str:
        return self.passage


class SecondReading(SignedRow):
    """A tenth of the alignments, drawn, that a second person reads without seeing what the first decided."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="second_readings")
    seed = models.PositiveIntegerField()
    frame_version = models.CharField(max_length=20)
    passages = models.JSONField(default=list)
    drawn_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.network} · {self.seed}"


class BlindAlignment(SignedRow):
    """Where a second person puts one passage of a draw; no domain when it is put nowhere."""

    reading = models.ForeignKey(SecondReading, on_delete=models.CASCADE, related_name="given")
    passage = models.CharField(max_length=220)
    fingerprint = models.CharField(max_length=12)
    domains = models.JSONField(default=list, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["reading", "passage"], name="crossreading_one_second_reading"),)

    def __str__(self) -> str:
        return self.passage


class ContradictionReview(SignedRow):
    """What somebody decided of a contradiction, with the reason; a later one takes its place, and both are kept."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="contradiction_reviews")
    fingerprint = models.CharField(max_length=16)
    kind = models.CharField(max_length=20)
    siren = models.CharField(max_length=9, blank=True)
    sides = models.JSONField(default=list)
    status = models.CharField(max_length=12, choices=_choices(ReviewStatus))
    reason = models.TextField()
    answer = models.TextField(blank=True)
    answered_by = PersonKey()
    answered_by_name = NameOf("answered_by")
    answered_at = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=["network", "fingerprint"], name="crossreading_review"),)

    def __str__(self) -> str:
        return f"{self.fingerprint} : {self.status}"


class Proposal(SignedRow):
    """An action of the scale of the network: where it comes from, why this scale, who carries it, cost and effect.

    Invariant: without an address in `effect`, its effect is not estimated.
    """

    slug = models.SlugField(max_length=80, unique=True)
    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="proposals")
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    origin = models.CharField(max_length=10, choices=_choices(ProposalOrigin))
    finding = models.CharField(max_length=160, blank=True)
    scale_reason = models.CharField(max_length=12, choices=_choices(ScaleReason))
    scale_words = models.TextField()
    carrier = models.ForeignKey(Territory, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    carrier_name = models.CharField(max_length=200, blank=True)
    cost = models.CharField(max_length=120, blank=True)
    cost_source = models.CharField(max_length=300, blank=True)
    effect = models.CharField(max_length=160, blank=True)
    status = models.CharField(max_length=12, choices=_choices(ProposalStatus), default=ProposalStatus.DISCUSSED.value)
    decided_on = models.DateField(null=True, blank=True)
    decision = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.title


class Recommendation(SignedRow):
    """A recommendation, with the counted finding that it rests on, as it was when it was written.

    Invariants: `finding` and `evidence` are never empty; it is stale when the figure at `figure` no longer has the
    hash in `content_hash`.
    """

    slug = models.SlugField(max_length=80, unique=True)
    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="recommendations")
    figure = models.CharField(max_length=160)
    content_hash = models.CharField(max_length=16)
    finding_fr = models.TextField()
    finding_en = models.TextField()
    evidence = models.JSONField()
    addressee = models.CharField(max_length=16, choices=_choices(Addressee))
    text_fr = models.TextField()
    text_en = models.TextField(blank=True)
    status = models.CharField(
        max_length=10, choices=_choices(RecommendationStatus), default=RecommendationStatus.DRAFT.value
    )
    is_rewritten = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.slug
