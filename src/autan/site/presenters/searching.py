"""One search over what every room holds and the reader may see."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from autan.evidence.core.searching import rate_match, search_words, stem, stems
from autan.extension_points import MenuEntry, SearchHit, SearchSource
from autan.registry import registered

_HITS_A_PAGE = 20
_SURER = 0.15
"""What is of the kind named in a search comes before what only holds the name."""
_ALIASES = {"glossaire": "mot", "sigle": "mot", "donnée": "source", "fiche": "action"}
_KINDS = {stem(word): stem(word) for word in ("action", "atelier", "enquête", "fait", "indicateur", "mot", "plan",
          "question", "réponse", "source")} | {stem(word): stem(kind) for word, kind in _ALIASES.items()}  # fmt: skip
"""Words that name a kind of thing, and the word of its label, by stems."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResults:
    """What was found.

    Attributes:
        page: the hits of one page, best first.
        kinds: each kind of thing found, and how many there are of it, most first.
        kind: the one kept, or empty.
    """

    page: "Page[SearchHit]"
    kinds: tuple[tuple[str, int], ...]
    kind: str


def search_everywhere(text: str, reader: Any, *, kind: str = "", number: str | None = None) -> SearchResults:
    """Return what the rooms find for some words, best first.

    Args:
        text: words as they were typed.
        reader: who searches; each room answers only what this reader may see.
        kind: the only kind of thing wanted, or empty.
        number: number of the page, as an address gives it.
    """
    asked = text.strip()
    hits = _best_first([*_found(asked, reader), *_of_kind(asked, reader)] if asked else [])
    counted = Counter(hit.kind for hit in hits)
    kept = [hit for hit in hits if hit.kind == kind] if kind in counted else hits
    return SearchResults(
        page=Paginator(kept, _HITS_A_PAGE).get_page(number),
        kinds=tuple(counted.most_common()),
        kind=kind if kind in counted else "",
    )


def _found(text: str, reader: Any) -> list[SearchHit]:
    return [hit for source in registered(SearchSource) for hit in source.search(text, reader)]


def _of_kind(text: str, reader: Any) -> list[SearchHit]:
    """What answers the other words of a search that names a kind of thing: « indicateur vélo », « mot EPCI »."""
    words = text.split()
    kinds = {_KINDS[stem(word)] for word in words if stem(word) in _KINDS}
    rest = " ".join(word for word in words if stem(word) not in _KINDS)
    if not kinds or not search_words(rest):
        return []
    found = (hit for hit in _found(rest, reader) if kinds.intersection(stems(hit.kind)))
    return [replace(hit, score=hit.score + _SURER) for hit in found]


def _best_first(hits: Sequence[SearchHit]) -> list[SearchHit]:
    """Each thing once, as it answers best."""
    best: dict[tuple[str, str], SearchHit] = {}
    for hit in sorted(hits, key=lambda hit: -hit.score):
        best.setdefault((hit.url, hit.title), hit)
    return list(best.values())


def _search_pages(text: str, reader: Any) -> list[SearchHit]:
    """The pages of the menu, by their titles."""
    asked = search_words(text)
    entries = (entry for entry in registered(MenuEntry) if entry.is_shown is None or entry.is_shown(reader))
    rated = ((str(entry.label), entry.url_name, rate_match(asked, str(entry.label))) for entry in entries)
    return [
        SearchHit(title=title, url=reverse(name), kind=_("Page"), score=score) for title, name, score in rated if score
    ]


PAGE_SEARCH = SearchSource(name="pages", search=_search_pages)
