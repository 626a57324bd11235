"""The only readers of the library: resources with who recommends them, sources with their topics, and their search."""

from collections.abc import Mapping, Sequence
from typing import Any

from autan.evidence.figures.core.library import RECOMMENDATION
from autan.evidence.figures.models import Fact, Resource, Source
from autan.evidence.figures.queries.facts import UnknownEvidenceError, all_facts, list_sources
from autan.ground.errors import known
from autan.ground.search.core.searching import SearchedDocument, SearchIndex
from autan.people.journal.core import refs_to
from autan.people.journal.models import Remark
from autan.people.journal.queries import remarks_on_many, request_mark

_ROOM, _KIND = "evidence", "resource"
resource_ref = refs_to(_ROOM, _KIND)


def list_resources() -> Sequence[Resource]:
    """Return every resource with the fact that mentions it. One query."""
    return list(Resource.objects.select_related("fact__source"))


def recommendations(*slugs: str) -> Mapping[str, Sequence[Remark]]:
    """Return why people recommend resources, last first, by slug; of all resources when none is named. One query."""
    remarks = remarks_on_many(_ROOM, _KIND, keys=slugs or None, place=RECOMMENDATION)
    return {
        slug: sorted(slug_remarks, key=lambda remark: (remark.changed_at, remark.pk), reverse=True)
        for slug, slug_remarks in remarks.items()
    }


def get_resource(slug: str) -> Resource:
    """Return one resource. One query."""
    return known(Resource.objects.select_related("fact__source").filter(slug=slug).first(), slug, UnknownEvidenceError)


def sources_with_topics() -> Sequence[tuple[Source, tuple[str, ...]]]:
    """Return every source, the surest first, with the topics of its facts, most frequent first. Two queries."""
    topics: dict[int, dict[str, int]] = {}
    for source, topic in Fact.objects.order_by("id").values_list("source_id", "topic"):
        counts = topics.setdefault(source, {})
        counts[topic] = counts.get(topic, 0) + 1
    return [
        (source, tuple(sorted(topics.get(source.pk, {}), key=lambda topic: -topics[source.pk][topic])))
        for source in list_sources()
    ]


type EvidenceItem = Fact | Source | Resource
_kept: dict[str, tuple[SearchIndex[tuple[str, Any]], dict[tuple[str, Any], EvidenceItem]]] = {}


def search_evidence(words: tuple[str, ...], most: int) -> list[tuple[EvidenceItem, float]]:
    """Return the facts, sources and resources that answer, best first. One query; five after something was written."""
    index, things = _index_of_today()
    return [(things[key], score) for key, score in index.search(words)[:most]]


def evidence_holds(word: str) -> bool:
    """Say whether a fact, a source or a resource has a word of this stem. One query."""
    return _index_of_today()[0].holds(word)


def _index_of_today() -> tuple[SearchIndex[tuple[str, Any]], dict[tuple[str, Any], EvidenceItem]]:
    version = request_mark("evidence")
    if version not in _kept:
        _kept.clear()
        _kept[version] = _index()
    return _kept[version]


def _index() -> tuple[SearchIndex[tuple[str, Any]], dict[tuple[str, Any], EvidenceItem]]:
    things: dict[tuple[str, Any], EvidenceItem] = {}
    documents: list[SearchedDocument[tuple[str, Any]]] = []
    reasons = recommendations()

    def add(kind: str, item: EvidenceItem, title: str, text: str) -> None:
        key = (kind, item.pk)
        things[key] = item
        documents.append(SearchedDocument(key=key, title=title, text=text))

    for fact in all_facts():
        add("fact", fact, fact.statement_fr, f"{fact.statement_en} {fact.subject} {fact.period}")
    for source in list_sources():
        add("source", source, source.title, source.producer)
    for resource in list_resources():
        reasons_text = " ".join(remark.text for remark in reasons.get(resource.slug, ()))
        add("resource", resource, resource.title, f"{resource.producer} {' '.join(resource.tags)} {reasons_text}")
    return SearchIndex(documents), things
