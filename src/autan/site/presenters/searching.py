"""One search over what every room holds and the reader may see."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator

from autan.extension_points import SearchHit, SearchSource
from autan.registry import registered

_HITS_A_PAGE = 20


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
    hits = [hit for source in registered(SearchSource) for hit in source.search(asked, reader)] if asked else []
    hits.sort(key=lambda hit: -hit.score)
    counted = Counter(hit.kind for hit in hits)
    kept = [hit for hit in hits if hit.kind == kind] if kind in counted else hits
    return SearchResults(
        page=Paginator(kept, _HITS_A_PAGE).get_page(number),
        kinds=tuple(counted.most_common()),
        kind=kind if kind in counted else "",
    )
