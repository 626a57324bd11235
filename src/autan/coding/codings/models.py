"""Codebooks of networks, texts that are coded with them, and what each person coded, read and decided."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from autan.coding.codings.core.anchors import Anchor
from autan.coding.codings.core.codings import Coder, Coding, CodingOrigin, DisagreementOutcome, Settlement
from autan.evidence.figures.core.codable_texts import CodableKind, CodableText
from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.texts.core.texts import TextColumns
from autan.ground.wordings import Sentence, Text
from autan.people.accounts.models import Person
from autan.people.individuals.models import Individual, NameOf, NamingRow, PersonKey, SignedRow
from autan.territories.networks.models import Network, Territory

DOCUMENT = "document"
DOCUMENTS = CodableKind(code=DOCUMENT, label=Sentence("Textes repris d’un projet"))


class NetworkCodebook(models.Model):
    """A codebook of one network; what it says is in its versions."""

    network = models.ForeignKey(Network, to_field="slug", on_delete=models.PROTECT, related_name="codebooks")
    slug = models.SlugField(max_length=60)

    class Meta:
        ordering = ("network", "slug")
        constraints = (models.UniqueConstraint(fields=["network", "slug"], name="coding_one_codebook_a_slug"),)

    def __str__(self) -> str:
        return self.slug


class CodebookVersion(SignedRow):
    """One version of a codebook, kept as it was. `change` says what it changed; empty for the first one."""

    codebook = models.ForeignKey(NetworkCodebook, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    day = models.DateField()
    document = models.JSONField()
    change = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("codebook", "number")
        constraints = (models.UniqueConstraint(fields=["codebook", "number"], name="coding_one_row_a_version"),)

    def __str__(self) -> str:
        return f"{self.codebook} {self.number}"


class Corpus(models.Model):
    """One set of texts coded with one codebook.

    Invariant: what was counted is shown to those who may read the texts once `shown_at` is set; until then to those
    who code alone.

    `kept_project` is what the project that the texts came with held and nothing here uses, in REFI-QDA.
    """

    codebook = models.ForeignKey(NetworkCodebook, on_delete=models.PROTECT, related_name="corpora")
    kind = models.CharField(max_length=40)
    address = models.CharField(max_length=120)
    label_fr = models.CharField(max_length=300)
    label_en = models.CharField(max_length=300, blank=True)
    label = TextColumns()
    added_at = models.DateTimeField(default=timezone.now)
    shown_at = models.DateTimeField(null=True, blank=True)
    kept_project = models.TextField(blank=True, default="")

    class Meta:
        ordering = ("codebook", "id")
        constraints = (models.UniqueConstraint(fields=["codebook", "address"], name="coding_one_corpus_a_set"),)

    def __str__(self) -> str:
        return f"{self.codebook} / {self.address}"

    @property
    def key(self) -> str:
        """Its name in the journal: network, codebook, set."""
        return f"{self.codebook.network_id}/{self.codebook.slug}/{self.address}"


class _ByCoder(NamingRow):
    """What one person did with one text of a corpus. `coder_key` tells two people of one name apart."""

    text = models.CharField(max_length=200)
    coder = PersonKey()
    coder_key = models.CharField(max_length=64)
    coder_name = NameOf("coder")

    class Meta:
        abstract = True


class CodingRecord(_ByCoder):
    """One code given by one person to one passage; withdrawn, never deleted.

    `is_undone` when it was withdrawn by an undo of the act that gave it.
    """

    corpus = models.ForeignKey(Corpus, on_delete=models.PROTECT, related_name="codings")
    code = models.CharField(max_length=80)
    codebook_version = models.PositiveIntegerField()
    part = models.CharField(max_length=80, blank=True)
    text_version = models.CharField(max_length=16)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    before = models.CharField(max_length=80, blank=True)
    after = models.CharField(max_length=80, blank=True)
    memo = models.TextField(blank=True)
    origin = models.CharField(max_length=12, default=CodingOrigin.HAND.value)
    guid = models.CharField(max_length=40, blank=True)
    day = models.DateField(default=timezone.localdate)
    at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(auto_now=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    is_undone = models.BooleanField(default=False)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(condition=Q(end__gt=models.F("start")), name="coding_passage_holds_a_character"),
            models.UniqueConstraint(
                fields=["corpus", "text", "code", "coder_key", "text_version", "start", "end"],
                condition=Q(withdrawn_at__isnull=True),
                name="coding_once_on_the_same_words",
            ),
        )
        indexes = (models.Index(fields=["corpus", "coder_key", "text"], name="coding_by_coder_and_text"),)

    def __str__(self) -> str:
        return f"{self.code}: {self.quote[:40]}"

    @property
    def anchor(self) -> Anchor:
        """Anchor of the passage."""
        return Anchor(
            version=self.text_version,
            start=self.start,
            end=self.end,
            quote=self.quote,
            before=self.before,
            after=self.after,
        )

    def as_core(self) -> Coding:
        """The same coding as a value."""
        return Coding(
            key=str(self.pk),
            text=self.text,
            code=self.code,
            anchor=self.anchor,
            coder=self.coder_key,
            day=self.day,
            memo=self.memo,
            codebook_version=self.codebook_version,
            origin=CodingOrigin(self.origin),
        )


def coder_of(person: Person) -> Coder:
    """Return a person as a coder."""
    return Coder(key=f"person-{person.pk}", name=person.name)


def anchor_columns(anchor: Anchor) -> dict[str, Any]:
    """Return the columns of `CodingRecord` that hold an anchor."""
    return {
        "text_version": anchor.version,
        "start": anchor.start,
        "end": anchor.end,
        "quote": anchor.quote,
        "before": anchor.before,
        "after": anchor.after,
    }


class TextReading(_ByCoder):
    """One person read one text whole, in the version that it then had: what is not coded is not mentioned."""

    corpus = models.ForeignKey(Corpus, on_delete=models.CASCADE, related_name="readings")
    version = models.CharField(max_length=16)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["corpus", "text", "coder_key"], name="coding_one_reading_a_person"),
        )

    def __str__(self) -> str:
        return f"{self.coder_name}: {self.text}"


class SuggestionDecision(_ByCoder):
    """What one person decided of one suggestion, for good while the text stands as it is."""

    corpus = models.ForeignKey(Corpus, on_delete=models.CASCADE, related_name="decisions")
    version = models.CharField(max_length=16)
    code = models.CharField(max_length=80)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    reason = models.CharField(max_length=20)
    is_accepted = models.BooleanField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["corpus", "text", "coder_key", "version", "code", "start", "end", "reason"],
                name="coding_one_decision_a_suggestion",
            ),
        )

    def __str__(self) -> str:
        return f"{self.code}: {'oui' if self.is_accepted else 'non'}"


class DoubleCoding(models.Model):
    """Texts drawn to be coded by several people, each without seeing the others.

    `closed_at` is when its results were opened; until then each sees her own codings alone.
    """

    corpus = models.ForeignKey(Corpus, on_delete=models.PROTECT, related_name="double_codings")
    coders = models.JSONField()
    seed = models.PositiveIntegerField()
    share = models.FloatField()
    texts = models.JSONField()
    drawn_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=["corpus"], condition=Q(closed_at__isnull=True), name="coding_one_open_double_coding"
            ),
        )

    def __str__(self) -> str:
        return f"{self.corpus}: {len(self.texts)}"

    @property
    def coder_keys(self) -> frozenset[str]:
        """Keys of the people who take part."""
        return frozenset(key for key, _individual in self.coders)

    @property
    def named_coders(self) -> list[tuple[str, str]]:
        """Key and name of each who takes part. One query."""
        names = dict(Individual.objects.filter(pk__in=dict(self.coders).values()).values_list("pk", "name"))
        return [(key, names.get(individual, "")) for key, individual in self.coders]


class SettlementRecord(SignedRow):
    """What was decided of one idea in one text on which people disagreed; the last one holds, none is deleted."""

    corpus = models.ForeignKey(Corpus, on_delete=models.PROTECT, related_name="settlements")
    text = models.CharField(max_length=200)
    code = models.CharField(max_length=80)
    decision = models.CharField(max_length=10)
    reason = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.text} {self.code}: {self.decision}"

    def as_core(self) -> Settlement:
        """The same decision as a value."""
        return Settlement(
            text=self.text,
            code=self.code,
            decision=DisagreementOutcome(self.decision),
            by=self.by_name,
            day=timezone.localdate(self.at),
            reason=self.reason,
        )


class ReplyOffer(models.Model):
    """A territory was offered to read what was coded of its answers, and to comment: it may then be named."""

    corpus = models.ForeignKey(Corpus, on_delete=models.CASCADE, related_name="offers")
    territory = models.ForeignKey(Territory, to_field="siren", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["corpus", "territory"], name="coding_one_offer_a_territory"),)

    def __str__(self) -> str:
        return f"{self.corpus}: {self.territory_id}"


class Document(models.Model):
    """A text that came with a project of another tool, kept as it came."""

    network = models.ForeignKey(Network, to_field="slug", on_delete=models.PROTECT, related_name="+")
    project = models.SlugField(max_length=60)
    guid = models.CharField(max_length=40)
    name = models.CharField(max_length=300)
    text = models.TextField()
    attributes = models.JSONField(default=dict)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["network", "project", "guid"], name="coding_one_document_a_guid"),
        )

    def __str__(self) -> str:
        return self.name

    def as_core(self) -> CodableText:
        """The same text as a value."""
        return CodableText(
            key=f"{self.project}/{self.guid}",
            kind=DOCUMENTS,
            text=self.text,
            siren="",
            title=Text(self.name, ""),
            evidence=EvidenceRef(kind=DOCUMENT, key=str(self.pk)),
        )
