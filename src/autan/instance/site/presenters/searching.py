"""One search over what every room holds and the reader may see: by words, by the kind named, else by spelling."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import cache, partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from autan.evidence.figures.presenters.searching import hits_of
from autan.ground.extension_points import MenuEntry, SearchHit, SearchSource
from autan.ground.plugins import run_or_leave_aside
from autan.ground.registry import registered
from autan.ground.search.core.searching import rate_each, search_words, stem, stems
from autan.ground.search.core.thesaurus import respelled
from autan.ground.texts.language import current_language

_SURER = 0.15
"""What is of the kind named in a search comes before what only holds the name."""
_IN_A_ROW = 2
_NEAR = 0.75
"""After two things of a kind comes the best of another that answers three quarters as well: no kind hides the rest."""
_SURE = 0.5
"""Where nothing answers so well as typed, words that nothing holds are read as those that differ by a letter."""
_ALIASES = {"glossaire": "mot", "sigle": "mot", "définition": "mot", "donnée": "source", "fiche": "action"}


def search_everywhere(text: str, reader: Any, *, kind: str = "") -> dict[str, Any]:
    """Return what the rooms find for some words, best first."""
    query = text.strip()
    hits = _best_first([*_hits(query, reader), *_of_kind(query, reader)] if query else [])
    other = _respell(query) if not hits or hits[0].score < _SURE else ""
    if other:
        hits = _best_first([*hits, *_hits(other, reader)])
    counted = Counter(hit.kind for hit in hits)
    # a kind with no hit, in an address kept from another search, filters nothing
    filtered = [hit for hit in hits if hit.kind == kind] if kind in counted else _vary_kinds(hits)
    return {
        "hits": tuple(filtered),
        "kinds": tuple(counted.most_common()),
        "kind": kind if kind in counted else "",
        "is_respelled": bool(other),
    }


def _hits(text: str, reader: Any) -> list[SearchHit]:
    return [hit for source in registered(SearchSource) for hit in hits_of(source, text, reader)]


def _of_kind(text: str, reader: Any) -> list[SearchHit]:
    """Return the hits of a kind that the search names, for its other words: « indicateur vélo », « mot EPCI »."""
    of_words = _kinds_by_word()
    words = text.split()
    kinds = {of_words[stem(word)] for word in words if stem(word) in of_words}
    rest = " ".join(word for word in words if stem(word) not in of_words)
    if not kinds or not search_words(rest):
        return []
    sources = [source for source in registered(SearchSource) if kinds.intersection(map(stem, source.kinds))]
    hits = (hit for source in sources for hit in hits_of(source, rest, reader) if kinds.intersection(stems(hit.kind)))
    return [replace(hit, score=hit.score + _SURER) for hit in hits]


def _kinds_by_word() -> dict[str, str]:
    """Words that name a kind of thing, and the word of its label, by stems."""
    stems = {stem(word): stem(word) for source in registered(SearchSource) for word in source.kinds}
    return stems | {stem(word): stem(kind) for word, kind in _ALIASES.items()}


def _respell(text: str) -> str:
    """The words asked, each that nobody holds read as its neighbour by a letter; empty when none has one."""
    sources, texts = registered(SearchSource), search_words(text)
    spelled = respelled(
        texts, lambda word: sum(run_or_leave_aside(source, partial(source.holds, word), 0) for source in sources)
    )
    return " ".join(spelled) if spelled != texts else ""


def _vary_kinds(hits: list[SearchHit]) -> list[SearchHit]:
    """Sort hits, best first, but no more than two of a kind in a row where another is nearly as good."""
    waiting, varied = hits.copy(), list[SearchHit]()
    while waiting:
        last = [hit.kind for hit in varied[-_IN_A_ROW:]]
        is_full = len(last) == _IN_A_ROW and len(set(last)) == 1
        chosen = _nearly_best(waiting, but=last[0]) if is_full else waiting[0]
        waiting.remove(chosen)
        varied.append(chosen)
    return varied


def _nearly_best(hits: list[SearchHit], *, but: str) -> SearchHit:
    """The best hit of another kind, if it answers nearly as well as the best of all; else that one."""
    near = [hit for hit in hits if hit.score >= hits[0].score * _NEAR]
    return next((hit for hit in near if hit.kind != but), hits[0])


def _best_first(hits: Iterable[SearchHit]) -> list[SearchHit]:
    """Each thing once, as it answers best."""
    best: dict[tuple[str, str], SearchHit] = {}
    for hit in sorted(hits, key=lambda hit: -hit.score):
        best.setdefault((hit.url, hit.title), hit)
    return list(best.values())


def _search_pages(text: str, reader: Any) -> list[SearchHit]:
    """The pages of the menu, by their titles."""
    entries = [entry for entry in registered(MenuEntry) if entry.is_shown is None or entry.is_shown(reader)]
    labels = {entry.url_name: str(entry.label) for entry in entries}
    rows = [(entry.url_name, name, "") for entry in entries for name in _names_of(entry)]
    return [
        SearchHit(title=labels[url_name], url=reverse(url_name), kind=_("Page"), score=score)
        for url_name, score in rate_each(search_words(text), rows).items()
    ]


def _names_of(entry: MenuEntry) -> list[str]:
    """Return the names of a page: its label, and its other words, parted by commas."""
    return [str(entry.label), *(name for name in str(entry.called).split(",") if name)]


@cache
def _stems_of_pages(language: str) -> frozenset[str]:
    del language
    return frozenset(word for entry in registered(MenuEntry) for name in _names_of(entry) for word in stems(name))


PAGE_SEARCH = SearchSource(
    name="pages", search=_search_pages, holds=lambda word: word in _stems_of_pages(current_language())
)
