"""Sources and the facts read in them. Facts that disagree are all kept."""

from django.conf import settings
from django.db import models

from autan.evidence.figures.core.library import ResourceKind
from autan.evidence.figures.core.sources import Citation
from autan.evidence.figures.core.sources import Source as CoreSource
from autan.ground.texts.core.texts import TextColumns


class Source(models.Model):
    """A document, page or data set that somebody published; it is never edited once cited."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=400)
    producer = models.CharField(max_length=200)
    licence = models.CharField(max_length=120, blank=True)
    published = models.CharField(max_length=20, blank=True)
    url = models.URLField(max_length=500, blank=True)
    document = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("producer", "title")

    def __str__(self) -> str:
        return self.title

    def as_core(self) -> CoreSource:
        """Return the source as a value."""
        return CoreSource(
            slug=self.slug,
            title=self.title,
            producer=self.producer,
            licence=self.licence,
            published=self.published,
            url=self.url,
            document=self.document,
        )


class Fact(models.Model):
    """One sourced statement about a territory, or about a network as a whole when `siren` is empty.

    Invariants: one fact, one source, one place in it; `kind` is a `FactKind` or empty; `value` is a number or unknown,
    never an implied zero.
    """

    id = models.CharField(max_length=12, primary_key=True)
    siren = models.CharField(max_length=9, blank=True, db_index=True)
    subject = models.CharField(max_length=120)
    topic = models.CharField(max_length=30, db_index=True)
    period = models.CharField(max_length=20, blank=True)
    statement_fr = models.TextField()
    statement_en = models.TextField()
    statement = TextColumns()
    value = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    unit_fr = models.CharField(max_length=80, blank=True)
    unit_en = models.CharField(max_length=80, blank=True)
    base_year = models.CharField(max_length=10, blank=True)
    horizon = models.CharField(max_length=10, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="facts")
    locator = models.CharField(max_length=200)
    confidence = models.CharField(max_length=20)
    lines_hash = models.CharField(max_length=12, blank=True)
    kind = models.CharField(max_length=12, blank=True, db_index=True)
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.id} {self.statement_fr}"

    @property
    def citation(self) -> Citation:
        """Where it was read."""
        return Citation(source=self.source.as_core(), locator=self.locator)


class Disagreement(models.Model):
    """Facts that do not say the same about one thing; all of them are shown together, none is preferred."""

    slug = models.SlugField(max_length=60, unique=True)
    subject_fr = models.CharField(max_length=200)
    subject_en = models.CharField(max_length=200)
    subject = TextColumns()
    facts = models.ManyToManyField(Fact, related_name="disagreements")

    class Meta:
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.subject_fr


class Resource(models.Model):
    """A document, a site, an observatory, a plan or a network that somebody recommends to the others.

    Why each person recommends it is a remark of the journal on it. Invariant: it names a fact that mentions it, or the
    person who added it, or both.
    """

    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in ResourceKind])
    title = models.CharField(max_length=300)
    producer = models.CharField(max_length=200, blank=True)
    url = models.URLField(max_length=500, blank=True)
    tags = models.JSONField(default=list, blank=True)
    fact = models.ForeignKey(Fact, null=True, blank=True, on_delete=models.PROTECT, related_name="resources")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="added_resources"
    )

    class Meta:
        ordering = ("title",)

    def __str__(self) -> str:
        return self.title
