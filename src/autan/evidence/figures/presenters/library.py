"""The library: resources first, then every source cited; facts one by one, by topic, and of a territory."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from autan.evidence.figures.core.library import CITED_SOURCE, MAY_WRITE, LibraryFilter, ResourceKind
from autan.evidence.figures.core.stated_facts import Confidence, FactKind, Topic
from autan.evidence.figures.models import Fact, Resource, Source
from autan.evidence.figures.queries.facts import facts_about, list_sources
from autan.evidence.figures.queries.library import list_resources, recommendations, sources_with_topics
from autan.evidence.figures.queries.registry import is_invented_place
from autan.ground.extension_points import MenuEntry, PageSection, TerritorySection
from autan.ground.texts.core.notation import set_typography
from autan.ground.texts.core.plain_letters import fold_accents
from autan.ground.texts.language import FRENCH, typeset, words
from autan.people.accounts.models import Person
from autan.people.journal.models import Remark

_MOST_TAGS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryEntry:
    """One line of the library.

    Attributes:
        slug: identifier of a resource; empty for a source.
        kind_code: code of the kind, or `source`.
        published: date as the source gives it, or empty.
        page: its page on this site, or empty.
        mentioned_in: producer and locator of the document that recommends it, or empty.
        mention_url: the fact that says so, or empty.
        own_reason: what the reader wrote, or empty.
    """

    slug: str
    title: str
    kind: str
    kind_code: str
    producer: str
    published: str
    url: str
    page: str
    tags: tuple[str, ...]
    mentioned_in: str = ""
    mention_url: str = ""
    recommendations: tuple[Remark, ...] = ()
    own_reason: str = ""

    @property
    def folded(self) -> str:
        """Everything that words may be found in, without accents."""
        reasons = [item.text for item in self.recommendations]
        return fold_accents(" ".join([self.title, self.producer, self.kind, *self.tags, *reasons]))


def library_entries(person: Person | None) -> list[LibraryEntry]:
    """Return the resources, then every source cited, as a person reads them. Four queries."""
    remarks = recommendations()
    return [
        *(resource_entry(resource, remarks.get(resource.slug, ()), person) for resource in list_resources()),
        *(
            LibraryEntry(
                slug="",
                title=source.title,
                kind=_("source citée"),
                kind_code=CITED_SOURCE,
                producer=source.producer,
                published=source.published,
                url=source.url,
                page=reverse("evidence:source", kwargs={"slug": source.slug}),
                tags=tuple(words(Topic(topic).label) for topic in topics),
            )
            for source, topics in sources_with_topics()
        ),
    ]


def common_tags(entries: Sequence[LibraryEntry]) -> list[str]:
    """Return the words that find most entries, most common first."""
    counts = Counter(word for entry in entries for word in entry.tags)
    return [word for word, _count in counts.most_common(_MOST_TAGS)]


def may_write(person: Person | None) -> bool:
    """True for a person who may add a resource or recommend one."""
    return person is not None and person.has_perm(MAY_WRITE)


def find_entries(entries: Sequence[LibraryEntry], library_filter: LibraryFilter) -> list[LibraryEntry]:
    """Return the entries that a filter keeps, in their order."""
    terms, tag = fold_accents(library_filter.text).split(), fold_accents(library_filter.tag)
    return [
        entry
        for entry in entries
        if all(word in entry.folded for word in terms)
        and library_filter.kind in {None, entry.kind_code}
        and (not tag or tag in map(fold_accents, entry.tags))
    ]


def resource_entry(resource: Resource, reasons: Sequence[Remark], person: Person | None) -> LibraryEntry:
    """Give the line of a resource for a reader; its fact must be at hand."""
    fact = resource.fact
    return LibraryEntry(
        slug=resource.slug,
        title=resource.title,
        kind=words(ResourceKind(resource.kind).label),
        kind_code=resource.kind,
        producer=resource.producer,
        published="",
        url=resource.url,
        page=reverse("evidence:resource", kwargs={"slug": resource.slug}),
        tags=tuple(resource.tags),
        mentioned_in=f"{fact.source.title} ({fact.locator})" if fact else "",
        mention_url=reverse("evidence:fact", kwargs={"fact_id": fact.pk}) if fact else "",
        recommendations=tuple(reasons),
        own_reason=next((item.text for item in reasons if person and item.by_id == person.pk), ""),
    )


LIBRARY_ENTRY = MenuEntry(
    label=gettext_lazy("Bibliothèque"),
    url_name="evidence:library",
    rank=70,
    also=("evidence:sources", "evidence:facts"),
    called=gettext_lazy("documents,ressources,sources,faits"),
)


def sources_by_confidence() -> list[tuple[str, Sequence[Source]]]:
    """Return the groups of sources, each with its title. One query."""
    return [
        (_title(confidence_rank), list(group))
        for confidence_rank, group in groupby(
            list_sources(), key=lambda source: int(getattr(source, "confidence_rank", -1))
        )
    ]


def _title(confidence_rank: int) -> str:
    if confidence_rank < 0:
        return _("Données ouvertes et documents de référence")
    label = words(list(Confidence)[confidence_rank].label)
    return label[0].upper() + label[1:]


def present_fact(fact: Fact) -> dict[str, Any]:
    """Give the words of a fact; its source must be at hand, and `is_disputed` where it is wanted."""
    return {
        "id": fact.id,
        "subject": fact.subject,
        "topic": words(Topic(fact.topic).label),
        "statement": typeset(words(fact.statement)),
        "period": fact.period.replace("-", "–"),
        "confidence": words(Confidence(fact.confidence).label),
        "source_title": set_typography(fact.source.title, language=FRENCH),
        "producer": fact.source.producer or fact.source.title,
        "published": fact.source.published,
        "locator": fact.locator,
        "kind": words(FactKind(fact.kind).label) if fact.kind else "",
        "is_disputed": getattr(fact, "is_disputed", False),
        "is_invented": fact.is_invented,
    }


def group_by_topic(facts: Iterable[Fact]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Group facts by topic, in the order of the topics, leaving out the topics without a fact."""
    views: dict[str, list[dict[str, Any]]] = {topic.value: [] for topic in Topic}
    for fact in facts:
        views[fact.topic].append(present_fact(fact))
    return [(words(Topic(code).label), view) for code, view in views.items() if view]


def fact_sections(siren: str, reader: Any) -> Iterable[PageSection]:
    """Give the section of the facts about a territory, the same for every reader; none for an invented one."""
    del reader
    if is_invented_place(siren):
        return
    facts = facts_about(siren)
    yield PageSection(
        anchor="faits",
        title=_("Faits sourcés"),
        template="evidence/facts_section.html",
        context={"groups": group_by_topic(facts)},
        count=len(facts),
    )


FACTS = TerritorySection(rank=90, build=fact_sections)
