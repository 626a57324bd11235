"""What a search finds of this room: facts, sources and resources of the library."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from autan.evidence.core.library import ResourceKind
from autan.evidence.core.searching import rate_match, search_words
from autan.evidence.language import words
from autan.evidence.queries.facts import all_facts, list_sources
from autan.evidence.queries.library import list_resources, recommendations
from autan.extension_points import SearchHit, SearchSource


def search_evidence(text: str, reader: Any) -> Sequence[SearchHit]:
    """Return the facts, sources and resources that hold every word, best first, the same for every reader.

    Four queries.
    """
    del reader
    asked = search_words(text)
    hits = [*_facts(asked), *_sources(asked), *_resources(asked)] if asked else []
    return sorted((hit for hit in hits if hit.score), key=lambda hit: -hit.score)


def _facts(asked: Sequence[str]) -> list[SearchHit]:
    return [
        SearchHit(
            title=words(fact.statement),
            url=reverse("evidence:fact", kwargs={"fact_id": fact.pk}),
            kind=_("Fait sourcé"),
            excerpt=fact.subject,
            score=rate_match(asked, fact.subject, f"{fact.statement_fr} {fact.statement_en}"),
        )
        for fact in all_facts()
    ]


def _sources(asked: Sequence[str]) -> list[SearchHit]:
    return [
        SearchHit(
            title=source.title,
            url=reverse("evidence:source", kwargs={"slug": source.slug}),
            kind=_("Source citée"),
            excerpt=source.producer,
            score=rate_match(asked, source.title, source.producer),
        )
        for source in list_sources()
    ]


def _resources(asked: Sequence[str]) -> list[SearchHit]:
    reasons = recommendations()
    return [
        SearchHit(
            title=resource.title,
            url=reverse("evidence:resource", kwargs={"slug": resource.slug}),
            kind=words(ResourceKind(resource.kind).label),
            excerpt=resource.producer,
            score=rate_match(
                asked, resource.title, _said_of(resource.producer, resource.tags, reasons.get(resource.slug, ()))
            ),
        )
        for resource in list_resources()
    ]


def _said_of(producer: str, tags: Sequence[str], reasons: Sequence[Any]) -> str:
    return " ".join([producer, *tags, *(remark.text for remark in reasons)])


EVIDENCE_SEARCH = SearchSource(name="evidence", search=search_evidence)
