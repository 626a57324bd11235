"""What a search finds of this room: facts, sources and resources of the library."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from operator import attrgetter
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from autan.evidence.figures.core.library import ResourceKind
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.importers import TERMS
from autan.evidence.figures.models import Fact, Source
from autan.evidence.figures.presenters.evidence_kinds import FACT_KIND, FIGURE_KIND
from autan.evidence.figures.presenters.figures import present_figure
from autan.evidence.figures.queries.library import EvidenceItem, evidence_holds, search_evidence
from autan.evidence.figures.queries.registry import EvidenceKind, Reader, describe_evidence, evidence_page
from autan.evidence.figures.queries.traces import FoundFigure, search_figures
from autan.ground.extension_points import SearchHit, SearchSource
from autan.ground.plugins import run_or_leave_aside
from autan.ground.registry import registered
from autan.ground.search.core.searching import nearness, rate_each, search_words
from autan.ground.texts.language import current_language, words
from autan.people.journal.queries import recent_objects

_MOST, _MOST_CHOSEN_FROM = 100, 15
_OF_A_SOURCE, _LESS_SURE, _OF_A_WORD = 0.85, 0.03, 0.95
"""A source answers less than the fact or the territory of the same words, and the less sure less than the surer."""


def _search(text: str, reader: Any) -> Sequence[SearchHit]:
    """The facts, sources and resources that answer, best first, the same for every reader."""
    del reader
    query = search_words(text)
    if not query:
        return []
    return [*_terms(query), *_hits(search_evidence(query, _MOST))]


def _terms(query: tuple[str, ...]) -> list[SearchHit]:
    """The words explained that are those of the search."""
    page = reverse("evidence:glossary")
    names = {code: [term.label, *filter(None, [term.in_proofs])] for code, term in TERMS.items()}
    rated = rate_each(
        query, ((code, " ".join(f"{name.fr} {name.en}" for name in own), "") for code, own in names.items())
    )
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


def _hits(results: Sequence[tuple[EvidenceItem, float]]) -> Iterator[SearchHit]:
    """What is shown of what was found; what is said of all of them is asked once."""
    language, fact, source = current_language(), _("Fait sourcé"), _("Source citée")
    for item, score in results:
        if isinstance(item, Fact):
            title, url = item.statement.in_language(language), _address("fact", item.pk, language)
            yield SearchHit(title=title, url=url, kind=fact, excerpt=item.subject, score=score, ref=f"fact:{item.pk}")
        elif isinstance(item, Source):
            url, ref = _address("source", item.slug, language), f"source:{item.slug}"
            sure = score * (_OF_A_SOURCE - _LESS_SURE * max(getattr(item, "confidence_rank", 0), 0))
            yield SearchHit(title=item.title, url=url, kind=source, excerpt=item.producer, score=sure, ref=ref)
        else:
            url, kind = _address("resource", item.slug, language), ResourceKind(item.kind).label.in_language(language)
            yield SearchHit(title=item.title, url=url, kind=kind, excerpt=item.producer, score=score)


@lru_cache(maxsize=20_000)
def _address(page: str, key: str, language: str) -> str:
    """The address of a page of the room in a language, made once: a search gives a hundred."""
    del language  # that of the page, which the address begins with
    return reverse(f"evidence:{page}", args=(key,))


def choosable_evidence(text: str, reader: Reader, kinds: Sequence[str] = (), network: str = "") -> list[SearchHit]:
    """Return what a reader may cite of what every room finds for some words, best first; of some kinds or of all.

    Without words, what the network wrote last. Figures are those of the network, where they are what is chosen; without
    words, the first of its catalogue.
    """
    if FIGURE_KIND.kind in kinds:
        return [
            _figure_hit(entry, score) for score, entry in search_figures(network, search_words(text), _MOST_CHOSEN_FROM)
        ]
    hits = evidence_hits(text, reader) if text.strip() else recent_evidence(network, reader)
    return [hit for hit in hits if not kinds or hit.ref.partition(":")[0] in kinds][:_MOST_CHOSEN_FROM]


def recent_evidence(network: str, reader: Reader) -> list[SearchHit]:
    """Return what a network wrote last and that may be cited, newest first. The queries of its kinds of evidence."""
    kinds = [kind.kind for kind in registered(EvidenceKind)]
    refs = [EvidenceRef(kind=kind, key=key) for kind, key in recent_objects(network, kinds)]
    cards = describe_evidence(refs, reader=reader)
    return [
        SearchHit(
            title=words(card.statement if ref.kind == FACT_KIND.kind else card.title),
            url=evidence_page(ref),
            kind=_("Écrit récemment"),
            excerpt="" if ref.kind == FACT_KIND.kind else words(card.statement),
            ref=f"{ref.kind}:{ref.key}",
        )
        for ref, card in cards.items()
        if card and evidence_page(ref)
    ]


def evidence_hits(text: str, reader: Reader) -> list[SearchHit]:
    """Return all that every room finds for some words and that may be cited, best first."""
    sources = (source for source in registered(SearchSource) if source.gives_evidence)
    hits = (hit for source in sources for hit in hits_of(source, text, reader) if hit.ref)
    return sorted(hits, key=attrgetter("score"), reverse=True)


def hits_of(source: SearchSource, text: str, reader: Reader) -> Sequence[SearchHit]:
    """Return what a room finds, less sure where no word is as typed; nothing where it is a plug-in that raises."""
    nothing: Sequence[SearchHit] = ()
    hits = run_or_leave_aside(source, lambda: source.search(text, reader), nothing)
    return [
        replace(hit, kind=capfirst(hit.kind), score=hit.score * nearness(text, f"{hit.title} {hit.excerpt}"))
        for hit in hits
    ]


def _figure_hit(entry: FoundFigure, score: float) -> SearchHit:
    figure = entry.item.figure
    view = present_figure(figure)
    title = ", ".join(part for part in (words(figure.label), entry.item.place) if part)
    return SearchHit(
        title=title,
        url=view.trace_url,
        kind=words(entry.topic),
        excerpt=", ".join(part for part in (view.quantity, view.period, view.coverage) if part),
        score=score,
        ref=f"{FIGURE_KIND.kind}:{figure.id}",
    )


EVIDENCE_SEARCH = SearchSource(name="evidence", search=_search, kinds=("fait", "mot", "source"), holds=evidence_holds)
