"""One search over what every room holds and the reader may see."""

from typing import Any

from autan.extension_points import SearchHit, search_sources

MOST_HITS = 60


def search_everywhere(text: str, reader: Any) -> list[SearchHit]:
    """Return what the rooms find for some words, best first, sixty at most.

    Args:
        text: words as they were typed.
        reader: who searches; each room answers only what this reader may see.
    """
    if not text.strip():
        return []
    hits = [hit for source in search_sources() for hit in source.search(text, reader)]
    return sorted(hits, key=lambda hit: -hit.score)[:MOST_HITS]
