"""Facts, sources and resources, indexed once for the searches that follow."""

from typing import Any

from autan.evidence.figures.models import Fact, Resource, Source
from autan.evidence.figures.queries.facts import all_facts, list_sources
from autan.evidence.figures.queries.library import list_resources, recommendations
from autan.ground.search.core.searching import SearchedDocument, SearchIndex
from autan.people.journal.queries import last_entry_id

type Found = Fact | Source | Resource
_kept: dict[int, tuple[SearchIndex[tuple[str, Any]], dict[tuple[str, Any], Found]]] = {}


def search_evidence(words: tuple[str, ...], most: int) -> list[tuple[Found, float]]:
    """Return the facts, sources and resources that answer, best first. One query; five after something was written."""
    index, things = _index_of_today()
    return [(things[key], score) for key, score in index.search(words)[:most]]


def evidence_holds(word: str) -> bool:
    """Say whether a fact, a source or a resource has a word of this stem. One query."""
    return _index_of_today()[0].holds(word)


def _index_of_today() -> tuple[SearchIndex[tuple[str, Any]], dict[tuple[str, Any], Found]]:
    version = last_entry_id("evidence")
    if version not in _kept:
        _kept.clear()
        _kept[version] = _index()
    return _kept[version]


def _index() -> tuple[SearchIndex[tuple[str, Any]], dict[tuple[str, Any], Found]]:
    things: dict[tuple[str, Any], Found] = {}
    documents: list[SearchedDocument[tuple[str, Any]]] = []
    reasons = recommendations()

    def add(kind: str, thing: Found, title: str, text: str) -> None:
        key = (kind, thing.pk)
        things[key] = thing
        documents.append(SearchedDocument(key=key, title=title, text=text))

    for fact in all_facts():
        add("fact", fact, fact.statement_fr, f"{fact.statement_en} {fact.subject} {fact.period}")
    for source in list_sources():
        add("source", source, source.title, source.producer)
    for resource in list_resources():
        reasons_text = " ".join(remark.text for remark in reasons.get(resource.slug, ()))
        add("resource", resource, resource.title, f"{resource.producer} {' '.join(resource.tags)} {reasons_text}")
    return SearchIndex(documents), things
