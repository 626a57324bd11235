"""What a search finds of this room: facts, sources and resources of the library."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from autan.evidence.core.library import ResourceKind
from autan.evidence.core.searching import rate_each, search_words
from autan.evidence.core.terms import TERMS
from autan.evidence.language import words
from autan.evidence.models import Fact, Source
from autan.evidence.queries.search_index import Found, evidence_holds, search_evidence
from autan.extension_points import SearchHit, SearchSource

_MOST = 100
_OF_A_SOURCE, _LESS_SURE, _OF_A_WORD = 0.85, 0.03, 0.95
"""A source answers less than the fact or the territory of the same words, and the less sure less than the surer."""


def _search(text: str, reader: Any) -> Sequence[SearchHit]:
    """The facts, sources and resources that answer, best first, the same for every reader."""
    del reader
    asked = search_words(text)
    if not asked:
        return []
    return [*_terms(asked), *(_hit(thing, score) for thing, score in search_evidence(asked, _MOST))]


def _terms(asked: tuple[str, ...]) -> list[SearchHit]:
    """The words explained that are those of the search."""
    page = reverse("evidence:glossary")
    rated = rate_each(asked, ((code, f"{term.label.fr} {term.label.en}", "") for code, term in TERMS.items()))
    return [
        SearchHit(
            title=words(term.label),
            url=f"{page}#{term.code}",
            kind=_("Mot expliqué"),
            excerpt=words(term.meaning),
            score=score * _OF_A_WORD,
        )
        for term, score in ((TERMS[code], score) for code, score in rated.items())
    ]


def _hit(thing: Found, score: float) -> SearchHit:
    if isinstance(thing, Fact):
        url = reverse("evidence:fact", kwargs={"fact_id": thing.pk})
        title, excerpt = words(thing.statement), thing.subject
        return SearchHit(title=title, url=url, kind=_("Fait sourcé"), excerpt=excerpt, score=score)
    if isinstance(thing, Source):
        url = reverse("evidence:source", kwargs={"slug": thing.slug})
        less = _LESS_SURE * max(getattr(thing, "standing", 0), 0)
        weight = _OF_A_SOURCE - less
        return SearchHit(
            title=thing.title, url=url, kind=_("Source citée"), excerpt=thing.producer, score=score * weight
        )
    url, kind = reverse("evidence:resource", kwargs={"slug": thing.slug}), words(ResourceKind(thing.kind).label)
    return SearchHit(title=thing.title, url=url, kind=kind, excerpt=thing.producer, score=score)


EVIDENCE_SEARCH = SearchSource(name="evidence", search=_search, kinds=("fait", "mot", "source"), holds=evidence_holds)
